import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parentRegion } from '@zhucan/kernel'
import { regionEdition, regionRows } from '@zhucan/regions'
import type { Pool } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** One region as the national table gives it. */
export interface RegionRow {
  code: string
  name: string
  level: number
}

/** Whether the region table was filled already. */
export async function hasRegions(owner: Pool): Promise<boolean> {
  const { rows } = await owner.query('select 1 from region limit 1')
  return rows.length > 0
}

/** Fills the empty region table by COPY, all or nothing: the national table and whatever is invented beside it. */
export async function loadRegions(
  owner: Pool,
  what: { extra: Iterable<RegionRow>; nation: boolean },
): Promise<void> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    const into = client.query(copyFrom('copy region (code, name, level, parent, edition) from stdin'))
    await pipeline(Readable.from(lines(what)), into)
    await client.query('commit')
    await client.query('analyze region')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

async function* lines(what: { extra: Iterable<RegionRow>; nation: boolean }): AsyncGenerator<string> {
  const known = new Set<string>()
  const line = (row: RegionRow, edition: string) => {
    if (row.level < 5) known.add(row.code)
    return `${row.code}\t${row.name.replaceAll(/[\t\n\\]/g, '')}\t${row.level}\t${parentOf(row, known) ?? '\\N'}\t${edition}\n`
  }
  let block = ''
  for (const row of what.extra) block += line(row, 'invented')
  if (what.nation) {
    for await (const row of regionRows()) {
      block += line(row, regionEdition)
      if (block.length > 60_000) {
        yield block
        block = ''
      }
    }
  }
  yield block
}

/** The nearest ancestor that exists: some cities have no counties, so their townships hang from the city. */
function parentOf(row: RegionRow, known: Set<string>): string | null {
  let parent = row.level === 1 ? null : parentRegion(row.code)
  while (parent !== null && parent !== '000000000000' && !known.has(parent)) parent = parentRegion(parent)
  return parent === '000000000000' ? null : parent
}
