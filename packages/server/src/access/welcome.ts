import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { problem } from '@zhucan/kernel'
import type { Context } from 'hono'
import { insertAudit } from '../platform/audit.store.ts'
import type { Server } from '../platform/context.ts'
import { newUuid, withoutReach } from '../platform/session-transaction.ts'
import { readPolicy } from './account-policy.store.ts'
import { createLogin, usernamePattern } from './accounts.ts'
import { insertAppointment } from './appointments.store.ts'
import { answer, type Door, guarded, readBody } from './door.ts'
import { unlock } from './guesses.store.ts'
import { hashCode, hashToken } from './invite.ts'
import { countWrongCode, isWaiting, peekLink, type TakenLink, takeLink } from './links.store.ts'
import { changePassword, longestPassword, requireGoodPassword } from './passwords.ts'
import { endSessions } from './sessions.store.ts'
import { signIn } from './sign-in.ts'
import { findAccount } from './users.store.ts'

const token = z.string().min(20).max(200)
const password = z.string().max(longestPassword)
const name = z
  .string()
  .regex(/^[^\p{Cc}]+$/u)
  .max(60)
const code = z.string().max(40).optional()
const welcome = z.object({ username: z.string().regex(usernamePattern), password, token, name, code })
const reset = z.object({ password, token, code })
const look = z.object({ token })

type Newcomer = z.infer<typeof welcome>

/** One-time links: a new colleague chooses a log-in, one who forgot the password sets another. */
export function serveWelcome(app: OpenAPIHono, door: Door): void {
  const { server } = door
  const serve = (path: string, work: (c: Context) => Promise<Response>) =>
    app.post(`/api/auth/${path}`, guarded(server, work))
  serve('link', async (c) => {
    const body = await readBody(c, look)
    const tokenHash = hashToken(body.token)
    const link = await withoutReach(server, (db) => peekLink(db, tokenHash, timeOf(server)), tokenHash)
    if (!link) throw await linkFault(server, tokenHash)
    const { password: passwordPolicy } = await readPolicy(server)
    return answer(c, {
      name: link.name,
      username: link.username,
      role: link.role,
      organisation: link.organisation,
      needsCode: link.needsCode,
      passwordPolicy,
    })
  })
  serve('welcome', async (c) => {
    const body = await readBody(c, welcome)
    await requireGoodPassword(server, body.password, body)
    await join(door, body)
    return signIn(c, door, body)
  })
  serve('new-password', async (c) => {
    const body = await readBody(c, reset)
    const { username } = await replacePassword(door, body)
    return signIn(c, door, { username, password: body.password })
  })
}

/** Why a link is not good. */
async function linkFault(server: Door['server'], tokenHash: Buffer) {
  const waits = await withoutReach(server, (db) => isWaiting(db, tokenHash), tokenHash)
  return problem(waits ? 'access.link-unconfirmed' : 'access.link-expired')
}

/** What is held against a link that could not be used; a wrong code is counted, and told as what it is. */
async function refuseLink(
  { server }: Pick<Door, 'server'>,
  given: { token: string; code?: string | undefined },
) {
  const held = heldOf(given)
  const { tokenHash } = held
  const link = await withoutReach(server, (db) => peekLink(db, tokenHash, timeOf(server)), tokenHash)
  if (!link?.needsCode) return linkFault(server, tokenHash)
  await withoutReach(server, (db) => countWrongCode(db, held, new Date(server.now())), tokenHash)
  return problem('access.wrong-link-code')
}

const heldOf = ({ token: secret, code: given }: { token: string; code?: string | undefined }) => ({
  tokenHash: hashToken(secret),
  codeHash: given === undefined ? null : hashCode(given),
})

/**
 * Uses a link up in one transaction that holds it: where the work comes to nothing, the link stays good. Why a link is not good
 * is asked for afterwards: whoever holds a connection and waits for a second one may wait for others that do the same.
 */
async function useLink<T>(
  { server }: Pick<Door, 'server'>,
  given: { token: string; code?: string | undefined },
  work: (db: Server['db'], link: TakenLink) => Promise<T | null>,
): Promise<T> {
  const unfit = problem('access.link-expired')
  return withoutReach(
    server,
    async (db) => {
      const link = await takeLink(db, heldOf(given), timeOf(server))
      const done = link && (await work(db, link))
      if (done === null) throw unfit
      return done
    },
    hashToken(given.token),
  ).catch(async (error: unknown) => {
    throw error === unfit ? await refuseLink({ server }, given) : error
  })
}

const join = ({ server, accounts }: Door, person: Newcomer): Promise<string> =>
  useLink({ server }, person, async (db, link) => {
    if (!link.role || !link.organisationId) return null
    // The name two people agreed to: another would be a second person nobody vouched for.
    const name = link.name ?? person.name
    const id = await createLogin(accounts, { ...person, name })
    const here = { ...server, db, newId: () => newUuid(server) }
    await insertAppointment(here, { userId: id, ...officeOf(link, server.day()) })
    const user = { id, name, role: link.role }
    await insertAudit(
      { ...here, user, requestId: null },
      { action: 'access.welcome', subjectKind: 'user', subjectId: id },
    )
    return id
  })

const timeOf = (server: Door['server']) => ({ now: new Date(server.now()), day: server.day() })

/** An invitation for a day that has passed meanwhile begins today. */
const officeOf = (link: TakenLink, today: string) => ({
  organisationId: link.organisationId ?? '',
  role: link.role ?? '',
  reach: link.reach,
  untilDay: link.untilDay,
  ...(link.fromDay && link.fromDay > today && { fromDay: link.fromDay }),
  ...(link.madeBy && { madeBy: link.madeBy }),
})

const replacePassword = (
  { server }: Door,
  given: { token: string; password: string; code?: string | undefined },
): Promise<{ username: string }> =>
  useLink({ server }, given, async (db, link) => {
    const here = { ...server, db, newId: () => newUuid(server) }
    const owner = link.userId ? await findAccount(here, link.userId) : null
    if (!owner) return null
    await changePassword(here, owner, given.password)
    await endSessions(here, owner.id)
    // Whoever was sent the link waits for nobody's guesses.
    await unlock(here, owner.username)
    await insertAudit(
      { ...here, user: { id: owner.id, name: owner.name, role: null }, requestId: null },
      { action: 'access.new-password', subjectKind: 'user', subjectId: owner.id },
    )
    return owner
  })
