import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { confirmMinutes } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import type { Context } from 'hono'
import type { Server, User } from '../platform/context.ts'
import { answer, type Door, guarded, keepOwnAct, readBody, requireSession } from './door.ts'
import { finishPasskey, siteOf, startPasskey } from './passkeys.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { countRecoveryCodes, listFactors } from './second-factors.store.ts'
import { endSession, endSessions, type Session } from './sessions.store.ts'
import { proceed } from './sign-in.ts'
import { finishTotp, startTotp } from './totp.ts'

const name = z.string().trim().min(1).max(40)
const totpAnswer = z.object({ code: z.string().min(6).max(10), name })
const passkeyAnswer = z.object({ name, response: z.looseObject({ id: z.string().max(1500) }) })

/** Setting up a second factor: during the first log-in, or later from the settings. */
export function serveEnrolment(app: OpenAPIHono, door: Door): void {
  const { server } = door
  const serve = (path: string, work: (c: Context) => Promise<Response>) =>
    app.post(`/api/auth/enrol/${path}`, guarded(server, work))
  serve('totp', async (c) => {
    const { id, user } = await requireEnroller(c, door)
    return answer(c, await startTotp(server, id, user))
  })
  serve('totp/finish', async (c) => {
    const session = await requireEnroller(c, door)
    await finishTotp(server, session.id, session.user, await readBody(c, totpAnswer))
    return finish(c, door, session, 'totp')
  })
  serve('passkey', async (c) => {
    const { id, user } = await requireEnroller(c, door)
    return answer(c, { options: await startPasskey(server, { sessionId: id, user, site: requireSite(c) }) })
  })
  serve('passkey/finish', async (c) => {
    const session = await requireEnroller(c, door)
    const given = await readBody(c, passkeyAnswer)
    const asker = { sessionId: session.id, user: session.user, site: requireSite(c) }
    await finishPasskey(server, asker, {
      name: given.name,
      response: given.response as unknown as RegistrationResponseJSON,
    })
    return finish(c, door, session, 'passkey')
  })
}

/**
 * Who has just shown who they are: in the middle of a log-in, or inside and confirmed. A log-in that was let through by its
 * password alone is over once a factor has been set up elsewhere: it would set up a second one past the first.
 */
async function requireEnroller(c: Context, door: Door): Promise<Session & { user: User }> {
  const session = await requireSession(c, door, ['enrol', 'open'])
  if (session.stage === 'open') requireConfirmed(door.server, session.user)
  else if ((await listFactors(door.server, session.user.id)).length > 0) {
    await endSession(door.server, session.id)
    throw problem('access.not-signed-in')
  }
  return session
}

/** Problem 'access.confirm-needed' where the user has not shown who they are within the last minutes. */
export function requireConfirmed(server: Pick<Server, 'now'>, user: User): void {
  const confirmedAt = user.session?.confirmedAt ?? 0
  if (server.now() - confirmedAt > confirmMinutes * 60_000) throw problem('access.confirm-needed')
}

const requireSite = (c: Context) => {
  const site = siteOf(c.req.header('origin'))
  if (!site) throw problem('access.passkey-needs-name')
  return site
}

/** With the first factor come the recovery codes, shown this once. */
async function finish(
  c: Context,
  door: Door,
  session: Session & { user: User },
  kind: 'totp' | 'passkey',
): Promise<Response> {
  const { server } = door
  const { user, id } = session
  await keepOwnAct(server, user, { action: 'access.enrol-factor', details: { kind } })
  const isFirst =
    (await listFactors(server, user.id)).length === 1 && (await countRecoveryCodes(server, user.id)) === 0
  // Whatever else is signed in, or on its way, has shown a password and no more.
  if (isFirst) await endSessions(server, user.id, id)
  const recoveryCodes = isFirst ? await makeRecoveryCodes(server, user.id) : []
  if (session.stage === 'open') return answer(c, { step: 'open', recoveryCodes })
  const opened = await proceed(c, door, { id, user, shown: { factor: true }, cookies: [] })
  const body = (await opened.clone().json()) as object
  return new Response(JSON.stringify({ ...body, recoveryCodes }), { headers: opened.headers })
}
