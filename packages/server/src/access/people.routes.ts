import { z } from '@hono/zod-openapi'
import { roles } from '@zhucan/catalogue'
import { hideNumbers, isPlainDate, type PlainDate, problem } from '@zhucan/kernel'
import { type Ctx, command, query } from '../platform/index.ts'
import { appoint, changeEnd } from './appointing.ts'
import { listAppointments } from './appointments.store.ts'
import { listDevices } from './devices.store.ts'
import { findLock } from './guesses.store.ts'
import { countHoldings, listHandOvers } from './hand-over.store.ts'
import { leave } from './leaving.ts'
import { accountStates, findPerson, listPeople } from './people.store.ts'
import { listFactors } from './second-factors.store.ts'
import { listSessions } from './sessions.store.ts'

const id = z.object({ id: z.string().max(60) })
const label = z.object({ zh: z.string(), en: z.string() })
/** A day in the form the whole system keeps days in. */
export const day = z
  .string()
  .refine(isPlainDate)
  .transform((text) => text as PlainDate)
/** A written reason; an empty one is none, and no number rests in it. */
export const reason = z.string().trim().min(2).max(500).transform(hideNumbers)

const row = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string(),
  role: z.string(),
  roleLabel: label,
  organisation: z.string(),
  fromDay: z.string(),
  untilDay: z.string().nullable(),
  state: z.enum(accountStates),
  hasFactor: z.boolean(),
  lastSignIn: z.string().nullable(),
})

const appointment = z.object({
  id: z.string(),
  role: z.string(),
  roleLabel: label,
  organisation: z.string(),
  reach: z.array(z.object({ lo: z.string(), hi: z.string() })),
  isNarrowed: z.boolean(),
  fromDay: z.string(),
  untilDay: z.string().nullable(),
  isInForce: z.boolean(),
  madeBy: z.string().nullable(),
  reason: z.string().nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
})

const office = z.object({
  role: z.string().max(40),
  organisation: z.uuid(),
  region: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  fromDay: day.optional(),
  untilDay: day.nullable().optional(),
})

/** Users within one's area, their offices and their leaving. */
export const peopleOperations = [
  query({
    path: '/api/v1/users',
    summary: 'Users of my area',
    right: 'user.list',
    query: z.object({
      text: z.string().max(60).optional(),
      role: z.string().max(40).optional(),
      organisation: z.uuid().optional(),
      state: z.enum(accountStates).optional(),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
    }),
    output: z.object({ rows: z.array(row), total: z.number() }),
    audit: 'no-personal-data',
    async run(ctx, { query: filter }) {
      const { rows, total } = await listPeople(ctx, filter)
      return { rows: rows.map(asRow), total }
    },
  }),
  query({
    path: '/api/v1/users/{id}',
    summary: 'A user with offices, sessions and what they hold',
    right: 'user.list',
    params: id,
    output: row.extend({
      appointments: z.array(appointment),
      factors: z.array(z.object({ kind: z.string(), name: z.string() })),
      sessions: z.array(
        z.object({ id: z.string(), device: z.string(), place: z.string(), lastUsedAt: z.string() }),
      ),
      devices: z.number(),
      lockedUntil: z.string().nullable(),
      holdings: z.array(z.object({ kind: z.string(), count: z.number() })),
      handOvers: z.array(
        z.object({
          id: z.string(),
          successor: z.string().nullable(),
          lastDay: z.string(),
          reason: z.string(),
          given: z.record(z.string(), z.number()),
          doneBy: z.string(),
          doneAt: z.string(),
        }),
      ),
    }),
    audit: (out) => ({ action: 'access.read-user', subjectKind: 'user', subjectId: out.id }),
    run: readPerson,
  }),
  command({
    method: 'post',
    path: '/api/v1/users/{id}/appointments',
    summary: 'Give a user an office',
    right: 'user.appoint',
    params: id,
    body: office.extend({ reason }),
    output: z.object({ id: z.string(), role: z.string() }),
    async run(ctx, { params, body }) {
      if (!(await findPerson(ctx, params.id))) throw problem('access.user-not-found')
      return appoint(ctx, params.id, body)
    },
    audit: (out, { params, body }) => ({
      action: 'access.appoint',
      subjectKind: 'user',
      subjectId: params.id,
      reason: body.reason,
      details: { ...body, appointment: out.id },
    }),
  }),
  command({
    method: 'put',
    path: '/api/v1/appointments/{id}/end',
    summary: 'End or prolong an office',
    right: 'user.appoint',
    params: z.object({ id: z.uuid() }),
    body: z.object({ untilDay: day.nullable(), reason }),
    /** `waits`: a later end holds once a second person has confirmed it. */
    output: z.object({
      userId: z.string(),
      role: z.string(),
      before: z.string().nullable(),
      waits: z.boolean(),
    }),
    async run(ctx, { params, body }) {
      const { userId, role, untilDay, wish } = await changeEnd(ctx, params.id, body)
      return { userId, role, before: untilDay, waits: wish !== null }
    },
    audit: (out, { params, body }) => ({
      action: 'access.change-office-end',
      subjectKind: 'user',
      subjectId: out.userId,
      fields: ['untilDay'],
      reason: body.reason,
      details: {
        ...{ appointment: params.id, role: out.role, before: out.before, after: body.untilDay },
        waits: out.waits,
      },
    }),
  }),
  command({
    method: 'post',
    path: '/api/v1/users/{id}/leave',
    summary: 'Somebody leaves: offices end, work goes to a successor, the account is closed',
    right: 'user.hand-over',
    params: id,
    body: z.object({ lastDay: day, reason, successor: z.string().max(60).optional() }),
    output: z.object({
      id: z.string(),
      given: z.record(z.string(), z.number()),
      ended: z.number(),
      isClosed: z.boolean(),
    }),
    run: (ctx, { params, body }) => leave(ctx, params.id, body),
    audit: (out, { params, body }) => ({
      action: 'access.hand-over',
      subjectKind: 'user',
      subjectId: params.id,
      reason: body.reason,
      details: {
        lastDay: body.lastDay,
        successor: body.successor ?? null,
        given: out.given,
        closed: out.isClosed,
      },
    }),
  }),
]

const asRow = (person: Awaited<ReturnType<typeof listPeople>>['rows'][number]) => ({
  ...person,
  roleLabel: roles[person.role].label,
  lastSignIn: person.lastSignIn?.toISOString() ?? null,
})

async function readPerson(ctx: Ctx, { params }: { params: { id: string } }) {
  const person = await findPerson(ctx, params.id)
  if (!person) throw problem('access.user-not-found')
  const lock = await findLock(ctx, person.username)
  return {
    ...asRow(person),
    appointments: (await listAppointments(ctx, person.id)).map((one) => ({
      ...one,
      roleLabel: roles[one.role as keyof typeof roles].label,
    })),
    factors: await listFactors(ctx, person.id),
    sessions: await listSessions(ctx, person.id),
    devices: (await listDevices(ctx, person.id)).length,
    lockedUntil: lock?.until.toISOString() ?? null,
    holdings: await countHoldings(ctx, person.id),
    handOvers: (await listHandOvers(ctx, person.id)).map(({ doneAt, ...rest }) => ({
      ...rest,
      doneAt: doneAt.toISOString(),
    })),
  }
}
