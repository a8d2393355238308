import { z } from '@hono/zod-openapi'
import {
  clueColours,
  clueHandlings,
  clueStates,
  clueVerdicts,
  clueVisits,
  secondLooks,
} from '@zhucan/catalogue'
import { isPlainDate } from '@zhucan/kernel'
import { ruleId } from '../register/index.ts'
import { stateGroups } from './clue-filter.store.ts'

const keysOf = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as [K, ...K[]]

/** A text in both languages. */
export const label = z.object({ zh: z.string(), en: z.string() })
/** The id in an address. */
export const id = z.object({ id: z.uuid() })
/** Twelve digits of a region. */
export const code = z.string().regex(/^\d{12}$/)
/** A day that exists. */
export const day = z.string().refine(isPlainDate)

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const holder = z.coerce.number().int().min(3).max(5)

/** What a list of clues can be narrowed by, as it stands in an address. */
export const clueFilter = z.object({
  state: z.enum([...keysOf(clueStates), ...stateGroups]).optional(),
  rule: ruleId.optional(),
  region: code.optional(),
  severity: z.enum(['high', 'medium', 'low']).optional(),
  holder: holder.optional(),
  mine: flag.optional(),
  colour: z.enum(keysOf(clueColours)).optional(),
  office: z.uuid().optional(),
  since: day.optional(),
  until: day.optional(),
  verdict: z.enum(keysOf(clueVerdicts)).optional(),
  changed: flag.optional(),
})

/** The same in a body, where true is true. */
export const clueFilterBody = clueFilter.extend({
  mine: z.boolean().optional(),
  changed: z.boolean().optional(),
})

/** One clue in a list. */
export const clueLine = z.object({
  id: z.string(),
  rule: z.string(),
  ruleTitle: label,
  severity: z.string(),
  subject: z.string(),
  state: z.string(),
  since: z.string(),
  personId: z.string(),
  personName: z.string(),
  category: z.string().nullable(),
  level: z.number().nullable(),
  regionName: z.string().nullable(),
  holder: z.number(),
  place: z.string(),
  placeName: z.string().nullable(),
  officeId: z.string().nullable(),
  officeName: z.string().nullable(),
  due: z.string().nullable(),
  colour: z.string(),
  verdict: z.string().nullable(),
  sample: z.string(),
  factsChangedOn: z.string().nullable(),
  version: z.number(),
  actions: z.array(z.string()),
})

const moment = z.date().transform((at) => at.toISOString())

/** A piece of evidence. */
export const evidence = z.object({
  id: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number(),
  uploadedAt: moment,
  uploadedByName: z.string().nullable(),
})

/** A clue with its reason and what people did with it. */
export const cluePage = clueLine.extend({
  why: z.object({
    clauses: z.array(z.object({ text: label, outcome: z.boolean().nullable() })),
    ruleVersion: z.string(),
    source: z.object({ title: label, article: label.nullable() }),
    advice: label,
    lines: z.array(
      z.object({
        label,
        value: label.nullable(),
        regionName: z.string().nullable(),
        fromDay: z.string(),
        source: z.object({ title: label, article: label.nullable() }),
        basis: label,
        isLocal: z.boolean(),
      }),
    ),
    rows: z.array(
      z.object({
        factId: z.string(),
        fileType: z.string(),
        title: z.string(),
        row: z.number().nullable(),
        day: z.string(),
        personId: z.string(),
      }),
    ),
  }),
  work: z.object({
    dues: z.object({
      county: z.string().nullable(),
      township: z.string().nullable(),
      village: z.string().nullable(),
    }),
    feedbacks: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        verdict: z.string(),
        visit: z.string(),
        visitedOn: z.string(),
        text: z.string(),
        factId: z.string().nullable(),
        holder: z.number(),
        givenBy: z.string(),
        givenByName: z.string().nullable(),
        organisation: z.string().nullable(),
        at: moment,
        files: z.array(evidence),
        isLatest: z.boolean(),
      }),
    ),
    handlings: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        decision: z.string(),
        basis: z.string(),
        amountFen: z.number().nullable(),
        fromDay: z.string().nullable(),
        handledByName: z.string().nullable(),
        organisation: z.string().nullable(),
        at: moment,
      }),
    ),
    sample: z
      .object({ rate: z.number(), seed: z.string(), population: z.number(), drawnAt: moment })
      .nullable(),
    looseFiles: z.array(evidence),
    benefit: z.string().nullable(),
  }),
})

