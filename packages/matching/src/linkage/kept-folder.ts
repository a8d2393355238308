import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Analysis, sqlText } from '@zhucan/analysis'

const pointer = 'current.json'

/**
 * A folder of versions of which one is the current. A version is written beside, then named, then pointed at, each by one
 * renaming: whoever reads at any moment, also after a kill, sees a whole version.
 */
export async function writeVersion(dir: string, fill: (part: string) => Promise<void>): Promise<string> {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const before = currentVersion(dir)
  const version = `v${Number(before?.slice(1) ?? 0) + 1}`
  const part = join(dir, `${version}.part`)
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { mode: 0o700 })
  try {
    await fill(part)
  } catch (error) {
    // On a full disk it would be in everybody's way.
    rmSync(part, { recursive: true, force: true })
    throw error
  }
  // A run that was killed before it pointed here may have left this name.
  rmSync(join(dir, version), { recursive: true, force: true })
  renameSync(part, join(dir, version))
  writeFileSync(join(dir, `${pointer}.part`), JSON.stringify({ version }), { mode: 0o600 })
  renameSync(join(dir, `${pointer}.part`), join(dir, pointer))
  removeOthers(dir, [version, before])
  return version
}

/** The version that counts; null when there is none yet. */
export function currentVersion(dir: string): string | null {
  const path = join(dir, pointer)
  if (!existsSync(path)) return null
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

// The one before stays, because somebody may be reading it.
function removeOthers(dir: string, kept: readonly (string | null)[]): void {
  for (const name of readdirSync(dir))
    if (/^v\d+(\.part)?$/.test(name) && !kept.includes(name))
      rmSync(join(dir, name), { recursive: true, force: true })
}

/**
 * Writes a table that is to be read many times as a Parquet file (0600) of a part or private folder: packed by what its
 * columns are like, so that reading it takes half the work.
 */
export async function writeTable(analysis: Analysis, sql: string, path: string): Promise<number> {
  const rows = await analysis.run(
    `copy (${sql}) to ${sqlText(path)} (format parquet, parquet_version v2, compression lz4)`,
  )
  chmodSync(path, 0o600)
  return rows
}
