import { problem } from '@zhucan/kernel'
import type { Context } from 'hono'
import type { z } from 'zod'
import { type AuditEntry, insertAudit } from '../platform/audit.store.ts'
import type { Server, User } from '../platform/context.ts'
import { refuseForeignOrigin } from '../platform/http.ts'
import { readJson } from '../platform/json-body.ts'
import { asProblem, problemResponse } from '../platform/problem-response.ts'
import { inSession, newUuid } from '../platform/session-transaction.ts'
import type { Accounts } from './accounts.ts'
import { browserCookies, libraryCookie, sessionCookie, tokenOf } from './cookies.ts'
import { addressOf } from './place.ts'
import { findSession, type Session } from './sessions.store.ts'

/** Names, passwords and tokens are short, and a stranger sends them; what a passkey answers is the longest. */
const largestBody = 20_000

/** What every way in stands on. */
export interface Door {
  server: Server
  accounts: Accounts
}

/** Work for one request; what goes wrong is answered as a problem. */
export const guarded =
  (server: Server, work: (c: Context) => Promise<Response>) =>
  async (c: Context): Promise<Response> => {
    const requestId = newUuid(server)
    try {
      refuseForeignOrigin(c, { method: 'post' })
      return await work(c)
    } catch (error) {
      return problemResponse(asProblem(error, requestId, console.error), requestId)
    }
  }

/** The body of a request in a known form. Problem 'request.invalid'. */
export async function readBody<S extends z.ZodType>(c: Context, schema: S): Promise<z.infer<S>> {
  const body = schema.safeParse(await readJson(c.req.raw, largestBody))
  if (body.success) return body.data
  throw problem('request.invalid', { field: body.error.issues[0]?.path.join('.') ?? '', rule: 'form' })
}

/** Asks the log-in library something in the browser's name. */
export function askLibrary(c: Context, { server, accounts }: Door, path: string, body: object) {
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const name of ['origin', 'user-agent']) {
    const value = c.req.header(name)
    if (value) headers.set(name, value)
  }
  const cookie = libraryCookie(c.req.raw.headers)
  if (cookie) headers.set('cookie', cookie)
  headers.set('x-forwarded-for', addressOf(c, server))
  const url = new URL(`/api/auth${path}`, c.req.url)
  return accounts.handler(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }))
}

/** The session behind a request's cookie, whatever its stage. */
export async function sessionOf(request: Request, { server }: Pick<Door, 'server'>): Promise<Session | null> {
  const cookie = sessionCookie(request.headers)
  if (!cookie) return null
  const token = tokenOf(server, cookie)
  const session = token === null ? null : await findSession(server, token)
  // A cookie set over https is taken under its bound name only, and the other way round.
  return session && session.https === cookie.isHostBound ? session : null
}

/** The session of who is on the way in or inside already. Problem 'access.not-signed-in'. */
export async function requireSession(
  c: Context,
  door: Door,
  stages: Session['stage'][],
): Promise<Session & { user: User }> {
  const session = await sessionOf(c.req.raw, door)
  if (!session?.user || !stages.includes(session.stage)) throw problem('access.not-signed-in')
  return { ...session, user: session.user }
}

/** Writes what somebody did on their own log-in. */
export const keepOwnAct = (server: Server, user: User, entry: AuditEntry): Promise<void> =>
  inSession(server, user, (ctx) => insertAudit(ctx, { subjectKind: 'user', subjectId: user.id, ...entry }))

/** An answer with cookies for this browser. */
export function answer(c: Context, body: object, cookies: string[] = []): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  for (const cookie of browserCookies(c, cookies)) headers.append('set-cookie', cookie)
  return new Response(JSON.stringify({ ok: true, ...body }), { headers })
}
