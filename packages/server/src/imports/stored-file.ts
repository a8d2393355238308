import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable, type Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openStream, sealStream } from '@zhucan/crypto'
import { hideNumbers, problem } from '@zhucan/kernel'
import { newUuid, type Server } from '../platform/index.ts'

/** Most bytes of one upload. */
export const largestUpload = 200 * 1024 * 1024

/** An upload as it rests: sealed under a name of ours, with the hash of its plain bytes. */
export interface StoredFile {
  storedAs: string
  fileName: string
  size: number
  /** SM3 of the file as it was sent. */
  contentHash: Buffer
}

/** A readable copy of a sealed file; its bytes are gone with `close`, or with the process. */
export interface PlainFile {
  path: string
  close(): Promise<void>
}

const isLinux = process.platform === 'linux'
const contextOf = (storedAs: string): string => `upload:${storedAs}`
const pathOf = (server: Server, storedAs: string): string => join(server.dataDir, 'uploads', storedAs)

/** Streams a request's body into a sealed file; nothing of it ever lies in clear on the disk. */
export async function receiveFile(server: Server, request: Request): Promise<StoredFile> {
  if (!request.body) throw problem('request.invalid', { field: 'body', rule: 'file' })
  if (Number(request.headers.get('content-length') ?? 0) > largestUpload) throw problem('request.too-large')
  const fileName = fileNameOf(request.headers)
  const storedAs = newUuid(server)
  await mkdir(join(server.dataDir, 'uploads'), { recursive: true, mode: 0o700 })
  const measured = measure()
  const target = createWriteStream(pathOf(server, storedAs), { mode: 0o600, flags: 'wx' })
  try {
    const source = Readable.fromWeb(request.body as import('node:stream/web').ReadableStream)
    await pipeline(source, measured.through, sealStream(server.keyring, contextOf(storedAs)), target)
  } catch (error) {
    await removeFile(server, storedAs)
    throw error
  }
  return { storedAs, fileName, ...measured.result() }
}

/** Removes a stored file; one that is gone already is fine. */
export async function removeFile(server: Server, storedAs: string): Promise<void> {
  await rm(pathOf(server, storedAs), { force: true })
}

/** A file made to be fetched at once, sealed while it rests; it is gone when it was read, or with `close`. */
export interface SpooledFile {
  read(): ReadableStream
  close(): Promise<void>
}

/** Makes a file too large for memory: written sealed, given back by `read` once the caller's transaction stands. */
export async function spoolFile(
  server: Server,
  write: (output: Writable) => Promise<void>,
): Promise<SpooledFile> {
  const storedAs = newUuid(server)
  await mkdir(join(server.dataDir, 'uploads'), { recursive: true, mode: 0o700 })
  const target = createWriteStream(pathOf(server, storedAs), { mode: 0o600, flags: 'wx' })
  const plain = new PassThrough()
  const kept = pipeline(plain, sealStream(server.keyring, contextOf(storedAs)), target)
  try {
    await Promise.all([write(plain).then(() => plain.end()), kept])
  } catch (error) {
    plain.destroy()
    await kept.catch(() => undefined)
    await removeFile(server, storedAs)
    throw error
  }
  const close = () => removeFile(server, storedAs)
  return {
    close,
    read() {
      const opened = createReadStream(pathOf(server, storedAs))
      const through = openStream(server.keyring, contextOf(storedAs))
      pipeline(opened, through)
        .catch(() => undefined)
        .finally(close)
      return Readable.toWeb(through) as ReadableStream
    },
  }
}

/** Opens a sealed file for reading by path: in memory where the system has such a folder, and without a name. */
export async function openStored(server: Server, storedAs: string): Promise<PlainFile> {
  const sealed = pathOf(server, storedAs)
  await access(sealed).catch(() => {
    throw problem('import.file-missing')
  })
  return unseal(createReadStream(sealed), openStream(server.keyring, contextOf(storedAs)))
}

async function unseal(from: Readable, through: Transform): Promise<PlainFile> {
  const folder = await mkdtemp(join(await memoryFolder(), `zhucan-plain-${process.pid}-`))
  const remove = () => rm(folder, { recursive: true, force: true })
  const file = await open(join(folder, 'file'), 'wx+', 0o600)
  try {
    // On Linux the name goes before the first byte comes; the open descriptor keeps the file as long as the process.
    if (isLinux) await remove()
    await pipeline(from, through, createWriteStream('', { fd: file.fd, autoClose: false }))
  } catch (error) {
    await file.close()
    await remove()
    throw error
  }
  if (isLinux) return { path: `/proc/self/fd/${file.fd}`, close: () => file.close() }
  await file.close()
  return { path: join(folder, 'file'), close: remove }
}

async function memoryFolder(): Promise<string> {
  const memory = '/dev/shm'
  return access(memory).then(
    () => memory,
    () => tmpdir(),
  )
}

function measure() {
  const hash = createHash('sm3')
  let size = 0
  async function* through(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > largestUpload) throw problem('request.too-large')
      hash.update(chunk)
      yield chunk
    }
    if (size === 0) throw problem('sheet.empty')
  }
  return { through, result: () => ({ size, contentHash: hash.digest() }) }
}

function fileNameOf(headers: Headers): string {
  try {
    const name = decodeURIComponent(headers.get('x-file-name') ?? '')
    const last = (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{Cc}/gu, '').trim()
    if (last !== '') return hideNumbers(last.slice(0, 200))
  } catch {
    // A name that is no URI text is told like a missing one.
  }
  throw problem('request.invalid', { field: 'x-file-name', rule: 'uri' })
}
