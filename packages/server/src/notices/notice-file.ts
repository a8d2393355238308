import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { openStream, sealStream } from '@zhucan/crypto'
import { hideNumbers, problem } from '@zhucan/kernel'
import { newUuid, type Server } from '../platform/index.ts'
import { receiveBytes } from '../platform/private-file.ts'
import { type ReadFile, readApart } from './read-apart.ts'

/** Most bytes of one paper. */
export const largestNotice = 20 * 1024 * 1024

/** A paper as it came: read, and at rest under a name of ours. */
export interface TakenFile {
  storedAs: string
  fileName: string
  source: 'docx' | 'pdf' | 'html' | 'txt' | 'pasted'
  size: number
  sha256: Buffer
  read: ReadFile
}

const contextOf = (storedAs: string): string => `notice:${storedAs}`
const folderOf = (server: Server): string => join(server.dataDir, 'notices')
const pathOf = (server: Server, storedAs: string): string => join(folderOf(server), storedAs)

/** Takes an uploaded paper: reads it apart first, and only what could be read is kept. */
export async function receiveNotice(server: Server, request: Request): Promise<TakenFile> {
  const fileName = fileNameOf(request.headers)
  return keepPaper(server, await receiveBytes(request, largestNotice), fileName)
}

/** Reads a paper apart and keeps it sealed. Problems 'document.*'. */
export async function keepPaper(server: Server, bytes: Buffer, fileName: string): Promise<TakenFile> {
  const read = await readApart(bytes, fileName)
  return { ...(await keep(server, bytes)), fileName, source: read.kind, read }
}

/** Takes pasted text: its bytes are what was pasted, in UTF-8. */
export async function receivePasted(server: Server, request: Request): Promise<TakenFile> {
  const fileName = fileNameOf(request.headers)
  const bytes = await receiveBytes(request, largestNotice)
  const read = await readApart(bytes, null)
  return { ...(await keep(server, bytes)), fileName, source: 'pasted', read }
}

async function keep(server: Server, bytes: Buffer) {
  const storedAs = newUuid(server)
  const sealing = sealStream(server.keyring, contextOf(storedAs))
  const [sealed] = await Promise.all([buffer(sealing), pipeline([bytes], sealing)])
  await mkdir(folderOf(server), { recursive: true, mode: 0o700 })
  await writeFile(pathOf(server, storedAs), sealed, { mode: 0o600, flag: 'wx' })
  return { storedAs, size: bytes.length, sha256: createHash('sha256').update(bytes).digest() }
}

/** The paper as it came, byte for byte. Problem 'notice.file-missing'. */
export async function openOriginal(server: Server, storedAs: string): Promise<Buffer> {
  const opening = openStream(server.keyring, contextOf(storedAs))
  const [plain] = await Promise.all([
    buffer(opening),
    pipeline(createReadStream(pathOf(server, storedAs)), opening),
  ]).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? problem('notice.file-missing') : error
  })
  return plain
}

/** Removes a paper that was not entered; gone already is fine. */
export async function removeOriginal(server: Server, storedAs: string): Promise<void> {
  await rm(pathOf(server, storedAs), { force: true })
}

function fileNameOf(headers: Headers): string {
  try {
    const name = decodeURIComponent(headers.get('x-file-name') ?? '')
    const last = (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{Cc}/gu, '').trim()
    if (last !== '') return hideNumbers(last.slice(0, 200)).toWellFormed()
  } catch {
    // A name that is no URI text is told like a missing one.
  }
  throw problem('request.invalid', { field: 'x-file-name', rule: 'uri' })
}
