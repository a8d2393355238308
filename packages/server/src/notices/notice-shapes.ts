import { z } from '@hono/zod-openapi'
import {
  type NoticeItemState,
  type NoticeKind,
  type NoticeState,
  noticeItemStates,
  noticeKinds,
  noticeStates,
} from '@zhucan/catalogue'
import { itemValue } from './item-shapes.ts'

const keysOf = <K extends string>(of: Record<K, unknown>) => Object.keys(of) as [K, ...K[]]
const when = z.union([z.date(), z.string()]).nullable()
const line = z.string().trim().min(1).max(300)
const names = z.array(z.string().trim().min(1).max(120)).max(200)

export const noticeState = z.enum(keysOf<NoticeState>(noticeStates))
export const id = z.object({ id: z.uuid() })
export const itemId = z.object({ id: z.uuid(), item: z.uuid() })
export const version = z.int().min(1)
export const reason = z.string().trim().min(4).max(500)

/** What a paper says of itself. */
export const about = z.object({
  title: line,
  documentNumber: z.string().trim().min(1).max(120).nullable(),
  issuers: names,
  issuedOn: z.iso.date().nullable(),
  addressees: names,
  kind: z.enum(keysOf<NoticeKind>(noticeKinds)),
})

const place = { start: z.int().min(0), end: z.int().min(0) }

/** An item as a person wants it. */
export const wantedItem = z.object({ item: itemValue, ...place })

/** What a person says of an item. */
export const decision = z.discriminatedUnion('act', [
  z.object({ act: z.literal('confirm'), version }),
  z.object({ act: z.literal('reject'), version }),
  z.object({ act: z.literal('reset'), version }),
  z.object({ act: z.literal('correct'), version, ...wantedItem.shape }),
])

const content = z.object({
  kind: z.enum(['target', 'fact', 'deadline', 'responsibility']),
  section: z.string(),
  quote: z.string(),
  ...place,
  value: z.record(z.string(), z.unknown()),
})

/** An item as it stands, with what the machine had proposed. */
export const item = content.extend({
  id: z.string(),
  state: z.enum(keysOf<NoticeItemState>(noticeItemStates)),
  version: z.number(),
  proposed: content
    .extend({ reasons: z.array(z.object({ cue: z.string(), weight: z.number() })).optional() })
    .nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: when,
})

const heading = z.object({
  id: z.string(),
  title: z.string(),
  documentNumber: z.string().nullable(),
  issuers: z.array(z.string()),
  issuedOn: z.string().nullable(),
  kind: z.string(),
  state: noticeState,
  version: z.number(),
  organisationId: z.string(),
  organisationName: z.string(),
  regionName: z.string().nullable(),
  source: z.string(),
  fileName: z.string(),
  size: z.number(),
  createdAt: when,
  createdByName: z.string().nullable(),
  confirmedAt: when,
  confirmedByName: z.string().nullable(),
  sentAt: when,
})

/** One line of the list of notices. */
export const noticeLine = heading.extend({
  personal: z.number(),
  doubts: z.number(),
  items: z.number(),
  undecided: z.number(),
})

const masked = z.object({ kind: z.string(), start: z.number(), end: z.number() })

/** A notice with its text and everything read in it. */
export const wholeNotice = heading.extend({
  addressees: z.array(z.string()),
  /** Whether this user's office works on it; others only read. */
  isOwn: z.boolean(),
  sha256: z.string(),
  text: z.string(),
  sections: z.array(z.object({ path: z.string(), heading: z.string(), start: z.number() })),
  personalData: z.array(masked.extend({ by: z.literal('clerk').optional() })),
  /** Where somebody took a mask off. */
  unmasked: z.array(masked),
  doubts: z.array(
    z.object({
      kind: z.string(),
      quote: z.string(),
      start: z.number(),
      printed: z.number(),
      computed: z.number(),
      arithmetic: z.string(),
      isTruncated: z.boolean(),
    }),
  ),
  items: z.array(item),
  made: z.array(z.object({ itemId: z.string(), kind: z.enum(['target', 'task']), id: z.string() })),
})

/** One line of a notice's history. */
export const historyLine = z.object({
  id: z.string(),
  itemId: z.string().nullable(),
  at: when,
  actorName: z.string(),
  action: z.string(),
  reason: z.string().nullable(),
  quote: z.string().nullable(),
})

/** Where a notice stands after an act. */
export const acted = z.object({ state: noticeState, version: z.number() })
