import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { type Keyring, openStream, sealStream, sm3 } from '@zhucan/crypto'
import type { AppliedMigration, TableTally, WaitingJob } from '@zhucan/db'
import { isProblem, problem } from '@zhucan/kernel'
import { type Entry, readEntries } from './container.ts'

/*
 * One line of text, one line of JSON in clear, then a sealed stream of compressed entries. The seal is bound to the
 * line in clear, so that nobody can change what it says. The last line tells a file that is not whole at a glance.
 */
const magic = 'ZHUCAN-BACKUP 1'
const longestHeader = 8192
const trailer = Buffer.from('\nZHUCAN-BACKUP-END\n')

/** What anybody may read of a backup without a key: which key it needs, and what it is. */
export interface BackupHeader {
  id: string
  program: string
  /** Newest file of the schema. */
  schema: string
  kind: 'demo' | 'real' | null
  createdAt: string
  /** Name of the sealing key; the key itself is never in a backup. */
  key: string
  /** Tells whether the secrets behind blind keys and log-ins are the same; says nothing about them. */
  root: string
}

/** The first entry: what a database must be before the rows fit. */
export interface Manifest {
  migrations: AppliedMigration[]
  auditHead: { sealed: string; head: string } | null
  waiting: WaitingJob[]
}

/** The last entry: what must be there afterwards. */
export interface Ledger {
  tables: Record<string, TableTally>
  files: Record<string, { size: number; hash: string }>
  rows: number
}

/** Short mark of the root secret of a ring. */
export function rootMark(keyring: Keyring): string {
  return sm3(keyring.secretFor('backup mark')).toString('hex', 0, 4)
}

/** Opens a file for writing; what is written into `entries` is compressed and sealed as it passes. */
export function createBackupFile(path: string, header: BackupHeader, keyring: Keyring) {
  const line = JSON.stringify(header)
  const target = createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true })
  target.write(`${magic}\n${line}\n`)
  const entries = createZstdCompress()
  const sealed = sealStream(keyring, contextOf(line))
  entries.pipe(sealed).pipe(target, { end: false })
  sealed.on('end', () => target.end(trailer))
  for (const stream of [entries, sealed]) stream.on('error', (error) => target.destroy(error))
  target.on('error', (error) => entries.destroy(error))
  return {
    entries,
    async end(): Promise<void> {
      entries.end()
      await finished(target)
    },
    async abandon(): Promise<void> {
      entries.destroy()
      sealed.destroy()
      target.destroy()
      await finished(target).catch(() => undefined)
    },
  }
}

interface Head {
  header: BackupHeader
  line: string
  /** First and last byte of the sealed part. */
  start: number
  end: number
}

/** The line in clear and where the sealed part begins. Problems 'file.not-found', 'backup.not-a-backup'. */
async function readHead(path: string): Promise<Head> {
  const file = await open(path, 'r').catch(() => {
    throw problem('file.not-found', { path })
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longestHeader), 0, longestHeader, 0)
    const [first, line] = buffer.toString('utf8', 0, bytesRead).split('\n', 2)
    if (!first?.startsWith('ZHUCAN-BACKUP ') || line === undefined)
      throw problem('backup.not-a-backup', { file: basename(path) })
    if (first !== magic) throw problem('backup.newer-format')
    const start = Buffer.byteLength(`${first}\n${line}\n`)
    const end = await endOfSealed(file)
    try {
      return { header: JSON.parse(line) as BackupHeader, line, start, end }
    } catch {
      throw problem('backup.damaged', { at: 'header' })
    }
  } finally {
    await file.close()
  }
}

async function endOfSealed(file: Awaited<ReturnType<typeof open>>): Promise<number> {
  const { size } = await file.stat()
  const from = Math.max(0, size - trailer.length)
  const { buffer } = await file.read(Buffer.alloc(trailer.length), 0, trailer.length, from)
  if (!buffer.equals(trailer)) throw problem('backup.truncated')
  return from - 1
}

/** What a backup says about itself in clear; believed only once it is opened. */
export async function readBackupHeader(path: string): Promise<BackupHeader> {
  return (await readHead(path)).header
}

/** A backup whose entries are read in their order. */
export interface OpenBackup {
  header: BackupHeader
  entries: AsyncGenerator<Entry>
}

/**
 * Opens a backup for reading. Problems 'backup.other-key' here, and 'backup.damaged' or 'backup.truncated' while the
 * entries are read.
 */
export async function openBackupFile(path: string, keyring: Keyring): Promise<OpenBackup> {
  const { header, line, start, end } = await readHead(path)
  if (!keyring.keys.has(header.key) || header.root !== rootMark(keyring))
    throw problem('backup.other-key', { needed: header.key })
  const source = createReadStream(path, { start, end })
  const sealed = openStream(keyring, contextOf(line))
  const plain = createZstdDecompress()
  source.on('error', (error) => sealed.destroy(error))
  sealed.on('error', (error) => plain.destroy(error))
  source.pipe(sealed).pipe(plain)
  const close = () => {
    source.destroy()
    sealed.destroy()
    plain.destroy()
  }
  return { header, entries: inPlainWords(plain, close) }
}

async function* inPlainWords(plain: Readable, close: () => void): AsyncGenerator<Entry> {
  try {
    yield* readEntries(plain)
  } catch (error) {
    throw told(error)
  } finally {
    close()
  }
}

/** A reader of pieces meets the same faults as the reader of entries. */
export function told(error: unknown): unknown {
  if (isProblem(error, 'seal.truncated')) return problem('backup.truncated')
  if (isProblem(error))
    return error.code.startsWith('seal.') ? problem('backup.damaged', { at: 'seal' }) : error
  const code = String((error as { code?: string }).code ?? '')
  return /^(ZSTD|Z_|ERR_STREAM_PREMATURE)/.test(code) ? problem('backup.damaged', { at: 'content' }) : error
}

const contextOf = (line: string): string => `backup:${sm3(line).toString('hex')}`

/** Counts and hashes the bytes of a file as they pass. */
export function tallyBytes() {
  const hash = createHash('sm3')
  let size = 0
  return {
    add(piece: Buffer): void {
      hash.update(piece)
      size += piece.length
    },
    result: () => ({ size, hash: hash.digest('hex') }),
  }
}
