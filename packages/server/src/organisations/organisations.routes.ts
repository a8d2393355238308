import { z } from '@hono/zod-openapi'
import { departmentById } from '@zhucan/catalogue'
import { hideNumbers, maskPhone, plainDate, problem, regionLevel } from '@zhucan/kernel'
import { type Ctx, command, query, spendExport } from '../platform/index.ts'
import { paging } from '../register/index.ts'
import { countGaps, listAssociations, listGapVillages } from './directory.store.ts'
import { directoryFilter } from './directory-source.ts'
import { dutiesInForce, insertDuties, listVariants, placesUpwards } from './duties.store.ts'
import {
  endTerm,
  findAssociation,
  getHolder,
  getOrganisation,
  type Holder,
  insertOffice,
  insertTerm,
  listChanges,
  listHolders,
  listOffices,
  openPhone,
  updateOffice,
} from './organisations.store.ts'

const id = z.object({ id: z.uuid() })
const code = z.string().regex(/^\d{12}$/)
const day = z.iso.date().transform((text) => plainDate(text))
const label = z.object({ zh: z.string(), en: z.string() })
const text = (most: number) => z.string().trim().min(1).max(most)

const holder = z.object({
  id: z.string(),
  name: z.string(),
  sex: z.string().nullable(),
  fromDay: z.string(),
  paySource: z.string().nullable(),
  isCertificateHolder: z.boolean().nullable(),
  hasPhone: z.boolean(),
})

const term = holder.extend({
  post: z.string(),
  untilDay: z.string().nullable(),
  phone: z.string().nullable(),
})

const association = z.object({
  id: z.string(),
  name: z.string(),
  region: z.string(),
  regionName: z.string().nullable(),
  townshipName: z.string().nullable(),
  chair: holder.nullable(),
  commissioners: z.array(holder),
})

const office = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  region: z.string(),
  regionName: z.string().nullable(),
  department: z.string().nullable(),
})

