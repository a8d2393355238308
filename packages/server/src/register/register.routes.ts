import { z } from '@hono/zod-openapi'
import { numbersBeforeConfirm, rules } from '@zhucan/catalogue'
import { ageOn, hideNumbers, plainDate } from '@zhucan/kernel'
import { requireConfirmed } from '../access/index.ts'
import { readBudget, spendExport } from '../platform/export-budget.store.ts'
import { query } from '../platform/operation.ts'
import { blindKeyOfTyped } from './official-numbers.ts'
import { findIdsByKey } from './person.store.ts'
import { listPersons } from './person-filter.store.ts'
import { getPersonPage, revealNumber } from './person-page.ts'
import { personSorts } from './person-sort.store.ts'
import { suggestPersons } from './person-suggest.store.ts'

const regionName = z.object({ code: z.string(), name: z.string(), level: z.number() })
const day = z.string().nullable()
const plainFields = z.record(z.string(), z.unknown())

const personLine = z.object({
  id: z.string(),
  name: z.string(),
  sex: z.string().nullable(),
  age: z.number().nullable(),
  kind: z.string(),
  category: z.string().nullable(),
  level: z.number().nullable(),
  certificateState: z.string(),
  regionName: z.string().nullable(),
  householdHolders: z.number(),
  clues: z.number(),
})

const personSuggestion = personLine.pick({
  id: true,
  name: true,
  sex: true,
  age: true,
  category: true,
  level: true,
  regionName: true,
})

/** One of the catalogue's: what else stands in an address must not come to rest in the audit. */
export const ruleId = z.enum(rules.map(({ id }) => id))

/** Filters of a list of people, as they stand in an address. */
export const personFilter = z.object({
  region: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  kind: z.enum(['holder', 'suspected', 'diagnosed-child', 'relative']).optional(),
  name: z.string().min(1).max(40).optional(),
  category: z
    .enum(['vision', 'hearing', 'speech', 'physical', 'intellectual', 'mental', 'multiple'])
    .optional(),
  level: z.coerce.number().int().min(1).max(4).optional(),
  certificateState: z.enum(['valid', 'expiring', 'expired', 'frozen', 'cancelled', 'none']).optional(),
  rule: ruleId.optional(),
})

/** Paging of every list. */
export const paging = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
})

/** One person's page as it is answered. */
export const personPage = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  sex: z.string().nullable(),
  birth: day,
  age: z.number().nullable(),
  alive: z.boolean(),
  category: z.string().nullable(),
  level: z.number().nullable(),
  certificateState: z.string(),
  certificateValidTo: day,
  hukouPath: z.array(regionName),
  residencePath: z.array(regionName),
  shown: plainFields,
  numbers: z.array(z.object({ field: z.string(), current: z.boolean(), masked: z.string() })),
  certificates: z.array(
    z.object({
      id: z.string(),
      reissue: z.number(),
      category: z.string(),
      level: z.number(),
      components: z.array(z.unknown()),
      issuedOn: day,
      validTo: day,
      status: z.string(),
      since: z.string(),
      endedOn: day,
    }),
  ),
  guardians: z.array(
    z.object({ id: z.string(), name: z.string(), relation: z.string().nullable(), hasPhone: z.boolean() }),
  ),
  household: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      sex: z.string().nullable(),
      age: z.number().nullable(),
      category: z.string().nullable(),
      level: z.number().nullable(),
      relation: z.string().nullable(),
      isHead: z.boolean(),
      isCarer: z.boolean(),
    }),
  ),
  timeline: z.array(
    z.object({
      kind: z.enum(['said', 'listed']),
      id: z.string(),
      source: z.string(),
      title: z.string().nullable(),
      fileType: z.string().nullable(),
      row: z.number().nullable(),
      day: z.string(),
      recordedAt: z.string().nullable(),
      fields: plainFields,
    }),
  ),
  clues: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      severity: z.string(),
      since: z.string(),
      subject: z.string(),
    }),
  ),
})

const id = z.object({ id: z.uuid() })
const revealable = z.enum(['id', 'certificate', 'phone', 'guardianPhone', 'bankAccount'])

