import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const sector = 512
const endOfChain = 0xfffffffe
const free = 0xffffffff

/** A web page that somebody saved under the name of a workbook, as many web systems "export" them. */
export async function makeRenamedPage(folder: string): Promise<string> {
  const path = join(folder, '救助名单.xlsx')
  await writeFile(path, '<html><body><table><tr><td>姓名</td><td>身份证号</td></tr></table></body></html>')
  return path
}

/** What a spreadsheet program leaves when a password is set: the workbook sealed inside an OLE2 container. */
export async function makeLockedWorkbook(folder: string): Promise<string> {
  const path = join(folder, '加密名册.xlsx')
  await writeFile(path, Buffer.concat([header(), allocation(), directory(), Buffer.alloc(sector)]))
  return path
}

function header(): Buffer {
  const bytes = Buffer.alloc(sector)
  bytes.set(Buffer.from('d0cf11e0a1b11ae1', 'hex'))
  bytes.writeUInt16LE(0x3e, 24)
  bytes.writeUInt16LE(3, 26)
  bytes.writeUInt16LE(0xfffe, 28)
  bytes.writeUInt16LE(9, 30)
  bytes.writeUInt16LE(6, 32)
  bytes.writeUInt32LE(1, 44)
  bytes.writeUInt32LE(1, 48)
  bytes.writeUInt32LE(4096, 56)
  bytes.writeUInt32LE(endOfChain, 60)
  bytes.writeUInt32LE(endOfChain, 68)
  bytes.fill(0xff, 76)
  bytes.writeUInt32LE(0, 76)
  return bytes
}

/** Sector 0 is this table itself, 1 the directory, 2 the content. */
function allocation(): Buffer {
  const bytes = Buffer.alloc(sector)
  for (let at = 0; at < sector; at += 4) bytes.writeUInt32LE(free, at)
  bytes.writeUInt32LE(0xfffffffd, 0)
  bytes.writeUInt32LE(endOfChain, 4)
  bytes.writeUInt32LE(endOfChain, 8)
  return bytes
}

function directory(): Buffer {
  const entries = [
    { name: 'Root Entry', kind: 5, child: 1 },
    { name: 'EncryptionInfo', kind: 2, child: free },
    { name: 'EncryptedPackage', kind: 2, child: free },
  ]
  return Buffer.concat([
    ...entries.map(({ name, kind, child }) => {
      const bytes = Buffer.alloc(128)
      bytes.write(name, 'utf16le')
      bytes.writeUInt16LE((name.length + 1) * 2, 64)
      bytes.writeUInt8(kind, 66)
      bytes.writeUInt32LE(free, 68)
      bytes.writeUInt32LE(name === 'EncryptionInfo' ? 2 : free, 72)
      bytes.writeUInt32LE(child, 76)
      bytes.writeUInt32LE(kind === 5 ? endOfChain : 2, 116)
      return bytes
    }),
    Buffer.alloc(128),
  ])
}
