import { z } from '@hono/zod-openapi'

/** A body as a paper prints it. */
const bodyName = z.string().trim().min(1).max(200)
const words = z.string().trim().max(500)
const isoDay = z.iso.date()

/** A figure to reach (`target`) or one that tells a state (`fact`). */
export const figureValue = z.object({
  indicator: words,
  comparator: z.enum(['>=', '<=', '~', '=']),
  value: z.number(),
  unit: z.string().trim().max(40),
  by: isoDay.optional(),
})

/** A day that is not one: part of a month, or every year. */
const looseDay = z.object({
  year: z.int().min(1900).max(2200).nullable(),
  month: z.int().min(1).max(12),
  part: z.enum(['early', 'mid', 'late', 'end']).optional(),
  day: z.int().min(1).max(31).optional(),
  every: z.literal('year').optional(),
})

/** Something due by a day. */
export const deadlineValue = z.object({
  date: z.union([isoDay, looseDay]),
  action: words,
  to: words.nullable(),
})

/** A duty laid on bodies. */
export const responsibilityValue = z.object({
  lead: z.array(bodyName).max(100),
  support: z.array(bodyName).max(100),
})

/** What an item says, by its kind. */
export const itemValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('target'), value: figureValue }),
  z.object({ kind: z.literal('fact'), value: figureValue }),
  z.object({ kind: z.literal('deadline'), value: deadlineValue }),
  z.object({ kind: z.literal('responsibility'), value: responsibilityValue }),
])

/** Kind and value of an item, belonging together. */
export type ItemValue = z.infer<typeof itemValue>
export type ItemKind = ItemValue['kind']
export type FigureValue = z.infer<typeof figureValue>
export type DeadlineValue = z.infer<typeof deadlineValue>
export type ResponsibilityValue = z.infer<typeof responsibilityValue>
