import { z } from '@hono/zod-openapi'
import { departmentById } from '@zhucan/catalogue'
import { hideNumbers, isPlainDate, problem } from '@zhucan/kernel'
import { type Ctx, command, query, requireSecondPerson } from '../platform/index.ts'
import { insertOffice } from './organisations.store.ts'
import { insertWish, listWishes, type OrganisationWish, settleWish, takeWish } from './wishes.store.ts'

const id = z.object({ id: z.uuid() })
const text = (least: number, most: number) => z.string().trim().min(least).max(most).transform(hideNumbers)

const wish = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  region: z.string(),
  regionName: z.string().nullable(),
  department: z.string().nullable(),
  fromDay: z.string(),
  reason: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  isOwn: z.boolean(),
  state: z.string(),
  decidedBy: z.string().nullable(),
  note: z.string().nullable(),
  organisationId: z.string().nullable(),
})

const shown = (ctx: Ctx, { madeBy, madeByName, decidedByName, madeAt, ...rest }: OrganisationWish) => ({
  ...rest,
  ...{
    madeBy: madeByName,
    madeAt: madeAt.toISOString(),
    isOwn: madeBy === ctx.user.id,
    decidedBy: decidedByName,
  },
})

/** New federations, departments and service organisations: offices with log-ins follow, so two people stand for each. */
export const wishRoutes = [
  query({
    path: '/api/v1/organisation-wishes',
    summary: 'New organisations that wait for a second person, and how earlier ones were decided',
    right: 'organisation.read',
    output: z.array(wish),
    audit: 'no-personal-data',
    run: async (ctx) => (await listWishes(ctx)).map((one) => shown(ctx, one)),
  }),
  command({
    method: 'post',
    path: '/api/v1/organisation-wishes',
    summary: 'Ask for a new federation, member department or service organisation',
    right: 'organisation.write',
    body: z.object({
      kind: z.enum(['federation', 'member-department', 'service']),
      name: text(2, 80),
      region: z.string().regex(/^\d{12}$/),
      department: text(1, 40).nullable().default(null),
      fromDay: z.string().refine(isPlainDate),
      reason: text(2, 500),
    }),
    output: z.object({ id: z.string() }),
    audit: (output, { body: { kind, region, reason } }) => ({
      action: 'organisation.wish',
      subjectKind: 'organisation-wish',
      subjectId: output.id,
      fields: ['name'],
      details: { kind, region },
      reason,
    }),
    async run(ctx, { body }) {
      const needsDepartment = body.kind === 'member-department'
      if (
        needsDepartment !== (body.department !== null) ||
        (body.department && !departmentById(body.department))
      )
        throw problem('duty.unknown-department')
      return { id: await insertWish(ctx, body) }
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/organisation-wishes/{id}/decide',
    summary: 'Confirm or refuse a new organisation that somebody else has asked for',
    right: 'organisation.confirm',
    params: id,
    body: z.discriminatedUnion('accept', [
      z.object({ accept: z.literal(true) }),
      z.object({ accept: z.literal(false), note: text(2, 500) }),
    ]),
    output: z.object({ id: z.string(), organisationId: z.string().nullable() }),
    audit: (output, { params, body }) => ({
      action: body.accept ? 'organisation.confirm' : 'organisation.refuse',
      subjectKind: body.accept ? 'organisation' : 'organisation-wish',
      subjectId: output.organisationId ?? params.id,
      ...(!body.accept && { reason: body.note }),
    }),
    async run(ctx, { params, body }) {
      const { name, kind, region, department, fromDay, ...made } = await takeWish(ctx, params.id)
      requireSecondPerson(ctx, { id: made.madeBy, name: made.madeByName })
      const organisationId = body.accept
        ? await insertOffice(ctx, { name, kind, region, department, fromDay })
        : null
      await settleWish(ctx, params.id, {
        ...(organisationId === null ? { state: 'refused' } : { state: 'confirmed', organisationId }),
        ...(!body.accept && { note: body.note }),
      })
      return { id: params.id, organisationId }
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/organisation-wishes/{id}/withdraw',
    summary: 'Take a wish of my own back before it is decided',
    right: 'organisation.write',
    params: id,
    body: z.object({}),
    output: z.object({ id: z.string() }),
    audit: (output) => ({
      action: 'organisation.refuse',
      subjectKind: 'organisation-wish',
      subjectId: output.id,
      details: { withdrawn: true },
    }),
    async run(ctx, { params }) {
      const { madeBy } = await takeWish(ctx, params.id)
      if (madeBy !== ctx.user.id) throw problem('organisation.not-found')
      await settleWish(ctx, params.id, { state: 'withdrawn' })
      return { id: params.id }
    },
  }),
]
