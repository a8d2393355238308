import { pipeline } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { isProblem, problem } from '@zhucan/kernel'
import { type Entry, getFileNameLowLevel, openPromise, validateFileName, type ZipFile } from 'yauzl'
import type { Limits } from './sheet-model.ts'

/** A checked zip: part names are compared without case, as the package format wants. */
export interface ZipArchive {
  has(part: string): boolean
  /** Unpacked bytes the zip declares for a part; 0 where there is none. */
  size(part: string): number
  /** Unpacks a part piece by piece; throws Problem where it is longer than declared or damaged. */
  read(part: string): AsyncGenerator<Buffer>
  close(): void
}

const chunkSize = 128 * 1024
const ratioFloor = 16 * 1024 * 1024

/**
 * Opens a zip and refuses, before anything is unpacked: too many entries, declared bombs, encryption, unsafe or
 * double names, local headers that contradict the directory, and entries that lie over each other.
 */
export async function openArchive(path: string, limits: Limits): Promise<ZipArchive> {
  const zip = await openPromise(path, { autoClose: false, decodeStrings: false }).catch(refuseZip)
  try {
    if (zip.entryCount > limits.maxEntries) throw problem('sheet.zip-bomb', { entries: zip.entryCount })
    const entries = await readEntries(zip, limits)
    await checkLocalHeaders(zip, [...entries.values()])
    return {
      has: (part) => entries.has(part.toLowerCase()),
      size: (part) => entries.get(part.toLowerCase())?.uncompressedSize ?? 0,
      read: (part) => unpack(zip, entries.get(part.toLowerCase()), part, limits),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    return refuseZip(error)
  }
}

function refuseZip(error: unknown): never {
  if (isProblem(error)) throw error
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw error
  const reason = error instanceof Error ? error.message : ''
  throw problem(/encryption/.test(reason) ? 'sheet.password' : 'sheet.broken-zip')
}

async function readEntries(zip: ZipFile, limits: Limits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    const name = safeName(entry)
    if (entries.has(name)) throw problem('sheet.unsafe-zip', { entry: entries.size + 1 })
    if (entry.isEncrypted()) throw problem('sheet.password')
    unpacked += entry.uncompressedSize
    checkSize(entry, name, unpacked, limits)
    entries.set(name, entry)
  }
  return entries
}

function safeName(entry: Entry): string {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  const isUnsafe = validateFileName(name) !== null || name.length > 512 || /[\u0000-\u001f\u007f]/.test(name)
  if (isUnsafe) throw problem('sheet.unsafe-zip')
  return name.toLowerCase()
}

function checkSize(entry: Entry, name: string, unpacked: number, limits: Limits): void {
  if (unpacked > limits.maxUnpackedBytes)
    throw problem('sheet.zip-bomb', { megabytes: Math.round(unpacked / 1048576) })
  if (/\.(xml|rels|vml)$/.test(name)) checkRatio(entry, limits)
}

/** Asked of what is named XML and of whatever is read as such: a sheet's part may have any name. */
function checkRatio(entry: Entry, limits: Limits): void {
  if (entry.uncompressedSize < ratioFloor) return
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
  if (ratio > limits.maxRatio) throw problem('sheet.zip-bomb', { ratio: Math.round(ratio) })
}

async function checkLocalHeaders(zip: ZipFile, entries: readonly Entry[]): Promise<void> {
  const ordered = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  let end = 0
  for (const entry of ordered) {
    // Entries that share bytes let a small file unpack to a huge one (Fifield's overlap bomb).
    if (entry.relativeOffsetOfLocalHeader < end) throw problem('sheet.unsafe-zip')
    const local = await zip.readLocalFileHeaderPromise(entry, {})
    const sizesFollow = (local.generalPurposeBitFlag & 8) !== 0 || local.uncompressedSize === 0xffffffff
    const agrees =
      local.fileName.equals(entry.fileNameRaw) &&
      local.compressionMethod === entry.compressionMethod &&
      (local.generalPurposeBitFlag & 1) === 0 &&
      (sizesFollow || sameSizes(local, entry))
    if (!agrees) throw problem('sheet.unsafe-zip')
    end = local.fileDataStart + entry.compressedSize
  }
}

interface DeclaredSizes {
  crc32: number
  compressedSize: number
  uncompressedSize: number
}

function sameSizes(local: DeclaredSizes, central: DeclaredSizes): boolean {
  return (
    local.crc32 === central.crc32 &&
    local.compressedSize === central.compressedSize &&
    local.uncompressedSize === central.uncompressedSize
  )
}

async function* unpack(
  zip: ZipFile,
  entry: Entry | undefined,
  part: string,
  limits: Limits,
): AsyncGenerator<Buffer> {
  if (!entry) throw problem('sheet.broken-part', { part })
  if (!entry.canDecodeFileData()) throw problem('sheet.broken-zip', { part })
  checkRatio(entry, limits)
  let bytes = 0
  let checksum = 0
  try {
    for await (const chunk of await rawStream(zip, entry)) {
      bytes += chunk.length
      if (bytes > entry.uncompressedSize) throw problem('sheet.zip-bomb', { part })
      checksum = crc32(chunk, checksum)
      yield chunk
    }
  } catch (error) {
    refuseZip(error)
  }
  if (bytes !== entry.uncompressedSize || checksum !== entry.crc32)
    throw problem('sheet.broken-zip', { part })
}

async function rawStream(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> {
  const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false })
  if (entry.compressionMethod === 0) return raw
  const inflate = createInflateRaw({ chunkSize })
  // Errors of either stream surface through the iteration of `inflate`.
  pipeline(raw, inflate, () => undefined)
  return inflate
}
