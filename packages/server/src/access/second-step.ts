import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { problem } from '@zhucan/kernel'
import type { Context } from 'hono'
import type { Server, User } from '../platform/context.ts'
import { readPolicy } from './account-policy.store.ts'
import { answer, type Door, guarded, keepOwnAct, readBody, requireSession } from './door.ts'
import { countTry, factorTry, forgiveTry } from './guesses.store.ts'
import { askForPasskey, siteOf, takePasskey } from './passkeys.ts'
import { changePassword, holdsPassword, longestPassword } from './passwords.ts'
import { useRecoveryCode } from './recovery-codes.ts'
import { listFactors } from './second-factors.store.ts'
import { confirmSession, endSession, endSessions } from './sessions.store.ts'
import { methodsOf, proceed } from './sign-in.ts'
import { takeTotpCode } from './totp.ts'

/** What a passkey answered; its form is judged by the library that checks it. */
const passkeyAnswer = z.looseObject({ id: z.string().max(1500), rawId: z.string(), type: z.string() })

const proof = z.union([
  z.object({ code: z.string().min(6).max(10) }),
  z.object({ recoveryCode: z.string().min(10).max(20) }),
  z.object({ passkey: passkeyAnswer }),
  z.object({ password: z.string().min(1).max(longestPassword) }),
])

type Proof = z.infer<typeof proof>
const newPassword = z.object({ password: z.string().min(1).max(longestPassword) })

/** The steps after the password, and showing again who one is before something that matters. */
export function serveSecondStep(app: OpenAPIHono, door: Door): void {
  const { server } = door
  const serve = (path: string, work: (c: Context) => Promise<Response>) =>
    app.post(`/api/auth/${path}`, guarded(server, work))
  serve('passkey-question', async (c) => {
    const { id, user } = await requireSession(c, door, ['second-factor', 'open'])
    const site = siteOf(c.req.header('origin'))
    if (!site) throw problem('access.passkey-needs-name')
    const options = await askForPasskey(server, { sessionId: id, user, site })
    if (!options) throw problem('access.no-such-factor')
    return answer(c, { options })
  })
  serve('second-factor', (c) => secondFactor(c, door))
  serve('expired-password', (c) => expiredPassword(c, door))
  serve('confirm', (c) => confirm(c, door))
  serve('step', async (c) => {
    const { stage, user } = await requireSession(c, door, ['second-factor', 'password', 'enrol', 'open'])
    const { password } = await readPolicy(server)
    return answer(c, {
      step: stage,
      username: user.username,
      passwordPolicy: password,
      hasFactor: (await listFactors(server, user.id)).length > 0,
      ...(await methodsOf(c, server, user.id)),
    })
  })
}

async function secondFactor(c: Context, door: Door): Promise<Response> {
  const { server } = door
  const { id, user } = await requireSession(c, door, ['second-factor'])
  const given = await readBody(c, proof)
  if ('password' in given) throw problem('access.wrong-code')
  await requireProof(c, server, { id, user, given })
  return proceed(c, door, { id, user, shown: { factor: true }, cookies: [] })
}

/** A password that is too old is changed before anything else; the old one was shown a moment ago. */
async function expiredPassword(c: Context, door: Door): Promise<Response> {
  const { server } = door
  const { id, user } = await requireSession(c, door, ['password'])
  const { password } = await readBody(c, newPassword)
  await changePassword(server, user, password)
  await endSessions(server, user.id, id)
  await keepOwnAct(server, user, { action: 'access.change-password' })
  return proceed(c, door, { id, user, shown: { factor: true }, cookies: [] })
}

/** Shows again who one is: by a second factor where there is one, else by the password. */
async function confirm(c: Context, door: Door): Promise<Response> {
  const { server } = door
  const { id, user } = await requireSession(c, door, ['open'])
  const given = await readBody(c, proof)
  const factors = await listFactors(server, user.id)
  if (factors.length > 0 && 'password' in given) throw problem('access.second-factor-needed')
  await requireProof(c, server, { id, user, given })
  await confirmSession(server, id)
  await keepOwnAct(server, user, { action: 'access.show-again' })
  return answer(c, {})
}

/** Problems 'access.locked', 'access.wrong-code'; after too many the session ends, because its password may be stolen. */
async function requireProof(
  c: Context,
  server: Server,
  { id, user, given }: { id: string; user: User; given: Proof },
): Promise<void> {
  const attempt = factorTry(server, user)
  const { locks } = await countTry(server, attempt)
  if (await isRight(c, server, { id, user, given })) return forgiveTry(server, attempt)
  await keepOwnAct(server, user, { action: locks ? 'access.locked' : 'access.second-factor-failed' })
  if (locks) await endSession(server, id)
  throw problem('password' in given ? 'access.wrong-credentials' : 'access.wrong-code')
}

async function isRight(
  c: Context,
  server: Server,
  { id, user, given }: { id: string; user: User; given: Proof },
): Promise<boolean> {
  if ('code' in given) return takeTotpCode(server, user.id, given.code)
  if ('password' in given) return holdsPassword(server, user.id, given.password)
  if ('recoveryCode' in given) {
    const isTaken = await useRecoveryCode(server, user.id, given.recoveryCode)
    if (isTaken) await keepOwnAct(server, user, { action: 'access.use-recovery-code' })
    return isTaken
  }
  const site = siteOf(c.req.header('origin'))
  if (!site) throw problem('access.passkey-needs-name')
  return takePasskey(
    server,
    { sessionId: id, user, site },
    given.passkey as unknown as AuthenticationResponseJSON,
  )
}
