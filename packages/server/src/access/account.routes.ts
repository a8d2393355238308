import { z } from '@hono/zod-openapi'
import { needsSecondFactor, roles } from '@zhucan/catalogue'
import { isProblem, problem } from '@zhucan/kernel'
import { type Ctx, command, inSession, insertAudit, query, type Server } from '../platform/index.ts'
import type { Refused } from '../platform/operation.ts'
import { listReachRegions } from '../regions/index.ts'
import { readPolicy } from './account-policy.store.ts'
import { listAppointments } from './appointments.store.ts'
import { forgetDevices, listDevices } from './devices.store.ts'
import { requireConfirmed } from './enrol.ts'
import { countTry, factorTry, forgiveTry, requireUnlocked } from './guesses.store.ts'
import { factorDue, nextStep } from './next-step.ts'
import { changePassword, holdsPassword, longestPassword } from './passwords.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { countRecoveryCodes, deleteFactor, listFactors } from './second-factors.store.ts'
import { endOwnSession, endSessions, listSessions, rebindSession } from './sessions.store.ts'

const label = z.object({ zh: z.string(), en: z.string() })
const regionName = z.object({ code: z.string(), name: z.string(), level: z.number() })
const id = z.object({ id: z.string().max(60) })
const done = z.object({ ok: z.literal(true) })
const ok = { ok: true } as const

const session = z.object({
  id: z.string(),
  device: z.string(),
  place: z.string(),
  signedInAt: z.string(),
  lastUsedAt: z.string(),
})

/** What a signed-in user may ask about themselves, and do with their own log-in. */
export const accountOperations = [
  query({
    path: '/api/v1/me',
    summary: 'Who I am, what I may do and where',
    right: 'me.read',
    output: z.object({
      user: z.object({ id: z.string(), name: z.string(), username: z.string(), role: z.string() }),
      roleLabel: label,
      organisation: z.string(),
      may: z.array(z.string()),
      reach: z.array(regionName),
      demo: z.boolean(),
      day: z.string(),
      offices: z.array(
        z.object({ id: z.string(), roleLabel: label, organisation: z.string(), isHere: z.boolean() }),
      ),
      /** The last day to set up a second factor; null where there is one or none is demanded. */
      secondFactorDue: z.string().nullable(),
      idleMinutes: z.number(),
    }),
    audit: 'no-personal-data',
    run: readMe,
  }),
  query({
    path: '/api/v1/me/security',
    summary: 'My second factors, devices and sessions',
    right: 'me.manage',
    output: z.object({
      passwordPolicy: z.string(),
      isFactorRequired: z.boolean(),
      factors: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['totp', 'passkey']),
          name: z.string(),
          createdAt: z.string(),
          lastUsedAt: z.string().nullable(),
        }),
      ),
      recoveryCodes: z.number(),
      sessions: z.array(session.extend({ isHere: z.boolean() })),
      devices: z.array(
        z.object({ id: z.string(), name: z.string(), place: z.string(), lastSeen: z.string() }),
      ),
    }),
    audit: 'no-personal-data',
    run: readSecurity,
  }),
  command({
    method: 'post',
    path: '/api/v1/me/office',
    summary: 'Work under another of my appointments',
    right: 'me.manage',
    body: z.object({ appointment: z.uuid() }),
    output: done,
    run: switchOffice,
    audit: (_out, { body }) => ({
      action: 'access.switch-office',
      details: { appointment: body.appointment },
    }),
  }),
  command({
    method: 'post',
    path: '/api/v1/me/password',
    summary: 'Change my password; my other sessions end',
    right: 'me.manage',
    body: z.object({ present: z.string().max(longestPassword), password: z.string().max(longestPassword) }),
    output: done,
    async run(ctx, { body }) {
      const attempt = factorTry(ctx, ctx.user)
      await requireUnlocked(ctx, attempt)
      if (!(await holdsPassword(ctx, ctx.user.id, body.present)))
        throw problem('access.wrong-present-password')
      await forgiveTry(ctx, attempt)
      await changePassword(ctx, ctx.user, body.password)
      await endSessions(ctx, ctx.user.id, ctx.user.session?.id)
      return ok
    },
    audit: () => ({ action: 'access.change-password' }),
    refused: countGuess,
  }),
  command({
    method: 'post',
    path: '/api/v1/me/recovery-codes',
    summary: 'New recovery codes; the earlier ones are void',
    right: 'me.manage',
    body: z.object({}),
    output: z.object({ codes: z.array(z.string()) }),
    async run(ctx) {
      requireConfirmed(ctx, ctx.user)
      if ((await listFactors(ctx, ctx.user.id)).length === 0) throw problem('access.no-such-factor')
      return { codes: await makeRecoveryCodes(ctx, ctx.user.id) }
    },
    audit: () => ({ action: 'access.new-recovery-codes' }),
  }),
  command({
    method: 'delete',
    path: '/api/v1/me/factors/{id}',
    summary: 'Take one of my second factors away',
    right: 'me.manage',
    params: id,
    output: done,
    run: removeFactor,
    audit: (_out, { params }) => ({ action: 'access.remove-factor', details: { factor: params.id } }),
  }),
  command({
    method: 'post',
    path: '/api/v1/me/sessions/end-others',
    summary: 'End all my sessions but this one',
    right: 'me.manage',
    body: z.object({}),
    output: z.object({ ended: z.number() }),
    run: async (ctx) => ({ ended: await endSessions(ctx, ctx.user.id, ctx.user.session?.id ?? '') }),
    audit: ({ ended }) => ({ action: 'access.end-sessions', details: { ended } }),
  }),
  command({
    method: 'delete',
    path: '/api/v1/me/sessions/{id}',
    summary: 'End one of my sessions',
    right: 'me.manage',
    params: id,
    output: done,
    async run(ctx, { params }) {
      if (!(await endOwnSession(ctx, params.id))) throw problem('request.not-found')
      return ok
    },
    audit: () => ({ action: 'access.end-sessions', details: { ended: 1 } }),
  }),
  command({
    method: 'delete',
    path: '/api/v1/me/devices/{id}',
    summary: 'Forget a device: it signs in as a stranger next time',
    right: 'me.manage',
    params: z.object({ id: z.uuid() }),
    output: done,
    async run(ctx, { params }) {
      if ((await forgetDevices(ctx, ctx.user.id, params.id)) === 0) throw problem('request.not-found')
      return ok
    },
    audit: () => ({ action: 'access.forget-device' }),
  }),
]