/** Register: lists are masked, one person's page and each revealed number are logged before they are shown. */
export const registerOperations = [
  query({
    path: '/api/v1/persons',
    summary: 'People in reach, masked',
    right: 'person.list',
    query: personFilter.extend({ ...paging.shape, sort: z.enum(personSorts).optional() }),
    output: z.object({ total: z.number(), rows: z.array(personLine) }),
    audit: (output, { query: { page, pageSize, name, ...filter } }) => ({
      action: 'person.list',
      details: { ...filter, byName: name !== undefined, page, total: 'total' in output ? output.total : 0 },
    }),
    async run(ctx, { query: { page, pageSize, sort, ...filter } }) {
      const { total, rows } = await listPersons(ctx, filter, {
        offset: (page - 1) * pageSize,
        limit: pageSize,
        sort,
      })
      await spendExport(ctx, { way: 'person-list', rows: rows.length })
      const age = (birth: string | null) => (birth ? ageOn(plainDate(birth), ctx.day()) : null)
      return { total, rows: rows.map((r) => ({ ...r, age: age(r.birth) })) }
    },
  }),
  query({
    path: '/api/v1/persons/suggest',
    method: 'post',
    summary: 'A few people by the beginning of their name, as written or by its pinyin, masked',
    right: 'person.list',
    body: z.object({ name: z.string().min(1).max(40) }),
    output: z.object({ rows: z.array(personSuggestion) }),
    audit: (output) => ({ action: 'person.suggest', details: { found: output.rows.length } }),
    async run(ctx, { body: { name } }) {
      const rows = await suggestPersons(ctx, name)
      await spendExport(ctx, { way: 'person-list', rows: rows.length })
      return { rows }
    },
  }),
  query({
    path: '/api/v1/persons/find-by-number',
    method: 'post',
    summary: 'The person an ID or certificate number belongs to, if in reach',
    right: 'person.find-by-number',
    body: z.object({ number: z.string().min(1).max(60) }),
    output: z.object({ usable: z.boolean(), ids: z.array(z.string()) }),
    audit: (output) => ({
      action: 'person.find-by-number',
      subjectKind: 'person',
      subjectId: output.ids[0] ?? null,
      details: { found: output.ids.length },
    }),
    async run(ctx, { body: { number } }) {
      const key = blindKeyOfTyped(ctx.keyring, number, ctx.day())
      const ids = key ? await findIdsByKey(ctx, key.key, key.checkSealed) : []
      // A number that cannot be one tells nothing; all others are counted, found or not.
      if (key) await spendExport(ctx, { way: 'find-by-number', lookUps: 1, misses: ids.length === 0 ? 1 : 0 })
      return { usable: key !== null, ids }
    },
  }),
  query({
    path: '/api/v1/persons/{id}',
    summary: "One person's page",
    right: 'person.read',
    params: id,
    output: personPage,
    audit: (_output, { params }) => ({ action: 'person.read', subjectKind: 'person', subjectId: params.id }),
    async run(ctx, { params }) {
      const page = await getPersonPage(ctx, params.id)
      await spendExport(ctx, { way: 'person-page', pages: 1 })
      return page
    },
  }),
  query({
    path: '/api/v1/persons/{id}/reveal',
    method: 'post',
    summary: 'One number in clear, with the reason why',
    right: 'person.reveal',
    params: id,
    body: z.object({ field: revealable, reason: z.string().trim().min(2).max(200) }),
    output: z.object({ value: z.string() }),
    audit: (_output, { params, body }) => ({
      action: 'person.reveal',
      subjectKind: 'person',
      subjectId: params.id,
      fields: [body.field],
      reason: hideNumbers(body.reason),
    }),
    async run(ctx, { params, body }) {
      const value = await revealNumber(ctx, params.id, body.field)
      await spendExport(ctx, { way: 'reveal', numbers: 1 })
      const spent = (await readBudget(ctx)).find(({ measure }) => measure === 'numbers')?.spent ?? 0
      if (spent > numbersBeforeConfirm) requireConfirmed(ctx, ctx.user)
      return { value }
    },
  }),
]
