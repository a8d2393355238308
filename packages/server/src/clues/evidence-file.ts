import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { openStream, sealStream } from '@zhucan/crypto'
import { hideNumbers, problem } from '@zhucan/kernel'
import { newUuid, type Server } from '../platform/index.ts'

/** Most bytes of one photo or paper. */
export const largestEvidence = 10 * 1024 * 1024

/** A piece of evidence as it rests: sealed under a name of ours, with the hash of its plain bytes. */
export interface EvidenceFile {
  storedAs: string
  fileName: string
  mediaType: string
  size: number
  contentHash: Buffer
}

const contextOf = (storedAs: string): string => `evidence:${storedAs}`
/** Where evidence rests. */
export const evidenceFolder = (server: Server): string => join(server.dataDir, 'evidence')
const pathOf = (server: Server, storedAs: string): string => join(evidenceFolder(server), storedAs)

/** How a file of each kind begins; the kind is judged by content, whatever it calls itself. */
const beginnings: readonly [string, (bytes: Buffer) => boolean][] = [
  ['image/jpeg', (b) => b.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/png', (b) => b.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ['image/webp', (b) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP'],
  ['application/pdf', (b) => b.toString('latin1', 0, 5) === '%PDF-'],
]

/** Takes a photo or paper in; it is small enough for memory, and only its sealed bytes reach the disk. */
export async function receiveEvidence(server: Server, request: Request): Promise<EvidenceFile> {
  const fileName = fileNameOf(request.headers)
  const bytes = await readBounded(request)
  const mediaType = beginnings.find(([, begins]) => begins(bytes))?.[0]
  if (!mediaType) throw problem('clue.file-kind')
  const storedAs = newUuid(server)
  const sealing = sealStream(server.keyring, contextOf(storedAs))
  const [sealed] = await Promise.all([buffer(sealing), pipeline([bytes], sealing)])
  await mkdir(evidenceFolder(server), { recursive: true, mode: 0o700 })
  await writeFile(pathOf(server, storedAs), sealed, { mode: 0o600, flag: 'wx' })
  return {
    ...{ storedAs, fileName, mediaType, size: bytes.length },
    contentHash: createHash('sm3').update(bytes).digest(),
  }
}

/** The plain bytes of a piece of evidence, whole and unchanged, or a Problem. */
export async function openEvidence(server: Server, storedAs: string): Promise<Buffer> {
  const opening = openStream(server.keyring, contextOf(storedAs))
  const [plain] = await Promise.all([
    buffer(opening),
    pipeline(createReadStream(pathOf(server, storedAs)), opening),
  ]).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? problem('import.file-missing') : error
  })
  return plain
}

/** Removes evidence that nobody may keep; gone already is fine. */
export async function removeEvidence(server: Server, storedAs: string): Promise<void> {
  await rm(pathOf(server, storedAs), { force: true })
}

/** Enters received evidence where it belongs; refused, it does not stay behind. */
export async function enterEvidence<Entered>(
  server: Server,
  received: unknown,
  enter: (file: EvidenceFile) => Promise<Entered>,
): Promise<Entered> {
  const file = received as EvidenceFile
  try {
    return await enter(file)
  } catch (error) {
    await removeEvidence(server, file.storedAs)
    throw error
  }
}

/** A piece of evidence as an answer: saved, never shown in place, whatever it holds. */
export async function answerEvidence(
  server: Server,
  { storedAs, fileName, mediaType }: Pick<EvidenceFile, 'storedAs' | 'fileName' | 'mediaType'>,
): Promise<Response> {
  return new Response(new Uint8Array(await openEvidence(server, storedAs)), {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'cache-control': 'no-store',
    },
  })
}

async function readBounded(request: Request): Promise<Buffer> {
  const tooLarge = () => problem('clue.file-too-large', { limit: largestEvidence / 1024 / 1024 })
  if (!request.body) throw problem('request.invalid', { field: 'body', rule: 'file' })
  if (Number(request.headers.get('content-length') ?? 0) > largestEvidence) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.length
    if (size > largestEvidence) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
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
