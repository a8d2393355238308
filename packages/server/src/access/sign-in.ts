import { createHash } from 'node:crypto'
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { problem } from '@zhucan/kernel'
import type { Context } from 'hono'
import { insertAudit } from '../platform/audit.store.ts'
import type { Server, User } from '../platform/context.ts'
import { refuseForeignOrigin } from '../platform/http.ts'
import { readJson } from '../platform/json-body.ts'
import { asProblem, problemResponse } from '../platform/problem-response.ts'
import { inSession, newUuid } from '../platform/session-transaction.ts'
import { type Accounts, createLogin, isLongEnough } from './accounts.ts'
import { findUser, insertAppointment, takeWelcomeLink } from './users.store.ts'

/** Names, passwords and tokens are short, and a stranger sends them. */
const largestBody = 10_000

const credentials = z.object({ username: z.string().min(1).max(60), password: z.string().min(1).max(200) })
const welcome = credentials.extend({ token: z.string().min(20).max(200), name: z.string().min(1).max(60) })

/** The user behind a request's cookie. */
export const authenticate =
  (server: Server, accounts: Accounts) =>
  async (request: Request): Promise<User | null> => {
    const session = await accounts.api.getSession({ headers: request.headers })
    return session ? findUser(server, session.user.id) : null
  }

/** Log-in, log-out and the one-time link: the only routes open to someone who is nobody yet. */
export function serveSignIn(app: OpenAPIHono, server: Server, accounts: Accounts): void {
  const guarded = (work: (c: Context) => Promise<Response>) => async (c: Context) => {
    const requestId = newUuid(server)
    try {
      refuseForeignOrigin(c, { method: 'post' })
      return await work(c)
    } catch (error) {
      return problemResponse(asProblem(error, requestId, console.error), requestId)
    }
  }
  app.post(
    '/api/auth/sign-in',
    guarded(async (c) => {
      const body = credentials.safeParse(await readJson(c.req.raw, largestBody))
      if (!body.success) throw problem('access.wrong-credentials')
      return signIn(c, body.data, server, accounts)
    }),
  )
  app.post(
    '/api/auth/sign-out',
    guarded((c) => signOut(c, accounts)),
  )
  app.post(
    '/api/auth/welcome',
    guarded((c) => useWelcome(c, server, accounts)),
  )
}

/** Goes through the library's own handler, so that its rate limit counts every try. */
async function signIn(
  c: Context,
  { username, password }: { username: string; password: string },
  server: Server,
  accounts: Accounts,
): Promise<Response> {
  const answer = await accounts.handler(
    new Request(new URL('/api/auth/sign-in/username', c.req.url), {
      method: 'POST',
      headers: forwarded(c),
      body: JSON.stringify({ username, password }),
    }),
  )
  if (answer.status === 429) throw problem('request.too-many')
  if (!answer.ok) throw problem('access.wrong-credentials')
  const { user } = (await answer.json()) as { user: { id: string } }
  const known = await findUser(server, user.id)
  if (!known) throw problem('access.no-appointment')
  await inSession(server, known, (ctx) => insertAudit(ctx, { action: 'access.sign-in' }))
  return withCookies(answer)
}

async function signOut(c: Context, accounts: Accounts): Promise<Response> {
  const answer = await accounts.handler(
    new Request(new URL('/api/auth/sign-out', c.req.url), {
      method: 'POST',
      headers: forwarded(c),
      body: '{}',
    }),
  )
  return withCookies(answer)
}

async function useWelcome(c: Context, server: Server, accounts: Accounts): Promise<Response> {
  const body = welcome.safeParse(await readJson(c.req.raw, largestBody))
  if (!body.success) throw problem('request.invalid')
  if (!isLongEnough(body.data.password)) throw problem('access.password-too-weak', { minimum: 12 })
  const link = await takeWelcomeLink(server.db, hashToken(body.data.token), new Date(server.now()))
  if (!link) throw problem('access.link-expired')
  const userId = await createLogin(accounts, body.data)
  await insertAppointment(server, { userId, ...link })
  const user = await findUser(server, userId)
  if (user) await inSession(server, user, (ctx) => insertAudit(ctx, { action: 'access.welcome' }))
  return signIn(c, body.data, server, accounts)
}

/** One-time links are kept as hashes only. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

function forwarded(c: Context): Headers {
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const name of ['cookie', 'origin', 'user-agent']) {
    const value = c.req.header(name)
    if (value) headers.set(name, value)
  }
  // Only the address of the connection counts: a header a client can write is no evidence.
  headers.set('x-forwarded-for', addressOf(c))
  return headers
}

const addressOf = (c: Context): string =>
  (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
    ?.remoteAddress ?? '127.0.0.1'

function withCookies(answer: Response): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return new Response('{"ok":true}', { headers })
}
