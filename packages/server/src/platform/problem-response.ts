import { z } from '@hono/zod-openapi'
import { Problem, problem } from '@zhucan/kernel'

/** RFC 9457 body; the sentence is looked up by `code` where it is shown, so it can be said in the reader's language. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  requestId: z.string(),
})

/** An expected error as it leaves the server; nothing about the inside. */
export function problemResponse(error: Problem, requestId: string): Response {
  const body = {
    type: `urn:zhucan:problem:${error.code}`,
    title: error.code,
    status: error.status,
    code: error.code,
    params: error.params,
    requestId,
  }
  return new Response(JSON.stringify(body), {
    status: error.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  })
}

/** Turns whatever was thrown into a problem; a fault of ours is logged without values and told as a request id only. */
export function asProblem(error: unknown, requestId: string, log: (line: string) => void): Problem {
  if (error instanceof Problem) return error
  const fault = error instanceof Error ? `${error.name}: ${withoutValues(error)}` : 'unknown'
  log(JSON.stringify({ level: 'error', requestId, fault }))
  return problem('server.fault', { requestId })
}

/** PostgreSQL puts row values into `detail`; a stack of file names is enough to find the place. */
const withoutValues = (error: Error): string => {
  const code = 'code' in error ? `[${String(error.code)}] ` : ''
  const place = (error.stack ?? '').split('\n').slice(1, 6).join(' | ')
  return `${code}${'code' in error ? '' : error.message.slice(0, 200)} ${place}`
}