/** One line of the history of a clue. */
export const historyLine = z.object({
  id: z.string(),
  at: moment,
  day: z.string(),
  action: z.string(),
  from: z.string(),
  to: z.string(),
  fromHolder: z.number(),
  toHolder: z.number(),
  actorName: z.string().nullable(),
  organisation: z.string().nullable(),
  office: z.string().nullable(),
  due: z.string().nullable(),
  note: z.string().nullable(),
  bulkId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
})

/** How a clue stands after an action. */
export const acted = z.object({
  id: z.string(),
  state: z.string(),
  holder: z.number(),
  version: z.number(),
  due: z.string().nullable(),
})

/** What a bulk action did. */
export const bulkAnswer = z.object({
  bulkId: z.string().nullable(),
  done: z.number(),
  skipped: z.array(
    z.object({
      reason: z.string(),
      count: z.number(),
      ids: z.array(z.string()),
      places: z.array(z.object({ code: z.string(), name: z.string(), count: z.number() })),
    }),
  ),
  undoUntil: z.string().nullable(),
})

const version = z.number().int().min(1)
const note = z.string().trim().max(500)
const files = z.array(z.uuid()).max(20).default([])
const finding = {
  visit: z.enum(keysOf(clueVisits)),
  visitedOn: day,
  text: z.string().trim().min(10).max(2000),
  files,
}
const issuing = {
  to: z.union([z.literal(4), z.literal(5)]),
  officeId: z.uuid().optional(),
  due: day.optional(),
  note: note.optional(),
}
const selection = z
  .object({
    clues: z
      .array(z.object({ id: z.uuid(), version }))
      .min(1)
      .max(10_000)
      .optional(),
    filter: clueFilterBody.optional(),
  })
  .refine((s) => (s.clues === undefined) !== (s.filter === undefined))

const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const ofList = `^list:${uuid}:\\d{1,4}:\\d{1,7}$`
const ofAssertion = `^assertion:${uuid}$`

/** What each action wants to be told. */
export const bodies = {
  seen: z.object({ version }),
  issue: z.object({ version, ...issuing }),
  feedback: z.object({
    version,
    ...finding,
    verdict: z.enum(keysOf(clueVerdicts)),
    factId: z
      .string()
      .regex(new RegExp(`${ofList}|${ofAssertion}`))
      .optional(),
  }),
  noted: z.object({ version, note: note.optional() }),
  return: z.object({ version, note: note.min(2), due: day.optional() }),
  sampleResult: z.object({ version, ...finding, result: z.enum(keysOf(secondLooks)) }),
  handle: z.object({
    version,
    kind: z.enum(keysOf(clueHandlings)),
    decision: z.string().trim().min(4).max(2000),
    basis: z.string().trim().min(2).max(500),
    amountFen: z.number().int().min(1).max(1e12).optional(),
    fromDay: day.optional(),
  }),
  reopen: z.object({ version, note: note.min(2) }),
  issueMany: selection.and(z.object(issuing)),
  many: selection,
  passUpMany: selection.and(z.object({ note: note.optional() })),
  undo: z.object({ bulkId: z.uuid() }),
  sample: z.object({
    filter: clueFilterBody,
    rate: z.number().int().min(1).max(100),
    seed: z
      .string()
      .regex(/^[0-9A-Za-z-]{1,64}$/)
      .optional(),
  }),
}
