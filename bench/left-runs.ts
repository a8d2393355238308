import { readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { createPool } from '@zhucan/db'
import type { BenchCity } from './api-city.ts'

/** Which of some names are runs other than one's own. */
export const otherRuns = (names: readonly string[], own: string): string[] =>
  names.filter((name) => /^run_\d+$/.test(name) && name !== own).sort()

/**
 * Removes what runs left behind that were killed: their databases, and their folders beside that of this run. The kept city is
 * open for one run at a time, so none of them is at work.
 */
export async function removeLeftRuns({
  ownerUrl,
  dataDir,
}: Pick<BenchCity, 'ownerUrl' | 'dataDir'>): Promise<void> {
  const [own, folder] = [basename(dataDir), dirname(dataDir)]
  const owner = createPool(ownerUrl, { max: 1 })
  try {
    const { rows } = await owner.query<{ datname: string }>('select datname from pg_database')
    const databases = rows.map(({ datname }) => datname)
    for (const name of otherRuns(databases, own)) await owner.query(`drop database ${name}`)
    for (const name of otherRuns(await readdir(folder), own))
      await rm(join(folder, name), { recursive: true, force: true })
  } finally {
    await owner.end()
  }
}
