import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { problem } from '@zhucan/kernel'

/*
 * Entries one behind another: length (4) | JSON | pieces, each length (4) | bytes | a piece of length 0 at the end.
 * The order is manifest, tables, files, ledger; whoever reads it holds one piece at a time.
 */
const longestPiece = 4 * 1024 * 1024
const longestHead = 16 * 1024 * 1024
const lengthSize = 4

/** What stands before the pieces of an entry. */
export type EntryHead = { entry: string } & Record<string, unknown>

/** An entry as it is read; `pieces` must be read to their end before the next entry. */
export interface Entry {
  head: EntryHead
  pieces: AsyncIterable<Buffer>
}

/** Writes an entry, waiting for a slow stream. Pieces may have any size, none at all included. */
export async function writeEntry(
  stream: Writable,
  head: EntryHead,
  pieces: AsyncIterable<Buffer> | Iterable<Buffer> = [],
): Promise<void> {
  const text = Buffer.from(JSON.stringify(head))
  await send(stream, lengthOf(text.length), text)
  for await (const piece of gathered(pieces)) await send(stream, lengthOf(piece.length), piece)
  await send(stream, lengthOf(0))
}

/** Rows come out of the database one by one; a length before each would double them. */
async function* gathered(pieces: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += longestPiece) {
      const part = piece.subarray(at, at + longestPiece)
      held.push(part)
      size += part.length
    }
    if (size < 64 * 1024) continue
    for (const part of size > longestPiece ? held : [Buffer.concat(held)]) yield part
    held = []
    size = 0
  }
  if (size > 0) yield* size > longestPiece ? held : [Buffer.concat(held)]
}

async function send(stream: Writable, ...parts: Buffer[]): Promise<void> {
  if (stream.errored) throw stream.errored
  let flows = true
  for (const part of parts) flows = stream.write(part)
  if (!flows) await once(stream, 'drain')
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(lengthSize)
  bytes.writeUInt32BE(length)
  return bytes
}

/** Reads entries in their order. Problem 'backup.truncated' when the stream ends inside one. */
export async function* readEntries(stream: Readable): AsyncGenerator<Entry> {
  const bytes = byteReader(stream)
  for (;;) {
    const length = await bytes.take(lengthSize, true)
    if (length === null) return
    const head = parse(await bytes.need(checked(length.readUInt32BE(), longestHead)))
    let isRead = false
    async function* pieces() {
      for (;;) {
        const size = checked((await bytes.need(lengthSize)).readUInt32BE(), longestPiece)
        if (size === 0) break
        yield await bytes.need(size)
      }
      isRead = true
    }
    yield { head, pieces: pieces() }
    if (!isRead) throw new Error(`entry ${head.entry} was not read to its end`)
  }
}

function checked(length: number, most: number): number {
  if (length > most) throw problem('backup.damaged', { at: 'length' })
  return length
}

function parse(bytes: Buffer): EntryHead {
  try {
    return JSON.parse(bytes.toString('utf8')) as EntryHead
  } catch {
    throw problem('backup.damaged', { at: 'entry' })
  }
}

/** Exactly so many bytes at a time, whatever the pieces the stream gives. */
function byteReader(stream: Readable) {
  const source = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let held: Buffer[] = []
  let size = 0
  async function take(wanted: number, mayEnd: boolean): Promise<Buffer | null> {
    while (size < wanted) {
      const { value, done } = await source.next()
      if (done) {
        if (mayEnd && size === 0) return null
        throw problem('backup.truncated')
      }
      held.push(value)
      size += value.length
    }
    const all = held.length === 1 ? held[0]! : Buffer.concat(held)
    held = all.length > wanted ? [all.subarray(wanted)] : []
    size = all.length - wanted
    return all.subarray(0, wanted)
  }
  return { take, need: async (wanted: number) => (await take(wanted, false))! }
}