/** A password that is guessed at from an open session is a guess like any other. */
async function countGuess(server: Server, { user, error, requestId }: Refused): Promise<void> {
  if (!isProblem(error, 'access.wrong-present-password')) return
  const { locks } = await countTry(server, factorTry(server, user))
  const action = locks ? 'access.locked' : 'access.second-factor-failed'
  const entry = { action, subjectKind: 'user', subjectId: user.id }
  await inSession(server, user, (ctx) => insertAudit(ctx, entry), requestId)
}

async function readMe(ctx: Ctx) {
  const { user } = ctx
  const role = roles[user.role]
  const held = (await listAppointments(ctx, user.id)).filter((one) => one.isInForce)
  const hasFactor = (await listFactors(ctx, user.id)).length > 0
  const policy = await readPolicy(ctx)
  return {
    user,
    roleLabel: role.label,
    organisation: user.organisationName,
    may: [...role.may],
    reach: await listReachRegions(ctx),
    demo: ctx.demo,
    day: ctx.day(),
    offices: held.map((one) => ({
      id: one.id,
      roleLabel: roles[one.role as keyof typeof roles].label,
      organisation: one.organisation,
      isHere: one.id === user.session?.appointmentId,
    })),
    secondFactorDue: hasFactor ? null : await factorDue(ctx, user.id, policy),
    idleMinutes: policy.idleMinutes,
  }
}

async function readSecurity(ctx: Ctx) {
  const { id: userId, role } = ctx.user
  const policy = await readPolicy(ctx)
  const factors = await listFactors(ctx, userId)
  return {
    passwordPolicy: policy.password,
    isFactorRequired: needsSecondFactor(policy, role),
    factors: factors.map(({ createdAt, lastUsedAt, ...factor }) => ({
      ...factor,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    recoveryCodes: await countRecoveryCodes(ctx, userId),
    sessions: (await listSessions(ctx, userId)).map((one) => ({
      ...one,
      isHere: one.id === ctx.user.session?.id,
    })),
    devices: (await listDevices(ctx, userId)).map(({ lastSeen, ...device }) => ({
      ...device,
      lastSeen: lastSeen.toISOString(),
    })),
  }
}

async function switchOffice(ctx: Ctx, { body }: { body: { appointment: string } }) {
  const held = await listAppointments(ctx, ctx.user.id)
  if (!held.some((one) => one.id === body.appointment && one.isInForce)) throw problem('request.not-found')
  // An office may have come meanwhile that demands a second factor; what opened this session was the demand of then.
  if ((await nextStep(ctx, ctx.user.id, { factor: true })) !== 'open')
    throw problem('access.second-factor-overdue')
  await rebindSession(ctx, body.appointment)
  return ok
}

/** The last factor stays where one is demanded: else the next log-in would be one by password alone. */
async function removeFactor(ctx: Ctx, { params }: { params: { id: string } }) {
  requireConfirmed(ctx, ctx.user)
  const factors = await listFactors(ctx, ctx.user.id)
  const isLast = factors.length === 1 && factors[0]?.id === params.id
  if (isLast && (await factorDue(ctx, ctx.user.id, await readPolicy(ctx))) !== null)
    throw problem('access.factor-demanded')
  if (!(await deleteFactor(ctx, ctx.user.id, params.id))) throw problem('request.not-found')
  return ok
}
