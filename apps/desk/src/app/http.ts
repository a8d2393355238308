/** An answer of the server that is a Problem, or no answer at all (`network.unreachable`). */
export class ApiProblem extends Error {
  readonly code: string
  readonly status: number
  readonly params: Readonly<Record<string, string | number>>

  constructor(code: string, status: number, params: Readonly<Record<string, string | number>> = {}) {
    super(code)
    this.name = 'ApiProblem'
    this.code = code
    this.status = status
    this.params = params
  }
}

/** True when the session is over, or there was none. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === 'access.not-signed-in'

/** The Problem in anything that was thrown; what is none is a fault of ours. */
export function problemOf(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem('unknown', 0)
}

async function readProblem(answer: Response): Promise<ApiProblem> {
  const body: unknown = await answer.json().catch(() => null)
  if (body && typeof body === 'object' && 'code' in body && typeof body.code === 'string') {
    // The server's contract: `params` holds text and numbers only, and `requestId` is text.
    const { code, params, requestId } = body as {
      code: string
      params?: Record<string, string | number>
      requestId?: string
    }
    return new ApiProblem(code, answer.status, { requestId: requestId ?? '', ...params })
  }
  return new ApiProblem(answer.status === 404 ? 'request.not-found' : 'unknown', answer.status)
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(path, { credentials: 'same-origin', ...init }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem('network.unreachable', 0)
  })
  if (!answer.ok) throw await readProblem(answer)
  return answer
}

/** GET as JSON. The shape is the server's promise; see the types beside each query. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await send(path, { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) })
  return (await answer.json()) as T
}

/** GET as a file, in memory: for those the server may refuse, which a plain link could not tell. */
export const getFile = async (path: string): Promise<Blob> => (await send(path, {})).blob()

/** Commands that are not answered yet, by what they ask for. */
const underWay = new Map<string, Promise<unknown>>()

/**
 * POST, PUT or DELETE with JSON, answered by JSON or nothing. Asked for once more before the answer is there, it is
 * the same command: somebody pressed twice because nothing seemed to happen.
 */
export function post<T>(path: string, body: unknown, method: 'POST' | 'PUT' | 'DELETE' = 'POST'): Promise<T> {
  const text = JSON.stringify(body)
  const asked = `${method} ${path} ${text}`
  const before = underWay.get(asked)
  // What asks for the same gets the same; the type is the server's promise, as for `get`.
  if (before) return before as Promise<T>
  const answer = sendJson<T>(path, text, method).finally(() => underWay.delete(asked))
  underWay.set(asked, answer)
  return answer
}

async function sendJson<T>(path: string, body: string, method: string): Promise<T> {
  const answer = await send(path, {
    method,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body,
  })
  return (answer.status === 204 ? undefined : await answer.json()) as T
}

/** Send a file as it is, `again` when the server has it already; the browser streams it from the disk. */
export async function upload<T>(path: string, file: File, again: boolean): Promise<T> {
  const answer = await send(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(file.name),
      accept: 'application/json',
      ...(again ? { 'x-again': 'yes' } : {}),
    },
    body: file,
  })
  return (await answer.json()) as T
}
