import { z } from '@hono/zod-openapi'
import type { TargetCarrier, TargetForm, TargetState } from '@zhucan/catalogue'
import { isPlainDate } from '@zhucan/kernel'

/** The words of a notice that a piece of work comes from. */
export interface WorkClause {
  id: string
  noticeId: string | null
  noticeItemId: string | null
  title: string
  documentNumber: string | null
  issuedOn: string | null
  quote: string
  startAt: number | null
  endAt: number | null
}

/** A share of a target as other features see it. Figures are decimal texts. */
export interface TargetPiece {
  id: string
  rootId: string
  parentId: string | null
  clauseId: string | null
  indicator: string
  form: TargetForm
  value: string | null
  unit: string
  periodFrom: string
  periodTo: string
  region: string
  organisationId: string | null
  carriedBy: TargetCarrier
  state: TargetState
}

/** The keys of a table of the catalogue, for a schema. */
export const keysOf = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as [K, ...K[]]

/** A text in both languages. */
export const label = z.object({ zh: z.string(), en: z.string() })
/** The id in an address. */
export const id = z.object({ id: z.uuid() })
/** Twelve digits of a region. */
export const code = z.string().regex(/^\d{12}$/)
/** A day that exists. */
export const day = z.string().refine(isPlainDate)
/** A word to whoever gets a piece. */
export const note = z.string().trim().max(500)
/** The same where a reason is needed. */
export const reason = z.string().trim().min(4).max(500)
/** The version that was seen. */
export const seen = z.object({ version: z.number().int().min(1) })
/** A moment as an ISO text. */
export const moment = z.date().transform((at) => at.toISOString())

/** How a piece stands after an action. */
export const acted = z.object({ id: z.string(), state: z.string(), version: z.number() })

/** Where a piece of work comes from. */
export const clauseSource = z.union([
  z.object({ noticeId: z.uuid(), itemId: z.uuid() }),
  z.object({
    title: z.string().trim().min(2).max(300),
    documentNumber: z.string().trim().min(1).max(100).optional(),
    issuedOn: day.optional(),
    quote: z.string().trim().min(1).max(4000),
  }),
])

/** A clause as it is shown. */
export const clause = z.object({
  id: z.string(),
  noticeId: z.string().nullable(),
  noticeItemId: z.string().nullable(),
  title: z.string(),
  documentNumber: z.string().nullable(),
  issuedOn: z.string().nullable(),
  quote: z.string(),
  startAt: z.number().nullable(),
  endAt: z.number().nullable(),
})

/** A line of the history of a piece of work. */
export const workLine = z.object({
  version: z.number(),
  action: z.string(),
  at: moment,
  day: z.string(),
  actorName: z.string(),
  organisationName: z.string(),
  note: z.string().nullable(),
  fromState: z.string().nullable(),
  toState: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
})
