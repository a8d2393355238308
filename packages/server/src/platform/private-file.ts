import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { problem } from '@zhucan/kernel'

/** Gives bytes a path for a piece of work: in memory where the system has such a folder, readable by us alone, gone after it. */
export async function withPrivateFile<T>(bytes: Uint8Array, work: (path: string) => Promise<T>): Promise<T> {
  const memory = '/dev/shm'
  const parent = await access(memory).then(
    () => memory,
    () => tmpdir(),
  )
  const folder = await mkdtemp(join(parent, `zhucan-private-${process.pid}-`))
  try {
    const path = join(folder, 'file')
    await writeFile(path, bytes, { mode: 0o600 })
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Takes a body of bounded size into memory. Problems 'request.too-large', 'sheet.empty'. */
export async function receiveBytes(request: Request, most: number): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw problem('request.too-large')
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > most) throw problem('request.too-large')
    chunks.push(chunk)
  }
  if (size === 0) throw problem('sheet.empty')
  return Buffer.concat(chunks)
}
