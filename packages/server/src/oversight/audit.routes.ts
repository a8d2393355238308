import { z } from '@hono/zod-openapi'
import { type AuditGroup, accessSignals, auditGroups } from '@zhucan/catalogue'
import { plainDate } from '@zhucan/kernel'
import { type Ctx, command, enqueue, query, spendExport } from '../platform/index.ts'
import { blindKeyOfTyped, findIdsByKey } from '../register/index.ts'
import { type AuditFigure, auditFigureActs, countWeeks } from './audit-figures.store.ts'
import { roleLabel, shownLine } from './audit-lines.ts'
import { countUserDays, readChain, searchAudit } from './audit-search.store.ts'

const label = z.object({ zh: z.string(), en: z.string() })
const day = z.iso.date()
const groups = Object.keys(auditGroups) as [AuditGroup, ...AuditGroup[]]

const search = z.object({
  from: day,
  to: day,
  who: z.string().trim().min(1).max(60).optional(),
  group: z.enum(groups).optional(),
  action: z
    .string()
    .regex(/^[a-z.-]{1,60}$/)
    .optional(),
  region: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /** The number of the person looked at; it comes in the body and stands nowhere else. */
  number: z.string().min(1).max(60).optional(),
  personId: z.uuid().optional(),
  page: z.number().int().min(1).max(500).default(1),
})

const line = z.object({
  id: z.string(),
  at: z.string(),
  actorName: z.string().nullable(),
  officeName: z.string().nullable(),
  role: label,
  action: z.string(),
  actionLabel: label,
  subjectKind: z.string().nullable(),
  subjectId: z.string().nullable(),
  fields: z.array(label),
  details: z.record(z.string(), z.unknown()),
  reason: z.string().nullable(),
})

const pageSize = 50
const figureCounts = Object.fromEntries(
  Object.keys(auditFigureActs).map((name) => [name, z.number()]),
) as Record<AuditFigure, z.ZodNumber>

/** The audit, for the audit officer alone. */
export const auditOperations = [
  query({
    path: '/api/v1/audit/search',
    method: 'post',
    summary: 'Entries by day, user, act, place or the person looked at; the search is an entry itself',
    right: 'audit.read',
    body: search,
    output: z.object({
      rows: z.array(line),
      hasMore: z.boolean(),
      /** Whether a number that was given belongs to somebody in reach. */
      numberFound: z.boolean().nullable(),
      personId: z.string().nullable(),
    }),
    audit: (output, { body: { number, who, ...filter } }) => ({
      action: 'audit.search',
      ...(output.personId ? { subjectKind: 'person', subjectId: output.personId } : {}),
      details: {
        ...filter,
        byNumber: number !== undefined,
        ...(who ? { who } : {}),
        rows: output.rows.length,
      },
    }),
    run: (ctx, { body }) => runSearch(ctx, body),
  }),
  query({
    path: '/api/v1/audit/chain',
    summary: 'How far the audit is sealed, and when it was last recomputed',
    right: 'audit.read',
    output: z.object({
      sealed: z.number(),
      sealedAt: z.string().nullable(),
      head: z.string(),
      unsealed: z.number(),
      check: z
        .object({
          at: z.string(),
          sealed: z.number(),
          head: z.string(),
          faults: z.array(z.object({ seq: z.string(), what: z.string() })),
        })
        .nullable(),
    }),
    audit: 'no-personal-data',
    run: (ctx) => readChain(ctx),
  }),
  command({
    method: 'post',
    path: '/api/v1/audit/verify',
    summary: 'Have the whole chain recomputed in the background',
    right: 'audit.read',
    output: z.object({ started: z.boolean() }),
    audit: () => ({ action: 'audit.verify' }),
    async run(ctx) {
      await enqueue(ctx, 'audit-verify', {})
      return { started: true }
    },
  }),
  query({
    path: '/api/v1/audit/figures',
    summary: 'Log-ins, refusals, files opened, numbers shown, exports and emergency accesses by week',
    right: 'audit.figures',
    query: z.object({ weeks: z.coerce.number().int().min(2).max(104).default(26) }),
    output: z.array(z.object({ from: z.string(), ...figureCounts })),
    audit: 'no-personal-data',
    run: (ctx, { query: { weeks } }) => countWeeks(ctx, weeks),
  }),
  query({
    path: '/api/v1/audit/signals',
    summary: 'Days of users that simple rules mark for a second look',
    right: 'audit.read',
    query: z.object({ from: day, to: day }),
    output: z.array(
      z.object({
        signal: z.string(),
        label,
        why: label,
        from: z.number(),
        count: z.number(),
        actorName: z.string(),
        role: label,
        day: z.string(),
      }),
    ),
    audit: (output) => ({
      action: 'audit.signals',
      details: { marked: Array.isArray(output) ? output.length : 0 },
    }),
    run: (ctx, { query: { from, to } }) => markedDays(ctx, from, to),
  }),
]

async function runSearch(ctx: Ctx, { number, personId, page, from, to, ...filter }: z.infer<typeof search>) {
  const key = number === undefined ? null : blindKeyOfTyped(ctx.keyring, number, ctx.day())
  const byNumber = key ? await findIdsByKey(ctx, key.key, key.checkSealed) : []
  if (key)
    await spendExport(ctx, { way: 'find-by-number', lookUps: 1, misses: byNumber.length === 0 ? 1 : 0 })
  const subjectIds = number === undefined ? (personId ? [personId] : undefined) : byNumber
  const found = await searchAudit(
    ctx,
    { ...filter, from: plainDate(from), to: plainDate(to), subjectIds },
    { offset: (page - 1) * pageSize, limit: pageSize },
  )
  return {
    rows: found.rows.map(shownLine),
    hasMore: found.hasMore,
    numberFound: number === undefined ? null : byNumber.length > 0,
    personId: subjectIds?.[0] ?? null,
  }
}

async function markedDays(ctx: Ctx, from: string, to: string) {
  const days = await countUserDays(ctx, { from: plainDate(from), to: plainDate(to) })
  return accessSignals.flatMap((signal) =>
    days
      .filter((userDay) => userDay[signal.id] >= signal.from)
      .map((userDay) => ({
        signal: signal.id,
        label: signal.label,
        why: signal.why,
        from: signal.from,
        count: userDay[signal.id],
        actorName: userDay.actorName,
        role: roleLabel(userDay.role),
        day: userDay.day,
      })),
  )
}
