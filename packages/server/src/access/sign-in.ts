import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { isProblem, problem } from '@zhucan/kernel'
import type { Context } from 'hono'
import { insertAudit } from '../platform/audit.store.ts'
import type { Server, User } from '../platform/context.ts'
import { newUuid } from '../platform/session-transaction.ts'
import { listAppointments } from './appointments.store.ts'
import { deviceCookieOf, deviceToken, isHttps } from './cookies.ts'
import { findDevice, knowDevice } from './devices.store.ts'
import { answer, askLibrary, type Door, guarded, keepOwnAct, readBody, sessionOf } from './door.ts'
import { countTry, forgiveTry, signInTry, type Try } from './guesses.store.ts'
import { nextStep, type Shown } from './next-step.ts'
import { siteOf } from './passkeys.ts'
import { longestPassword } from './passwords.ts'
import { addressOf, deviceName, placeOf } from './place.ts'
import { listFactors } from './second-factors.store.ts'
import { bindSession, endSession, setStage, touchSession } from './sessions.store.ts'
import { findLogin, findUser, isDisabled } from './users.store.ts'

const text = z.string().regex(/^[^\p{Cc}]+$/u)
const credentials = z.object({ username: text.max(60), password: z.string().min(1).max(longestPassword) })

/** The user behind a request's cookie; nobody before every step of the log-in is done. */
export const authenticate =
  (server: Server) =>
  async (request: Request): Promise<User | null> => {
    const session = await sessionOf(request, { server })
    if (!session?.user || session.stage !== 'open') return null
    await touchSession(server, session)
    return session.user
  }

/** Log-in and log-out. */
export function serveSignIn(app: OpenAPIHono, door: Door): void {
  const { server } = door
  app.post(
    '/api/auth/sign-in',
    guarded(server, async (c) => {
      const body = await readBody(c, credentials).catch((error: unknown) => {
        // A name that cannot be one is told like one that is not; what is no log-in at all is told as it is.
        throw isProblem(error, 'request.invalid') ? problem('access.wrong-credentials') : error
      })
      return signIn(c, door, body)
    }),
  )
  app.post(
    '/api/auth/sign-out',
    guarded(server, (c) => signOut(c, door)),
  )
}

/** Name and password: the first step of a log-in, and its only one where no second factor is there or demanded. */
export async function signIn(
  c: Context,
  door: Door,
  { username, password }: { username: string; password: string },
): Promise<Response> {
  const { server } = door
  const place = placeOf(addressOf(c, server))
  const deviceId = await findDevice(server, username, deviceToken(c.req.raw.headers))
  const attempt = signInTry(server, { username, place, deviceId })
  const { locks } = await countTry(server, attempt)
  const asked = await askLibrary(c, door, '/sign-in/username', { username, password })
  if (asked.status === 429) throw problem('request.too-many')
  const found = asked.ok ? ((await asked.json()) as { token: string; user: { id: string } }) : null
  // A closed account looks like one that never was.
  if (!found || (await isDisabled(server, found.user.id))) {
    if (found) await endLibrarySession(door, asked)
    await keepFailure(server, username, { locks, place })
    throw problem('access.wrong-credentials')
  }
  return begin(c, door, { userId: found.user.id, attempt, cookies: asked.headers.getSetCookie() })
}

/** The right password was given: ties the session to an appointment and sees what is to do next. */
async function begin(
  c: Context,
  door: Door,
  start: { userId: string; attempt: Try; cookies: string[] },
): Promise<Response> {
  const { server } = door
  const { userId, cookies } = start
  await forgiveTry(server, start.attempt)
  const { id, token } = await newSessionOf(door, cookies)
  const held = (await listAppointments(server, userId)).find((one) => one.isInForce)
  const user = await findUser(server, userId)
  if (!held || !user) {
    await endSession(server, id)
    throw problem('access.no-appointment')
  }
  await bindSession(server, {
    id,
    token,
    appointmentId: held.id,
    https: isHttps(c),
    device: deviceName(c.req.header('user-agent')),
    place: placeOf(addressOf(c, server)),
  })
  return proceed(c, door, { id, user, shown: { factor: false }, cookies })
}

/** Moves a log-in on to its next step, or opens it. */
export async function proceed(
  c: Context,
  { server }: Door,
  at: { id: string; user: User; shown: Shown; cookies: string[] },
): Promise<Response> {
  const { id, user } = at
  const step = await nextStep(server, user.id, at.shown).catch(async (error: unknown) => {
    await endSession(server, id)
    throw error
  })
  await setStage(server, id, step)
  if (step !== 'open') return answer(c, { step, ...(await methodsOf(c, server, user.id)) }, at.cookies)
  const token = await knowDevice(server, {
    userId: user.id,
    token: deviceToken(c.req.raw.headers),
    name: deviceName(c.req.header('user-agent')),
    place: placeOf(addressOf(c, server)),
  })
  await keepOwnAct(server, user, { action: 'access.sign-in' })
  const offices = (await listAppointments(server, user.id)).filter((one) => one.isInForce)
  return answer(
    c,
    { step, offices: offices.length },
    token ? [...at.cookies, deviceCookieOf(token)] : at.cookies,
  )
}

/** Which second factors can be used here; a passkey only at the host name it was made for. */
export async function methodsOf(c: Context, server: Server, userId: string) {
  const factors = await listFactors(server, userId)
  const site = siteOf(c.req.header('origin'))
  const canUse = (factor: (typeof factors)[number]) =>
    factor.kind === 'totp' || (site !== null && factor.rpId === site.host)
  return { methods: [...new Set(factors.filter(canUse).map((factor) => factor.kind))] }
}

/** The session the library has just made, from the cookie it wants to set. */
async function newSessionOf({ accounts }: Door, cookies: string[]): Promise<{ id: string; token: string }> {
  const cookie = cookies.map((one) => one.split(';')[0] ?? '').join('; ')
  const made = await accounts.api.getSession({ headers: new Headers({ cookie }) })
  if (!made) throw problem('access.wrong-credentials')
  return { id: made.session.id, token: made.session.token }
}

async function endLibrarySession(door: Door, made: Response): Promise<void> {
  await endSession(door.server, (await newSessionOf(door, made.headers.getSetCookie())).id)
}

/** What was typed is not repeated: a password often stands in the wrong field. */
async function keepFailure(
  server: Server,
  username: string,
  { locks, place }: { locks: boolean; place: string },
): Promise<void> {
  const subjectId = await findLogin(server.db, username.toLowerCase())
  const nobody = { ...server, newId: () => newUuid(server), user: null, requestId: null }
  const subject = { subjectKind: 'user', subjectId, details: { place } }
  await insertAudit(nobody, { action: 'access.sign-in-failed', ...subject })
  if (locks) await insertAudit(nobody, { action: 'access.locked', ...subject })
}

async function signOut(c: Context, door: Door): Promise<Response> {
  const session = await sessionOf(c.req.raw, door)
  const done = await askLibrary(c, door, '/sign-out', {})
  if (session) await endSession(door.server, session.id)
  if (session?.user) await keepOwnAct(door.server, session.user, { action: 'access.sign-out' })
  return answer(c, {}, done.headers.getSetCookie())
}