const reading = [
  query({
    path: '/api/v1/directory',
    summary: 'Village associations in reach with their chairs and commissioners of today',
    right: 'organisation.read',
    query: directoryFilter.extend(paging.shape),
    output: z.object({ total: z.number(), rows: z.array(association) }),
    audit: (output, { query: { page, q, ...filter } }) => ({
      action: 'organisation.list',
      details: { ...filter, byName: q !== undefined, page, total: 'total' in output ? output.total : 0 },
    }),
    run: (ctx, { query: { page, pageSize, ...filter } }) =>
      listAssociations(ctx, filter, { offset: (page - 1) * pageSize, limit: pageSize }),
  }),
  query({
    path: '/api/v1/directory/gaps',
    summary: 'Villages without an association, a chair or a commissioner, by township',
    right: 'organisation.read',
    query: z.object({ region: code.optional(), township: code.optional() }),
    output: z.object({
      townships: z.array(
        z.object({
          code: z.string(),
          name: z.string().nullable(),
          villages: z.number(),
          withoutAssociation: z.number(),
          withoutChair: z.number(),
          withoutCommissioner: z.number(),
        }),
      ),
      villages: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          association: z.boolean(),
          chair: z.boolean(),
          commissioner: z.boolean(),
        }),
      ),
    }),
    audit: 'no-personal-data',
    run: async (ctx, { query: { region, township } }) => ({
      townships: await countGaps(ctx, region),
      villages: township ? await listGapVillages(ctx, township) : [],
    }),
  }),
  query({
    path: '/api/v1/departments',
    summary: 'Member departments of the committee with their duties as they hold here on a day',
    right: 'organisation.read',
    query: z.object({ day: day.optional() }),
    output: z.object({
      departments: z.array(
        z.object({
          id: z.string(),
          label,
          duties: z.array(z.union([label, z.string()])),
          setBy: z
            .object({ regionName: z.string().nullable(), fromDay: z.string(), basis: z.string() })
            .nullable(),
        }),
      ),
      offices: z.array(office),
    }),
    audit: 'no-personal-data',
    run: async (ctx, { query: asked }) => ({
      departments: (await dutiesInForce(ctx, ctx.user.region, asked.day)).map(
        ({ department, duties, setBy }) => ({
          id: department.id,
          label: department.label,
          duties: [...duties],
          setBy,
        }),
      ),
      offices: await listOffices(ctx),
    }),
  }),
  query({
    path: '/api/v1/departments/{department}/duties',
    summary: 'Every wording of a department’s duties that was ever set for this place or one above it',
    right: 'organisation.read',
    params: z.object({ department: text(40) }),
    output: z.array(
      z.object({
        region: z.string(),
        regionName: z.string().nullable(),
        fromDay: z.string(),
        untilDay: z.string().nullable(),
        duties: z.array(z.string()),
        basis: z.string(),
        setBy: z.string().nullable(),
        setAt: z.string(),
      }),
    ),
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      if (!departmentById(params.department)) throw problem('duty.unknown-department')
      const rows = await listVariants(ctx, placesUpwards(ctx.user.region))
      return rows
        .filter((row) => row.department === params.department)
        .map((row) => ({ ...row, setAt: row.setAt.toISOString() }))
    },
  }),
  query({
    path: '/api/v1/organisations/{id}',
    summary: 'One organisation, everybody who held a post there, and what was said of it before',
    right: 'organisation.read',
    params: id,
    output: office.extend({
      address: z.string().nullable(),
      fromDay: z.string().nullable(),
      untilDay: z.string().nullable(),
      terms: z.array(term),
      changes: z.array(
        z.object({
          id: z.string(),
          what: z.string(),
          said: z.record(z.string(), z.unknown()),
          at: z.string(),
          byName: z.string(),
        }),
      ),
    }),
    audit: (_output, { params }) => ({
      action: 'organisation.read',
      subjectKind: 'organisation',
      subjectId: params.id,
    }),
    run: (ctx, { params }) => organisationPage(ctx, params.id),
  }),
  query({
    path: '/api/v1/office-holders/{id}/contact',
    method: 'post',
    summary: 'The telephone number of an office holder, with the reason why',
    right: 'organisation.contact',
    params: id,
    body: z.object({ reason: text(200).min(2) }),
    output: z.object({ value: z.string() }),
    audit: (_output, { params, body }) => ({
      action: 'organisation.contact',
      subjectKind: 'office-holder',
      subjectId: params.id,
      fields: ['phone'],
      reason: hideNumbers(body.reason),
    }),
    async run(ctx, { params }) {
      const phone = openPhone(ctx, await getHolder(ctx, params.id))
      if (phone === null) throw problem('person.no-such-number')
      await spendExport(ctx, { way: 'reveal', numbers: 1 })
      return { value: phone }
    },
  }),
]

const newTerm = z.object({
  post: z.enum(['chair', 'commissioner', 'contact']),
  name: text(30).min(2),
  sex: z.enum(['male', 'female']).nullable().default(null),
  phone: z
    .string()
    .regex(/^\+?[\d -]{7,20}$/)
    .nullable()
    .default(null),
  paySource: text(60).nullable().default(null),
  isCertificateHolder: z.boolean().nullable().default(null),
  fromDay: day,
  untilDay: day.nullable().default(null),
})

