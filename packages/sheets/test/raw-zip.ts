import { crc32, deflateRawSync } from 'node:zlib'

/** One entry as bytes; what is given in `local` or `central` overrides the truth in that header only. */
export interface RawEntry {
  name: string
  data: Buffer | string
  stored?: boolean
  flags?: number
  local?: Partial<RawHeader>
  central?: Partial<RawHeader>
  /** Bytes put in place of the packed data. */
  packed?: Buffer
  /** The directory points at the local header of the entry with this index instead of its own. */
  sharesDataOf?: number
}

/** The fields a test may lie about. */
export interface RawHeader {
  name: string
  crc32: number
  packedSize: number
  size: number
  method: number
}

/** A zip made byte by byte, because the libraries refuse to write what an attacker would. */
export function makeRawZip(entries: readonly RawEntry[]): Buffer {
  const pieces: Buffer[] = []
  const offsets: number[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const data = Buffer.from(entry.data)
    const packed = entry.packed ?? (entry.stored ? data : deflateRawSync(data, { level: 1 }))
    const truth: RawHeader = {
      name: entry.name,
      crc32: crc32(data),
      packedSize: packed.length,
      size: data.length,
      method: entry.stored ? 0 : 8,
    }
    const own = at
    if (entry.sharesDataOf === undefined) {
      const local = localHeader({ ...truth, ...entry.local }, entry.flags ?? 0)
      pieces.push(local, packed)
      at += local.length + packed.length
    }
    offsets.push(entry.sharesDataOf === undefined ? own : offsets[entry.sharesDataOf]!)
    directory.push(centralHeader({ ...truth, ...entry.central }, entry.flags ?? 0, offsets.at(-1)!))
  }
  const central = Buffer.concat(directory)
  return Buffer.concat([...pieces, central, endRecord(entries.length, central.length, at)])
}

function localHeader({ name, crc32: sum, packedSize, size, method }: RawHeader, flags: number): Buffer {
  const bytes = Buffer.alloc(30)
  const nameBytes = Buffer.from(name)
  bytes.writeUInt32LE(0x04034b50, 0)
  bytes.writeUInt16LE(20, 4)
  bytes.writeUInt16LE(flags, 6)
  bytes.writeUInt16LE(method, 8)
  bytes.writeUInt32LE(sum, 14)
  bytes.writeUInt32LE(packedSize, 18)
  bytes.writeUInt32LE(size, 22)
  bytes.writeUInt16LE(nameBytes.length, 26)
  return Buffer.concat([bytes, nameBytes])
}

function centralHeader(header: RawHeader, flags: number, offset: number): Buffer {
  const bytes = Buffer.alloc(46)
  const nameBytes = Buffer.from(header.name)
  bytes.writeUInt32LE(0x02014b50, 0)
  bytes.writeUInt16LE(20, 4)
  bytes.writeUInt16LE(20, 6)
  bytes.writeUInt16LE(flags, 8)
  bytes.writeUInt16LE(header.method, 10)
  bytes.writeUInt32LE(header.crc32, 16)
  bytes.writeUInt32LE(header.packedSize, 20)
  bytes.writeUInt32LE(header.size, 24)
  bytes.writeUInt16LE(nameBytes.length, 28)
  bytes.writeUInt32LE(offset, 42)
  return Buffer.concat([bytes, nameBytes])
}

function endRecord(entries: number, size: number, offset: number): Buffer {
  const bytes = Buffer.alloc(22)
  bytes.writeUInt32LE(0x06054b50, 0)
  bytes.writeUInt16LE(entries, 8)
  bytes.writeUInt16LE(entries, 10)
  bytes.writeUInt32LE(size, 12)
  bytes.writeUInt32LE(offset, 16)
  return bytes
}
