import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, posix, sep } from 'node:path'
import type { Keyring } from '@zhucan/crypto'
import { createPool, openSnapshot, type Snapshot, tallyRows } from '@zhucan/db'
import { type BackupHeader, createBackupFile, type Ledger, rootMark, tallyBytes } from './backup-file.ts'
import { writeEntry } from './container.ts'
import { readBackup } from './read-backup.store.ts'

/** What is backed up, and where to. */
export interface BackupJob {
  /** The owner's log-in: row security shows the application only a part. */
  ownerUrl: string
  keyring: Keyring
  dataDir: string
  folder: string
  program: string
  /** Milliseconds since 1970. */
  now(): number
  onProgress?(at: { phase: 'copying' | 'checking'; rows: number; total: number }): void
}

/** A backup that was written and read back. */
export interface WrittenBackup {
  path: string
  size: number
  header: BackupHeader
  ledger: Ledger
}

const suffix = '.zbk'

/**
 * Writes everything there is into one sealed file, reads it back whole, and only then gives it its name. Beside a
 * running program; memory stays the same however much there is.
 */
export async function writeBackup(job: BackupJob): Promise<WrittenBackup> {
  await mkdir(job.folder, { recursive: true, mode: 0o700 })
  await removeDrafts(job.folder)
  const pool = createPool(job.ownerUrl, { max: 2 })
  try {
    const snapshot = await openSnapshot(pool)
    return await writeSnapshot(job, snapshot).finally(snapshot.close)
  } finally {
    await pool.end()
  }
}

async function writeSnapshot(job: BackupJob, snapshot: Snapshot): Promise<WrittenBackup> {
  const header = headerOf(job, snapshot)
  const path = join(job.folder, fileNameOf(header))
  const draft = `${path}.${process.pid}.draft`
  const file = createBackupFile(draft, header, job.keyring)
  try {
    const { migrations, auditHead, waiting } = snapshot
    await writeEntry(file.entries, { entry: 'manifest', manifest: { migrations, auditHead, waiting } })
    const ledger: Ledger = { tables: {}, files: {}, rows: 0 }
    await writeTables(job, snapshot, file.entries, ledger)
    await writeFiles(job.dataDir, file.entries, ledger)
    await writeEntry(file.entries, { entry: 'ledger', ledger })
    await file.end()
    await readBackup(draft, job.keyring, {}, (rows) =>
      job.onProgress?.({ phase: 'checking', rows, total: ledger.rows }),
    )
    await rename(draft, path)
    await syncFolder(job.folder)
    return { path, size: (await stat(path)).size, header, ledger }
  } catch (error) {
    await file.abandon()
    await rm(draft, { force: true })
    throw error
  }
}

function headerOf({ keyring, program, now }: BackupJob, { migrations, kind }: Snapshot): BackupHeader {
  return {
    id: randomUUID(),
    program,
    schema: migrations.at(-1)?.name ?? '',
    kind,
    createdAt: new Date(now()).toISOString(),
    key: keyring.id,
    root: rootMark(keyring),
  }
}

/** By moment, so that the names sort; with part of the id, since two may fall into one second. */
function fileNameOf({ createdAt, kind, id }: BackupHeader): string {
  const moment = createdAt.replaceAll(/[-:]|\.\d+/g, '')
  return `zhucan-${kind ?? 'new'}-${moment}-${id.slice(0, 4)}${suffix}`
}

async function writeTables(
  job: BackupJob,
  snapshot: Snapshot,
  entries: Parameters<typeof writeEntry>[0],
  ledger: Ledger,
): Promise<void> {
  for (const table of snapshot.tables) {
    const tally = tallyRows()
    async function* rows() {
      for await (const chunk of snapshot.copy(table)) {
        tally.add(chunk)
        yield chunk
      }
    }
    await writeEntry(entries, { entry: 'table', table }, rows())
    const result = tally.result()
    ledger.tables[table.name] = result
    ledger.rows += result.rows
    job.onProgress?.({
      phase: 'copying',
      rows: ledger.rows,
      total: Math.max(snapshot.estimate, ledger.rows),
    })
  }
}

/** Folders of the data folder that are made anew by themselves, are no data of the office, or must not outlive their days. */
const leftOut = new Set(['postgres', 'postgres.new', 'run', 'logs', 'analysis', 'demo', 'backups', 'exports'])

async function writeFiles(
  dataDir: string,
  entries: Parameters<typeof writeEntry>[0],
  ledger: Ledger,
): Promise<void> {
  for (const path of await keptFiles(dataDir)) {
    // Uploads are thrown away and taken in meanwhile; one that is gone belongs to no row of a later moment.
    const handle = await open(join(dataDir, path), 'r').catch(() => null)
    if (handle === null) continue
    const tally = tallyBytes()
    async function* bytes() {
      for await (const piece of createReadStream('', { fd: handle! }) as AsyncIterable<Buffer>) {
        tally.add(piece)
        yield piece
      }
    }
    await writeEntry(entries, { entry: 'file', path }, bytes())
    ledger.files[path] = tally.result()
  }
}

/** Uploaded and returned files, by their place in the data folder. */
async function keptFiles(dataDir: string): Promise<string[]> {
  const top = await readdir(dataDir, { withFileTypes: true }).catch(() => [])
  const folders = top.filter((one) => one.isDirectory() && !leftOut.has(one.name)).map(({ name }) => name)
  const found: string[] = []
  for (const folder of folders.sort())
    for (const one of await readdir(join(dataDir, folder), { withFileTypes: true, recursive: true }))
      if (one.isFile())
        found.push(
          join(one.parentPath, one.name)
            .slice(dataDir.length + 1)
            .replaceAll(sep, posix.sep),
        )
  return found.sort()
}

/** What a killed backup left; a living one has its own name and is a file of a process that runs. */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/\.(\d+)\.draft$/.exec(name)?.[1] ?? 0)
    if (pid > 0 && pid !== process.pid && !isRunning(pid)) await rm(join(folder, name), { force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
