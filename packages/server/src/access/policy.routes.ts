import { z } from '@hono/zod-openapi'
import {
  type AccountPolicy,
  accountLimits,
  isRole,
  mayDo,
  passwordPolicies,
  type Role,
} from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { type Ctx, command, proposalOperations, propose, query } from '../platform/index.ts'
import { insertPolicy, listPolicies, readPolicy } from './account-policy.store.ts'
import { requireOther } from './appointing.ts'
import { forgetDevices } from './devices.store.ts'
import { requireConfirmed } from './enrol.ts'
import { unlock } from './guesses.store.ts'
import { reason } from './people.routes.ts'
import { findPerson, isWhollyInReach, type PersonRow } from './people.store.ts'
import { resetFactors } from './second-factors.store.ts'
import { endSessions } from './sessions.store.ts'
import { isTopOffice, requireTopOffice } from './top-office.store.ts'

const passwordIds = Object.keys(passwordPolicies) as (keyof typeof passwordPolicies)[]
const demand = z.enum(['required', 'optional'])
const within = ({ least, most }: { least: number; most: number }) => z.number().int().min(least).max(most)

const policy = z.object({
  password: z.enum(passwordIds),
  secondFactor: demand,
  secondFactorByRole: z.record(z.string(), demand),
  graceDays: within(accountLimits.graceDays),
  idleMinutes: within(accountLimits.idleMinutes),
  lifeHours: within(accountLimits.lifeHours),
})

const id = z.object({ id: z.string().max(60) })
const why = z.object({ reason })
const onUser =
  (action: string) => (_out: unknown, input: { params: { id: string }; body: { reason: string } }) => ({
    action,
    subjectKind: 'user',
    subjectId: input.params.id,
    reason: input.body.reason,
  })

/** Rules for log-ins that wait: what lets everybody in, or keeps them out, is nobody's alone. */
const policyProposals = proposalOperations({
  kind: 'account-policy',
  path: '/api/v1/account-policy-proposals',
  what: 'rules for log-ins',
  rights: {
    read: 'account-policy.read',
    ask: 'account-policy.change',
    confirm: 'account-policy.confirm',
  },
  wish: policy,
  async ready(ctx) {
    await requireTopOffice(ctx)
    requireConfirmed(ctx, ctx.user)
  },
  carryOut: (ctx, proposal) => insertPolicy(ctx, proposal),
  done: ({ id: subjectId, reason: given, madeBy }) => ({
    ...{ action: 'access.change-policy', subjectKind: 'proposal', subjectId, details: { madeBy } },
    ...(given !== null && { reason: given }),
  }),
})

/** The rules for log-ins, and what the security officer does when somebody is shut out or a log-in is in danger. */
export const policyOperations = [
  ...policyProposals,
  query({
    path: '/api/v1/account-policy',
    summary: 'The rules for log-ins and their history',
    right: 'account-policy.read',
    output: z.object({
      policy,
      mayChange: z.boolean(),
      changedAt: z.string().nullable(),
      history: z.array(
        z.object({
          id: z.string(),
          value: policy,
          changedAt: z.string(),
          changedBy: z.string().nullable(),
          confirmedBy: z.string().nullable(),
          reason: z.string(),
        }),
      ),
    }),
    audit: 'no-personal-data',
    async run(ctx) {
      const { changedAt, ...present } = await readPolicy(ctx)
      const history = await listPolicies(ctx)
      return {
        policy: present,
        mayChange: mayDo(ctx.user.role, 'account-policy.change') && (await isTopOffice(ctx)),
        changedAt: changedAt?.toISOString() ?? null,
        history: history.map((one) => ({
          ...one,
          value: { ...present, ...one.value },
          changedAt: one.changedAt.toISOString(),
        })),
      }
    },
  }),
  command({
    method: 'put',
    path: '/api/v1/account-policy',
    summary: 'Ask for other rules for log-ins; they hold once a second person has agreed',
    right: 'account-policy.change',
    body: policy.extend({ reason }),
    output: z.object({ id: z.string(), fields: z.array(z.string()) }),
    run: changePolicy,
    audit: ({ id: proposalId, fields }, { body }) => ({
      action: 'access.ask-policy',
      subjectKind: 'proposal',
      subjectId: proposalId,
      fields,
      reason: body.reason,
    }),
  }),
  command({
    method: 'post',
    path: '/api/v1/users/{id}/unlock',
    summary: 'Forget the tries in vain at an account',
    right: 'user.secure',
    params: id,
    body: why,
    output: z.object({ ok: z.literal(true) }),
    async run(ctx, { params }) {
      await unlock(ctx, (await requirePerson(ctx, params.id)).username)
      return { ok: true } as const
    },
    audit: onUser('access.unlock'),
  }),
  command({
    method: 'post',
    path: '/api/v1/users/{id}/end-sessions',
    summary: 'End all sessions of a user and forget their devices',
    right: 'user.secure',
    params: id,
    body: why,
    output: z.object({ ended: z.number() }),
    async run(ctx, { params }) {
      await requirePerson(ctx, params.id)
      await forgetDevices(ctx, params.id)
      return { ended: await endSessions(ctx, params.id, ctx.user.session?.id ?? '') }
    },
    audit: onUser('access.end-sessions'),
  }),
  command({
    method: 'post',
    path: '/api/v1/users/{id}/reset-factors',
    summary: 'Take a user’s second factors away, so that new ones can be set up',
    right: 'user.secure',
    params: id,
    body: why,
    output: z.object({ ended: z.number() }),
    async run(ctx, { params }) {
      requireConfirmed(ctx, ctx.user)
      requireOther(ctx, params.id)
      const person = await requirePerson(ctx, params.id)
      await resetFactors(ctx, params.id)
      await unlock(ctx, person.username)
      return { ended: await endSessions(ctx, params.id) }
    },
    audit: onUser('access.reset-factors'),
  }),
]

/** Acts on a log-in reach as far as its offices do: who holds, or will hold, one elsewhere is not for this officer alone. */
async function requirePerson(ctx: Ctx, userId: string): Promise<PersonRow> {
  const person = await findPerson(ctx, userId)
  if (!person) throw problem('access.user-not-found')
  if (!(await isWhollyInReach(ctx, userId))) throw problem('access.offices-elsewhere')
  return person
}

async function changePolicy(ctx: Ctx, { body }: { body: z.infer<typeof policy> & { reason: string } }) {
  await requireTopOffice(ctx)
  requireConfirmed(ctx, ctx.user)
  const { reason: given, ...wish } = body
  const byRole = Object.entries(wish.secondFactorByRole)
  if (!byRole.every(([role]) => isRole(role)))
    throw problem('request.invalid', { field: 'secondFactorByRole', rule: 'role' })
  const next: AccountPolicy = {
    ...wish,
    secondFactorByRole: Object.fromEntries(byRole) as Partial<Record<Role, 'required' | 'optional'>>,
  }
  const { changedAt: _since, ...before } = await readPolicy(ctx)
  const fields = (Object.keys(next) as (keyof AccountPolicy)[]).filter(
    (key) => JSON.stringify(next[key]) !== JSON.stringify(before[key]),
  )
  if (fields.length === 0) throw problem('account-policy.nothing-changed')
  const { region } = ctx.user
  const wanted = { subject: 'account-policy', region, wish: next, reason: given }
  return { id: await propose(ctx, 'account-policy', wanted), fields }
}