const writing = [
  command({
    method: 'post',
    path: '/api/v1/organisations',
    summary: 'Record a village association; what log-ins follow for is asked for as a wish',
    right: 'organisation.write',
    body: z.object({
      name: text(80).min(2),
      kind: z.literal('village-association'),
      region: code,
      fromDay: day.optional(),
    }),
    output: z.object({ id: z.string() }),
    audit: (output, { body }) => ({
      action: 'organisation.save',
      subjectKind: 'organisation',
      subjectId: output.id,
      fields: ['name'],
      details: { kind: body.kind, region: body.region },
    }),
    async run(ctx, { body }) {
      if (regionLevel(body.region) !== 5) throw problem('organisation.not-village')
      if (await findAssociation(ctx, body.region)) throw problem('organisation.exists')
      const { fromDay, ...rest } = body
      return { id: await insertOffice(ctx, { ...rest, ...(fromDay && { fromDay }) }) }
    },
  }),
  command({
    method: 'put',
    path: '/api/v1/organisations/{id}',
    summary: 'Change the name or address of an organisation, or end it; what was said before is kept',
    right: 'organisation.write',
    params: id,
    body: z.object({
      name: text(80).min(2),
      address: text(200).nullable().default(null),
      untilDay: day.nullable().default(null),
    }),
    output: z.object({ id: z.string(), fields: z.array(z.string()) }),
    audit: (output, { params }) => ({
      action: 'organisation.save',
      subjectKind: 'organisation',
      subjectId: params.id,
      fields: output.fields,
    }),
    run: async (ctx, { params, body }) => ({
      id: params.id,
      fields: await updateOffice(ctx, params.id, body),
    }),
  }),
  command({
    method: 'post',
    path: '/api/v1/organisations/{id}/terms',
    summary: 'Record who holds a post from when to when',
    right: 'organisation.write',
    params: id,
    body: newTerm,
    output: z.object({ id: z.string() }),
    audit: (_output, { params, body }) => ({
      action: 'organisation.term',
      subjectKind: 'organisation',
      subjectId: params.id,
      fields: [body.post, 'name', 'fromDay'],
    }),
    async run(ctx, { params, body }) {
      return { id: await insertTerm(ctx, await getOrganisation(ctx, params.id), body) }
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/office-holders/{id}/end',
    summary: 'End a term; who held it stays in the history',
    right: 'organisation.write',
    params: id,
    body: z.object({ untilDay: day }),
    output: z.object({ organisationId: z.string() }),
    audit: (output) => ({
      action: 'organisation.term-end',
      subjectKind: 'organisation',
      subjectId: output.organisationId,
      fields: ['untilDay'],
    }),
    run: (ctx, { params, body }) => endTerm(ctx, params.id, body.untilDay),
  }),
  command({
    method: 'put',
    path: '/api/v1/departments/duties',
    summary: 'Set the duties of a member department for a place from a day on',
    right: 'organisation.write',
    body: z.object({
      department: text(40),
      region: code,
      fromDay: day,
      untilDay: day.nullable().default(null),
      duties: z.array(text(200)).min(1).max(30),
      basis: text(200),
    }),
    output: z.object({ done: z.boolean() }),
    audit: (_output, { body: { department, region, fromDay } }) => ({
      action: 'organisation.duties',
      fields: ['duties'],
      details: { department, region, fromDay },
    }),
    async run(ctx, { body }) {
      if (!departmentById(body.department)) throw problem('duty.unknown-department')
      if (body.untilDay !== null && body.untilDay < body.fromDay) throw problem('organisation.term-days')
      await insertDuties(ctx, body)
      return { done: true }
    },
  }),
]

/** The directory of organisations but its workbooks. */
export const organisationRoutes = [...reading, ...writing]

async function organisationPage(ctx: Ctx, organisationId: string) {
  const page = await getOrganisation(ctx, organisationId)
  const changes = await listChanges(ctx, organisationId)
  return {
    ...page,
    terms: (await listHolders(ctx, organisationId)).map((h) => shownTerm(ctx, h)),
    changes: changes.map((c) => ({
      ...c,
      said: c.said as Record<string, unknown>,
      at: c.at.toISOString(),
    })),
  }
}

function shownTerm(ctx: Ctx, h: Holder) {
  const phone = openPhone(ctx, h)
  return { ...h, hasPhone: phone !== null, phone: phone && maskPhone(phone) }
}
