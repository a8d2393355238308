import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { problem } from '@zhucan/kernel'
import type { Context } from 'hono'
import { insertAudit } from '../platform/audit.store.ts'
import { newUuid, withoutReach } from '../platform/session-transaction.ts'
import { readPolicy } from './account-policy.store.ts'
import { createLogin, usernamePattern } from './accounts.ts'
import { insertAppointment } from './appointments.store.ts'
import { answer, type Door, guarded, readBody } from './door.ts'
import { unlock } from './guesses.store.ts'
import { hashToken } from './invite.ts'
import { peekLink, type TakenLink, takeLink } from './links.store.ts'
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
const welcome = z.object({ username: z.string().regex(usernamePattern), password, token, name })
const reset = z.object({ password, token })
const look = z.object({ token })

type Newcomer = z.infer<typeof welcome>

/** One-time links: a new colleague chooses a log-in, one who forgot the password sets another. */
export function serveWelcome(app: OpenAPIHono, door: Door): void {
  const { server } = door
  const serve = (path: string, work: (c: Context) => Promise<Response>) =>
    app.post(`/api/auth/${path}`, guarded(server, work))
  serve('link', async (c) => {
    const body = await readBody(c, look)
    const link = await peekLink(server.db, hashToken(body.token), timeOf(server))
    if (!link) throw problem('access.link-expired')
    const { password: passwordPolicy } = await readPolicy(server)
    return answer(c, {
      name: link.name,
      username: link.username,
      role: link.role,
      organisation: link.organisation,
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

/** All in one transaction that holds the link: where the log-in cannot be made, the link stays good. */
async function join({ server, accounts }: Door, person: Newcomer): Promise<void> {
  await withoutReach(server, async (db) => {
    const link = await takeLink(db, hashToken(person.token), timeOf(server))
    if (!link?.role || !link.organisationId) throw problem('access.link-expired')
    const id = await createLogin(accounts, person)
    const here = { ...server, db, newId: () => newUuid(server) }
    await insertAppointment(here, { userId: id, ...officeOf(link, server.day()) })
    const user = { id, name: person.name, role: link.role }
    await insertAudit(
      { ...here, user, requestId: null },
      { action: 'access.welcome', subjectKind: 'user', subjectId: id },
    )
  })
}

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

async function replacePassword(
  { server }: Door,
  given: { token: string; password: string },
): Promise<{ username: string }> {
  return withoutReach(server, async (db) => {
    const here = { ...server, db, newId: () => newUuid(server) }
    const link = await takeLink(db, hashToken(given.token), timeOf(server))
    const owner = link?.userId ? await findAccount(here, link.userId) : null
    if (!owner) throw problem('access.link-expired')
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
}
