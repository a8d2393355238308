import type { Keyring } from '@zhucan/crypto'
import { type CopiedTable, type TableTally, tallyRows } from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import {
  type BackupHeader,
  type Ledger,
  type Manifest,
  openBackupFile,
  tallyBytes,
  told,
} from './backup-file.ts'

/** Who takes the parts of a backup; each must read its pieces to their end. */
export interface BackupReader {
  manifest?(manifest: Manifest): Promise<void> | void
  table?(table: CopiedTable, pieces: AsyncIterable<Buffer>): Promise<void>
  file?(path: string, pieces: AsyncIterable<Buffer>): Promise<void>
}

/** What a whole backup held. */
export interface BackupContent {
  header: BackupHeader
  manifest: Manifest
  ledger: Ledger
}

/**
 * Reads a whole backup, hands its parts on, and holds what passed against its own ledger. Nothing is believed before
 * this has returned. Problems 'backup.…'.
 */
export async function readBackup(
  path: string,
  keyring: Keyring,
  reader: BackupReader = {},
  onRows: (rows: number) => void = () => undefined,
): Promise<BackupContent> {
  const { header, entries } = await openBackupFile(path, keyring)
  const seen: Seen = { tables: {}, files: {}, rows: 0 }
  let manifest: Manifest | undefined
  let ledger: Ledger | undefined
  for await (const { head, pieces } of entries) {
    if (ledger) throw problem('backup.damaged', { at: 'behind the ledger' })
    const passing = inWords(pieces)
    if (head.entry === 'manifest') {
      await drain(passing)
      manifest = head.manifest as Manifest
      await reader.manifest?.(manifest)
    } else if (head.entry === 'table') await readTable(head.table as CopiedTable, passing, seen, reader)
    else if (head.entry === 'file') await readFile(String(head.path), passing, seen, reader)
    else if (head.entry === 'ledger') {
      await drain(passing)
      ledger = head.ledger as Ledger
    } else throw problem('backup.newer-format')
    onRows(seen.rows)
  }
  if (!manifest || !ledger) throw problem('backup.truncated')
  requireSame(ledger, seen)
  return { header, manifest, ledger }
}

type Seen = Ledger

async function readTable(
  table: CopiedTable,
  pieces: AsyncIterable<Buffer>,
  seen: Seen,
  reader: BackupReader,
): Promise<void> {
  const tally = tallyRows()
  const counted = passing(pieces, tally.add)
  await (reader.table ? reader.table(table, counted) : drain(counted))
  seen.tables[table.name] = tally.result()
  seen.rows += seen.tables[table.name]!.rows
}

async function readFile(
  path: string,
  pieces: AsyncIterable<Buffer>,
  seen: Seen,
  reader: BackupReader,
): Promise<void> {
  const tally = tallyBytes()
  const counted = passing(pieces, tally.add)
  await (reader.file ? reader.file(path, counted) : drain(counted))
  seen.files[path] = tally.result()
}

async function* passing(
  pieces: AsyncIterable<Buffer>,
  look: (piece: Buffer) => void,
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    look(piece)
    yield piece
  }
}

async function* inWords(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* pieces
  } catch (error) {
    throw told(error)
  }
}

async function drain(pieces: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of pieces);
}

function requireSame(ledger: Ledger, seen: Seen): void {
  const different = (a: object, b: object) =>
    Object.keys({ ...a, ...b }).find(
      (name) => JSON.stringify(a[name as never] ?? null) !== JSON.stringify(b[name as never] ?? null),
    )
  const at = different(ledger.tables, seen.tables) ?? different(ledger.files, seen.files)
  if (at !== undefined) throw problem('backup.damaged', { at })
}

/** The ledger's tables as the database package compares them. */
export function talliesOf({ tables }: Ledger): ReadonlyMap<string, TableTally> {
  return new Map(Object.entries(tables))
}
