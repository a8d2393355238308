import { createHash } from 'node:crypto'
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { problem } from '@zhucan/kernel'
import type { Context } from 'hono'
import { insertAudit } from '../platform/audit.store.ts'
import type { Server, User } from '../platform/context.ts'
import { refuseForeignOrigin } from '../platform/http.ts'
import { readJson } from '../platform/json-body.ts'
import { asProblem, problemResponse } from '../platform/problem-response.ts'
import { inSession, newUuid, withoutReach } from '../platform/session-transaction.ts'
import { type Accounts, createLogin, isLongEnough, longestPassword, usernamePattern } from './accounts.ts'
import { countGuess, forgetGuesses, refuseGuessing } from './guesses.store.ts'
import { findLogin, findUser, insertAppointment, takeWelcomeLink } from './users.store.ts'

/** Names, passwords and tokens are short, and a stranger sends them. */
const largestBody = 10_000

const text = z.string().regex(/^[^\p{Cc}]+$/u)
const credentials = z.object({ username: text.max(60), password: z.string().min(1).max(longestPassword) })
const welcome = z.object({
  username: z.string().regex(usernamePattern),
  password: z.string().max(longestPassword),
  token: z.string().min(20).max(200),
  name: text.max(60),
})

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
    guarded((c) => signOut(c, server, accounts)),
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
  await refuseGuessing(server, username)
  const answer = await accounts.handler(
    new Request(new URL('/api/auth/sign-in/username', c.req.url), {
      method: 'POST',
      headers: forwarded(c),
      body: JSON.stringify({ username, password }),
    }),
  )
  if (answer.status === 429) throw problem('request.too-many')
  if (!answer.ok) {
    await keepFailure(server, username)
    throw problem('access.wrong-credentials')
  }
  const { user } = (await answer.json()) as { user: { id: string } }
  const known = await findUser(server, user.id)
  if (!known) throw problem('access.no-appointment')
  await forgetGuesses(server, username)
  await inSession(server, known, (ctx) => insertAudit(ctx, { action: 'access.sign-in' }))
  return withCookies(c, answer)
}

/** What was typed is not repeated: a password often stands in the wrong field. */
async function keepFailure(server: Server, username: string): Promise<void> {
  await countGuess(server, username)
  const subjectId = await findLogin(server.db, username.toLowerCase())
  const nobody = { ...server, newId: () => newUuid(server), user: null, requestId: null }
  await insertAudit(nobody, { action: 'access.sign-in-failed', subjectKind: 'user', subjectId })
}

async function signOut(c: Context, server: Server, accounts: Accounts): Promise<Response> {
  const user = await authenticate(server, accounts)(c.req.raw)
  const answer = await accounts.handler(
    new Request(new URL('/api/auth/sign-out', c.req.url), {
      method: 'POST',
      headers: forwarded(c),
      body: '{}',
    }),
  )
  if (user) await inSession(server, user, (ctx) => insertAudit(ctx, { action: 'access.sign-out' }))
  return withCookies(c, answer)
}

async function useWelcome(c: Context, server: Server, accounts: Accounts): Promise<Response> {
  const body = welcome.safeParse(await readJson(c.req.raw, largestBody))
  if (!body.success)
    throw problem('request.invalid', { field: body.error.issues[0]?.path.join('.') ?? '', rule: 'form' })
  if (!isLongEnough(body.data.password)) throw problem('access.password-too-weak', { minimum: 12 })
  await takeLink(server, accounts, body.data)
  return signIn(c, body.data, server, accounts)
}

/** All in one transaction that holds the link: where the log-in cannot be made, the link stays good. */
async function takeLink(
  server: Server,
  accounts: Accounts,
  person: { token: string; name: string; username: string; password: string },
): Promise<void> {
  await withoutReach(server, async (db) => {
    const link = await takeWelcomeLink(db, hashToken(person.token), new Date(server.now()))
    if (!link) throw problem('access.link-expired')
    const id = await createLogin(accounts, person)
    const here = { ...server, db, newId: () => newUuid(server) }
    await insertAppointment(here, { userId: id, ...link })
    const user = { id, name: person.name, role: link.role }
    await insertAudit(
      { ...here, user, requestId: null },
      { action: 'access.welcome', subjectKind: 'user', subjectId: id },
    )
  })
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

/** A browser that came over https says so in Origin, also behind a proxy; from then on the cookie goes no other way. */
function withCookies(c: Context, answer: Response): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  const secure = c.req.header('origin')?.startsWith('https://') ? '; Secure' : ''
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie + secure)
  return new Response('{"ok":true}', { headers })
}
