import { z } from '@hono/zod-openapi'
import { figureMeasures, paperKinds } from '@zhucan/papers'

/** The id in an address. */
export const id = z.object({ id: z.uuid() })
/** The version that was seen. */
export const seen = z.object({ version: z.number().int().min(1) })

const line = z.string().trim().max(300)
const text = z.string().max(5_000)
const day = z.iso.date()

const column = z.object({
  label: z.string().max(60),
  width: z.number().min(1).max(100),
  align: z.enum(['left', 'centre']),
})

/** One piece of a body, as somebody writes it. */
export const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paragraph'), text }),
  z.object({
    kind: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    text,
    follows: text.optional(),
  }),
  z.object({
    kind: z.literal('table'),
    caption: line,
    columns: z.array(column).min(1).max(10),
    rows: z.array(z.array(z.string().max(500)).max(10)).max(500),
  }),
])

const body = z.array(block).max(400)

/** What a person writes of a paper; figures and number are not theirs to write. */
export const written = z.object({
  title: z.string().trim().min(2).max(200),
  organ: z.string().trim().min(1).max(20),
  urgency: z.enum(['', 'urgent', 'most-urgent']),
  issuers: z.array(line.min(2)).min(1).max(10),
  addressees: z.array(line.min(1)).max(100),
  body,
  attachments: z.array(z.object({ name: line.min(1), body })).max(20),
  seal: z.boolean(),
  signedOn: day.nullable(),
  note: line,
  copiesTo: z.array(line.min(1)).max(100),
  printedBy: line,
})

/** What a person wrote. */
export type Written = z.infer<typeof written>

const figure = z.object({
  indicator: z.string(),
  indicatorVersion: z.number(),
  measure: z.enum(figureMeasures),
  region: z.string(),
  period: z.object({ from: z.string(), to: z.string() }),
  value: z.string(),
  sourceTime: z.string().nullable(),
  target: z.string().optional(),
})

/** A paper as it is shown and edited. */
export const whole = written.extend({
  kind: z.enum(paperKinds),
  number: z.object({ organ: z.string(), year: z.number(), number: z.number() }).nullable(),
  printedOn: z.string().nullable(),
  figures: z.record(z.string(), figure),
})

/** A paper as it is shown and edited. */
export type WholePaper = z.infer<typeof whole>

/** From what a draft is made. */
export const source = z.discriminatedUnion('from', [
  z.object({ from: z.literal('blank'), title: z.string().trim().min(2).max(200) }),
  z.object({ from: z.literal('notice'), notice: z.uuid() }),
  z.object({ from: z.literal('tasks'), subject: z.string().trim().min(2).max(60) }),
  z.object({
    from: z.literal('targets'),
    targets: z.array(z.uuid()).min(1).max(40),
    period: z.object({ from: day, to: day }).refine(({ from, to }) => from <= to),
  }),
])

/** From what a draft is made. */
export type DraftSource = z.infer<typeof source>

/** One paper in a list. */
export const paperLine = z.object({
  id: z.string(),
  kind: z.enum(paperKinds),
  state: z.enum(['draft', 'reviewed', 'issued', 'withdrawn']),
  version: z.number(),
  title: z.string(),
  documentNumber: z.string().nullable(),
  organisationName: z.string(),
  changedByName: z.string().nullable(),
  changedAt: z.string(),
  issuedOn: z.string().nullable(),
})

/** What has to be looked at before a paper leaves. */
export const flags = z.object({
  personal: z.array(z.object({ kind: z.string(), masked: z.string(), line: z.number() })),
  doubts: z.array(z.object({ quote: z.string(), arithmetic: z.string() })),
  changed: z.array(z.object({ figure: z.string(), was: z.string(), now: z.string().nullable() })),
})

/** One paper whole. */
export const paperPage = paperLine.extend({
  paper: whole,
  flags,
  figureNames: z.record(z.string(), z.object({ indicator: z.string(), region: z.string() })),
  source: z.record(z.string(), z.unknown()),
  sha256: z.string().nullable(),
  size: z.number().nullable(),
  isOwn: z.boolean(),
  hasWritten: z.boolean(),
  events: z.array(
    z.object({
      at: z.string(),
      actorName: z.string(),
      action: z.string(),
      note: z.string().nullable(),
      details: z.record(z.string(), z.unknown()),
    }),
  ),
})

/** Where a paper stands after an act. */
export const acted = z.object({ id: z.string(), state: z.string(), version: z.number() })
