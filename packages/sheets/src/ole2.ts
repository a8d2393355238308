import type { ProblemCode } from '@zhucan/kernel'
import type { ReadAt } from './sniff-format.ts'

const endOfChain = 0xfffffff0
const mostDirectorySectors = 64

/**
 * Names what an OLE2 container holds, from its directory: an encrypted workbook, an old .xls or WPS .et, or
 * something else. Reads at most 64 sectors, whatever the file claims.
 */
export async function inspectOle2(readAt: ReadAt): Promise<ProblemCode> {
  const names = await directoryNames(readAt)
  if (names.has('EncryptedPackage') || names.has('EncryptionInfo')) return 'sheet.password'
  if (names.has('Workbook') || names.has('Book')) return 'sheet.is-old-xls'
  if (names.has('WordDocument') || names.has('PowerPoint Document')) return 'sheet.is-document'
  return 'sheet.unknown-kind'
}

async function directoryNames(readAt: ReadAt): Promise<Set<string>> {
  const names = new Set<string>()
  const header = await readAt(0, 512)
  if (header.length < 512) return names
  const shift = header.readUInt16LE(30)
  const size = shift === 12 ? 4096 : 512
  let sector = header.readUInt32LE(48)
  for (let i = 0; i < mostDirectorySectors && sector < endOfChain; i += 1) {
    const bytes = await readAt((sector + 1) * size, size)
    collectNames(bytes, names)
    sector = await nextSector(readAt, header, sector, size)
  }
  return names
}

function collectNames(sector: Buffer, names: Set<string>): void {
  for (let at = 0; at + 128 <= sector.length; at += 128) {
    const length = sector.readUInt16LE(at + 64)
    if (length >= 4 && length <= 64) names.add(sector.toString('utf16le', at, at + length - 2))
  }
}

async function nextSector(readAt: ReadAt, header: Buffer, sector: number, size: number): Promise<number> {
  const perTable = size / 4
  const tableIndex = Math.floor(sector / perTable)
  if (tableIndex >= 109) return endOfChain
  const table = header.readUInt32LE(76 + tableIndex * 4)
  if (table >= endOfChain) return endOfChain
  const entry = await readAt((table + 1) * size + (sector % perTable) * 4, 4)
  return entry.length === 4 ? entry.readUInt32LE(0) : endOfChain
}
