import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { problem } from '@zhucan/kernel'

const kind = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16
const piece = 1 << 20

/** What is remembered of a sealed file, so that neither another one nor a changed one passes for it. */
export interface Seal {
  readonly tag: string
  readonly bytes: number
}

/** Seals a file under a key: a nonce, the cipher text, its tag. `name` is bound to it. */
export async function sealFile(key: Buffer, from: string, to: string, name: string): Promise<Seal> {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(kind, key, nonce).setAAD(Buffer.from(name))
  const out = createWriteStream(to, { mode: 0o600, flush: true })
  out.write(nonce)
  await pipeline(createReadStream(from, { highWaterMark: piece }), cipher, out, { end: false })
  const tag = cipher.getAuthTag()
  await new Promise<void>((done, fail) => {
    out.once('error', fail)
    out.end(tag, done)
  })
  return { tag: tag.toString('hex'), bytes: (await stat(to)).size }
}

/** Opens a sealed file into another; that one may be used only when this has ended. Throws Problem 'match.index-damaged'. */
export async function openSealed(
  key: Buffer,
  { from, to, name, seal }: { from: string; to: string; name: string; seal: Seal },
): Promise<void> {
  const damaged = () => problem('match.index-damaged', { file: from })
  const ends = await readEnds(from, seal).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? damaged() : error
  })
  if (ends === null || ends.tag.toString('hex') !== seal.tag) throw damaged()
  const decipher = createDecipheriv(kind, key, ends.nonce).setAAD(Buffer.from(name)).setAuthTag(ends.tag)
  const range = { start: nonceBytes, end: seal.bytes - tagBytes - 1, highWaterMark: piece }
  try {
    await pipeline(createReadStream(from, range), decipher, createWriteStream(to, { mode: 0o600 }))
  } catch (error) {
    throw /unable to authenticate/.test(String(error)) ? damaged() : error
  }
}

async function readEnds(path: string, seal: Seal): Promise<{ nonce: Buffer; tag: Buffer } | null> {
  const file = await open(path, 'r')
  try {
    if ((await file.stat()).size !== seal.bytes || seal.bytes < nonceBytes + tagBytes) return null
    const [nonce, tag] = [Buffer.alloc(nonceBytes), Buffer.alloc(tagBytes)]
    await file.read(nonce, 0, nonceBytes, 0)
    await file.read(tag, 0, tagBytes, seal.bytes - tagBytes)
    return { nonce, tag }
  } finally {
    await file.close()
  }
}
