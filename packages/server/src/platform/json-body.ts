import { problem } from '@zhucan/kernel'

/**
 * The JSON that a request carries; at most so many bytes of it are ever read, whatever length it claims or hides.
 * Problems 'request.too-large', 'request.invalid'.
 */
export async function readJson(request: Request, most: number): Promise<unknown> {
  if (!(request.headers.get('content-type') ?? '').startsWith('application/json')) throw notJson()
  if (Number(request.headers.get('content-length') ?? 0) > most) throw problem('request.too-large')
  const bytes = await readBytes(request, most)
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw notJson()
  }
}

async function readBytes(request: Request, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop by the error cancels the stream: the rest is not taken in.
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > most) throw problem('request.too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const notJson = () => problem('request.invalid', { field: 'body', rule: 'json' })
