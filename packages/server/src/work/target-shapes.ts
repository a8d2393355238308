import { z } from '@hono/zod-openapi'
import { clueColours, splitWays, targetForms, targetStates } from '@zhucan/catalogue'
import { targetGroups, targetSorts } from './target-list.store.ts'
import { clauseSource, code, day, keysOf, label, note } from './work-shapes.ts'

const figure = z.string().trim().min(1).max(20)

/** What a list of targets can be narrowed by, as it stands in an address. */
export const targetFilter = z.object({
  scope: z.enum(['mine', 'given', 'area']).default('mine'),
  state: z.enum([...keysOf(targetStates), ...targetGroups]).optional(),
  colour: z.enum(keysOf(clueColours)).optional(),
  notice: z.uuid().optional(),
  indicator: z.string().max(80).optional(),
  region: code.optional(),
  level: z.coerce.number().int().min(0).max(5).optional(),
  organisation: z.uuid().optional(),
  parent: z.uuid().optional(),
  sort: z.enum(targetSorts).optional(),
})

/** How the shares of a figure stand to it. */
export const sum = z.object({
  fits: z.boolean(),
  why: z.enum(['short', 'over']).optional(),
  difference: z.number(),
})

/** One share in a list. */
export const targetLine = z.object({
  id: z.string(),
  version: z.number(),
  parentId: z.string().nullable(),
  indicator: z.string(),
  label,
  form: z.string(),
  value: z.string().nullable(),
  decimals: z.number(),
  unit: z.string(),
  periodFrom: z.string(),
  periodTo: z.string(),
  region: z.string(),
  level: z.number(),
  carriedBy: z.string(),
  organisationId: z.string().nullable(),
  carrierName: z.string().nullable(),
  state: z.string(),
  receiveBy: z.string().nullable(),
  reportBy: z.string().nullable(),
  reportedOn: z.string().nullable(),
  remindedOn: z.string().nullable(),
  due: z.string().nullable(),
  colour: z.string(),
  noticeId: z.string().nullable(),
  noticeTitle: z.string().nullable(),
  documentNumber: z.string().nullable(),
  parts: z.number(),
  partsAnswered: z.number(),
  actions: z.array(z.string()),
})

/** Who may carry a share. */
export const sharer = z.object({ id: z.string(), name: z.string(), carriedBy: z.string() })

/** How somebody wants to divide. */
export const splitRequest = z.object({
  by: z.enum(keysOf(splitWays)),
  offices: z
    .array(z.object({ organisationId: z.uuid(), value: figure.optional() }))
    .max(200)
    .optional(),
  regions: z.array(code).max(5000).optional(),
  values: z
    .array(z.object({ region: code, value: figure }))
    .max(5000)
    .optional(),
})

/** How a division would come out. */
export const splitPreview = z.object({
  by: z.string(),
  value: z.string().nullable(),
  decimals: z.number(),
  form: z.string(),
  sum,
  shares: z.array(
    z.object({
      region: z.string(),
      level: z.number(),
      carriedBy: z.string(),
      organisationId: z.string().nullable(),
      name: z.string(),
      value: z.string().nullable(),
      weight: z.string().nullable(),
      /** By last year: whether the weight is what was reached, or what was asked for. */
      isResult: z.boolean().nullable(),
      before: z.string().nullable(),
    }),
  ),
})

/** A target as somebody enters it. */
export const newTarget = z.object({
  clause: clauseSource.optional(),
  indicator: z.string().min(1).max(80),
  form: z.enum(keysOf(targetForms)),
  value: figure.optional(),
  unit: z.string().min(1).max(40),
  periodFrom: day,
  periodTo: day,
})

/** What a split is done with, beside the division. */
export const splitTerms = z.object({
  version: z.number().int().min(1),
  through: z.number().int().min(1).max(5).optional(),
  receiveBy: day.optional(),
  note: note.optional(),
})

const proposedOffice = z.object({ printed: z.string(), organisationId: z.string().nullable() })
const proposed = z.object({
  itemId: z.string(),
  quote: z.string(),
  section: z.string(),
  /** What was made of it already. */
  madeId: z.string().nullable(),
})

/** What an item of a notice could become. */
export const proposal = z.discriminatedUnion('kind', [
  proposed.extend({
    kind: z.literal('target'),
    words: z.string(),
    printedUnit: z.string(),
    form: z.string(),
    value: z.string(),
    periodFrom: z.string(),
    periodTo: z.string(),
    indicators: z.array(
      z.object({
        code: z.string(),
        label,
        unit: z.string(),
        forms: z.array(z.string()),
        fitsUnit: z.boolean(),
      }),
    ),
  }),
  proposed.extend({
    kind: z.literal('task'),
    title: z.string(),
    dueOn: z.string().nullable(),
    reportTo: z.string().nullable(),
    lead: proposedOffice.nullable(),
    supports: z.array(proposedOffice),
  }),
])
