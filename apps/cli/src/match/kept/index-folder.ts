import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, link, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Analysis } from '@zhucan/analysis'
import { problem } from '@zhucan/kernel'
import { currentVersion, writeTable, writeVersion } from '@zhucan/matching'
import { type IndexState, readState, writeState } from './index-state.ts'
import { openSealed, type Seal, sealFile } from './sealed-file.ts'

/** A kept index in its folder, with the key that opens it. */
export interface IndexFolder {
  readonly dir: string
  readonly key: Buffer
}

const stateFile = 'index.json'
const lockFile = 'in-use'

/**
 * What is kept in a folder; null where there is nothing yet. Throws Problems 'match.index-foreign-folder',
 * 'match.index-damaged', 'match.index-other-key', 'match.index-other-program'.
 */
export async function readIndex({ dir, key }: IndexFolder, program: string): Promise<IndexState | null> {
  const damaged = () => problem('match.index-damaged', { file: dir })
  const version = await versionOf(dir, damaged)
  if (version === null) return null
  const text = await readFile(join(dir, version, stateFile), 'utf8').catch(() => {
    throw damaged()
  })
  const state = readState(key, text)
  if (state === 'damaged') throw damaged()
  if (state === 'other-key') throw problem('match.index-other-key', { folder: dir })
  if (state.format !== 2 || state.program !== program)
    throw problem('match.index-other-program', { folder: dir })
  return state
}

async function versionOf(dir: string, damaged: () => Error): Promise<string | null> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw problem('file.not-readable', { path: dir })
  })
  const others = names.filter((name) => !/^(v\d+(\.part)?|current\.json(\.part)?|in-use)$/.test(name))
  if (others.length > 0) throw problem('match.index-foreign-folder', { folder: dir })
  try {
    const version = currentVersion(dir)
    if (version !== null && !/^v\d+$/.test(version)) throw damaged()
    return version
  } catch {
    throw damaged()
  }
}

/** Where an opened table lies in the run's private folder. */
export function openedPath(analysis: Analysis, table: string): string {
  return join(analysis.folder, `kept-${table}.parquet`)
}

/** Opens sealed tables into the run's private folder. Throws Problem 'match.index-damaged'. */
export async function openTables(
  analysis: Analysis,
  { dir, key }: IndexFolder,
  state: IndexState,
  names: readonly string[],
): Promise<void> {
  const version = currentVersion(dir)!
  for (const name of names) {
    const seal = state.tables[name]
    const from = join(dir, version, sealedName(name))
    if (seal === undefined) throw problem('match.index-damaged', { file: from })
    await openSealed(key, { from, to: openedPath(analysis, name), name: bound(state.id, name), seal })
  }
}

/** Tables to write: their names in the index, each with the SQL that reads it from the engine. */
export type NewTables = Readonly<Record<string, string>>

/**
 * Keeps a new version: new tables are written and sealed, the others of the state stay as they are, and one renaming
 * switches. `state.tables` names what stays. Returns the state as kept.
 */
export async function writeIndex(
  analysis: Analysis,
  { dir, key }: IndexFolder,
  state: IndexState,
  tables: NewTables,
): Promise<IndexState> {
  const before = currentVersion(dir)
  const seals: Record<string, Seal> = { ...state.tables }
  const kept = Object.keys(state.tables).filter((name) => tables[name] === undefined)
  await writeVersion(dir, async (part) => {
    for (const name of kept) await link(join(dir, before!, sealedName(name)), join(part, sealedName(name)))
    for (const [name, sql] of Object.entries(tables))
      seals[name] = await sealTable(analysis, key, {
        sql,
        to: join(part, sealedName(name)),
        name: bound(state.id, name),
      })
    await writeFile(join(part, stateFile), writeState(key, { ...state, tables: seals }), {
      mode: 0o600,
      flush: true,
    })
  })
  return { ...state, tables: seals }
}

async function sealTable(
  analysis: Analysis,
  key: Buffer,
  { sql, to, name }: { sql: string; to: string; name: string },
): Promise<Seal> {
  const plain = join(analysis.folder, 'to-seal.parquet')
  try {
    await writeTable(analysis, sql, plain)
    return await sealFile(key, plain, to, name)
  } finally {
    await rm(plain, { force: true })
  }
}

const sealedName = (table: string) => `${table}.sealed`
const bound = (id: string, table: string) => `zhucan match index ${id} ${table}`

/** Does a piece of work that nobody else does in this folder meanwhile. Throws Problem 'match.index-in-use'. */
export async function withLock<Result>(dir: string, work: () => Promise<Result>): Promise<Result> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, lockFile)
  await takeLock(path, dir)
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function takeLock(path: string, folder: string): Promise<void> {
  for (const isLast of [false, true])
    try {
      const file = await open(path, 'wx', 0o600)
      return await writePid(file).catch(async (error: unknown) => {
        await rm(path, { force: true })
        throw error
      })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const pid = Number(await readFile(path, 'utf8').catch(() => ''))
      if (isLast || isRunning(pid)) throw problem('match.index-in-use', { folder, pid: String(pid) })
      // A killed run cannot take its lock away.
      await rm(path, { force: true })
    }
}

async function writePid(file: FileHandle): Promise<void> {
  try {
    await file.writeFile(String(process.pid))
  } finally {
    await file.close()
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Hash of a file's bytes and of texts beside it. */
export async function hashFile(path: string, ...texts: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  for (const text of texts) hash.update(`\n${text}`)
  return hash.digest('hex')
}
