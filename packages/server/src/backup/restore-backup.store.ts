import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Keyring } from '@zhucan/crypto'
import {
  compareTallies,
  createPool,
  databaseState,
  importTables,
  type TallyDifference,
  type WaitingJob,
} from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import { type ErasedFiles, readErased, rememberErased, removeErasedFiles } from '../erasure/index.ts'
import { prepareServer } from '../prepare.ts'
import { type BackupContent, readBackup, talliesOf } from './read-backup.store.ts'

/** What is restored, and where to. */
export interface RestoreJob {
  path: string
  ownerUrl: string
  keyring: Keyring
  dataDir: string
  /** Remove what is there; else the database must be empty. */
  replace: boolean
  /** `total` is 0 while nobody knows it. */
  onProgress?(at: { phase: 'checking' | 'restoring'; rows: number; total: number }): void
}

const staging = 'restoring'

/**
 * Puts a backup back: first it is read whole and held against its own ledger, then schema, rows and files come in, are
 * counted and hashed anew out of the database, and only if all of it is equal the one transaction is committed. A kill
 * at any moment leaves the database as it was. An older schema is brought forward afterwards.
 */
export async function restoreBackup(job: RestoreJob): Promise<BackupContent> {
  const content = await readBackup(job.path, job.keyring, {}, (rows) =>
    job.onProgress?.({ phase: 'checking', rows, total: 0 }),
  )
  await refuseOtherKind(job, content)
  const draft = join(job.dataDir, staging)
  await rm(draft, { recursive: true, force: true })
  await mkdir(job.dataDir, { recursive: true, mode: 0o700 })
  // Known beside the data before anybody is back: whoever is killed from here on erases them at the next start.
  for (const person of await readErased([dirname(job.path)])) await rememberErased([job.dataDir], person)
  const owner = createPool(job.ownerUrl, { max: 2 })
  try {
    await importTables(owner, {
      migrations: content.manifest.migrations,
      replace: job.replace,
      fill: async (loader) => {
        await readBackup(
          job.path,
          job.keyring,
          {
            table: (table, pieces) => loader.load(table, pieces),
            file: (path, pieces) => writeFile(draft, path, pieces),
          },
          (rows) => job.onProgress?.({ phase: 'restoring', rows, total: content.ledger.rows }),
        )
      },
      judge: async (found) => {
        requireSame(compareTallies(talliesOf(content.ledger), found))
        // Before the rows that name them: a file without its row is harmless, a row without its file is not.
        await moveFiles(draft, job.dataDir)
      },
    })
    await prepareServer({ ownerUrl: job.ownerUrl, demo: content.header.kind === 'demo' })
    await askAgain(owner, content.manifest.waiting)
    await eraseAgain(owner, job.dataDir)
    await owner.query('analyze')
  } finally {
    await owner.end()
    await rm(draft, { recursive: true, force: true })
  }
  return content
}

/** What would be replaced: its kind and how many people it holds; null for an empty database. */
export async function whatIsThere(ownerUrl: string): Promise<{ kind: string; people: number } | null> {
  const { isNew } = await databaseState(ownerUrl)
  if (isNew) return null
  const owner = createPool(ownerUrl, { max: 1 })
  try {
    await owner.query(`select set_config('app.backup', 'on', false)`)
    const { rows } = await owner.query<{ kind: string | null; people: string }>(
      `select (select value #>> '{}' from setting where key = 'kind') as kind,
         (select count(*)::text from person) as people`,
    )
    return { kind: rows[0]?.kind ?? 'new', people: Number(rows[0]?.people ?? 0) }
  } finally {
    await owner.end()
  }
}

/** A database is demo or real for ever; a restore over it does not change that either. */
async function refuseOtherKind({ ownerUrl, replace }: RestoreJob, { header }: BackupContent): Promise<void> {
  if (!replace) return
  const there = await whatIsThere(ownerUrl)
  const backup = header.kind ?? 'new'
  if (there && there.kind !== 'new' && there.kind !== backup)
    throw problem('backup.kind-differs', { backup, target: there.kind })
}

function requireSame(differences: TallyDifference[]): void {
  if (differences.length === 0) return
  const what = differences
    .map(({ table, expected, found }) => `${table} ${expected} ≠ ${found}`)
    .slice(0, 20)
    .join(', ')
  throw problem('backup.ledger-differs', { what })
}

async function writeFile(draft: string, path: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  const target = resolve(draft, path)
  if (!target.startsWith(draft + sep)) throw problem('backup.damaged', { at: 'path' })
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  await pipeline(Readable.from(pieces), createWriteStream(target, { mode: 0o600, flags: 'wx', flush: true }))
}

async function moveFiles(draft: string, dataDir: string): Promise<void> {
  const found = await readdir(draft, { withFileTypes: true, recursive: true }).catch(() => [])
  for (const one of found.filter((entry) => entry.isFile())) {
    const from = join(one.parentPath, one.name)
    const to = join(dataDir, from.slice(draft.length + 1))
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    await rename(from, to)
  }
}

/** Erases again who was erased once and is there nevertheless: a restore was killed before it could. For every start. */
export async function eraseRemembered(ownerUrl: string, dataDir: string): Promise<void> {
  const owner = createPool(ownerUrl, { max: 1 })
  await eraseAgain(owner, dataDir).finally(() => owner.end())
}

/** Who was erased after the backup was made is in it still; the list beside the data says who that is. */
async function eraseAgain(owner: ReturnType<typeof createPool>, dataDir: string): Promise<void> {
  for (const person of await readErased([dataDir])) {
    const { rows } = await owner.query<{ left: { files: ErasedFiles } | null }>(
      'select erase_person_rows($1) as left',
      [person],
    )
    const left = rows[0]?.left
    if (!left) continue
    await removeErasedFiles(dataDir, left.files)
    await owner.query(
      `insert into audit (id, at, actor_id, actor_name, action, subject_kind, subject_id)
       values (new_id(), clock_timestamp(), 'operator', 'operator', 'erasure.again', 'person', $1)`,
      [person],
    )
  }
}

async function askAgain(owner: ReturnType<typeof createPool>, waiting: readonly WaitingJob[]): Promise<void> {
  for (const { task, payload, maxAttempts } of waiting)
    await owner.query('select graphile_worker.add_job($1, $2::json, max_attempts => $3)', [
      task,
      JSON.stringify(payload),
      maxAttempts,
    ])
}
