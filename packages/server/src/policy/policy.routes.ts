import { z } from '@hono/zod-openapi'
import {
  findLine,
  fitsPolicyLine,
  mayDo,
  nextLine,
  type PolicyLineKind,
  policyBasisLabels,
  policyLineKind,
  policyLineKinds,
} from '@zhucan/catalogue'
import { hideNumbers, isPlainDate, type PlainDate, problem } from '@zhucan/kernel'
import { type Ctx, command, query, requireInReach, requireSecondPerson } from '../platform/index.ts'
import { rehearse, requireCondition, ruleTitle } from '../screening/index.ts'
import {
  type EnteredLine,
  insertLine,
  listHistory,
  listWaitingLines,
  namesOf,
  settleLine,
  takeWaiting,
} from './policy-lines.store.ts'

const label = z.object({ zh: z.string(), en: z.string() })
const place = z.string().regex(/^\d{12}$/)
const code = z.string().max(120)
const day = z
  .string()
  .refine(isPlainDate)
  .transform((text) => text as PlainDate)
const value = z.union([z.number(), z.boolean(), z.string()]).nullable()
const id = z.object({ id: z.uuid() })
const text = (least: number, most: number) => z.string().trim().min(least).max(most).transform(hideNumbers)

const held = z.object({
  value,
  regionName: z.string().nullable(),
  region: z.string(),
  fromDay: z.string(),
  source: z.object({ title: label, article: label.nullable() }),
  basis: label,
  isLocal: z.boolean(),
})

const entered = z.object({
  id: z.string(),
  code: z.string(),
  label,
  type: z.string(),
  unit: label.nullable(),
  region: z.string(),
  regionName: z.string().nullable(),
  fromDay: z.string(),
  value,
  source: z.string(),
  documentNumber: z.string().nullable(),
  note: z.string().nullable(),
  enteredBy: z.string(),
  enteredAt: z.string(),
  isOwn: z.boolean(),
  state: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  reason: z.string().nullable(),
})

const kind = z.object({
  code: z.string(),
  group: z.string(),
  label,
  type: z.string(),
  unit: label.nullable(),
  least: z.number().nullable(),
  most: z.number().nullable(),
})

const newLine = z.object({
  code,
  region: place,
  fromDay: day,
  value,
  source: text(4, 300),
  documentNumber: text(2, 60).nullable().default(null),
  note: text(1, 500).nullable().default(null),
})

const reading = [
  query({
    path: '/api/v1/policy-lines',
    summary: 'The lines of policy that hold at a place on a day, and what waits for its second person',
    right: 'policy.read',
    query: z.object({ region: place.optional(), day: day.optional() }),
    output: z.object({
      region: z.string(),
      regionName: z.string().nullable(),
      day: z.string(),
      mayEnterHere: z.boolean(),
      lines: z.array(kind.extend({ held: held.nullable(), next: held.nullable() })),
      waiting: z.array(entered),
    }),
    audit: 'no-personal-data',
    run: (ctx, { query: asked }) => readLines(ctx, asked.region ?? ctx.user.region, asked.day ?? ctx.day()),
  }),
  query({
    path: '/api/v1/policy-lines/history',
    summary: 'Everything ever entered of one line for a place and the places above it',
    right: 'policy.read',
    query: z.object({ code, region: place }),
    output: z.object({ kind, shipped: held.nullable(), entries: z.array(entered) }),
    audit: 'no-personal-data',
    async run(ctx, { query: asked }) {
      const found = requireKind(asked.code)
      requirePlace(ctx, asked.region)
      const first = ctx.policy.rows.find((row) => row.fact === asked.code && row.id === null)
      return {
        kind: showKind(found),
        shipped: first ? showHeld(first, await namesOf(ctx, [first.region])) : null,
        entries: (await listHistory(ctx, asked.code, asked.region)).map((line) => showEntered(ctx, line)),
      }
    },
  }),
  query({
    path: '/api/v1/policy-lines/loop',
    summary: 'Day counts of the loop of clues that offices have set, for whoever suggests a deadline',
    right: 'clue.issue',
    output: z.array(
      z.object({ fact: z.string(), region: z.string(), from: z.string(), value: z.number().nullable() }),
    ),
    audit: 'no-personal-data',
    run: async (ctx) =>
      ctx.policy.rows
        .filter((row) => row.id !== null && policyLineKind(row.fact)?.group === 'loop')
        .map(({ fact, region, from, value: set }) => ({
          fact,
          region,
          from,
          value: set === null ? null : Number(set),
        })),
  }),
  query({
    method: 'post',
    path: '/api/v1/policy-lines/rehearse',
    summary: 'What a line would change on the real data of its region today; nothing is kept',
    right: 'screening.read',
    body: newLine.pick({ code: true, region: true, value: true }),
    output: z.array(
      z.object({
        rule: z.string(),
        title: label,
        opened: z.number(),
        withdrawn: z.number(),
        marked: z.number(),
        cannotSay: z.number(),
      }),
    ),
    audit: 'no-personal-data',
    async run(ctx, { body }) {
      requireValue(requireKind(body.code), body.value)
      await requireEntered(ctx, body)
      const line = { ...body, id: 'rehearsed', from: ctx.day(), source: '', documentNumber: null }
      return (await rehearse(ctx, line)).map((one) => ({ ...one, title: ruleTitle(one.rule) }))
    },
  }),
]

const writing = [
  command({
    method: 'post',
    path: '/api/v1/policy-lines',
    summary: 'Enter a line of policy; it holds once a second person has confirmed it',
    right: 'policy.enter',
    body: newLine,
    output: z.object({ id: z.string() }),
    audit: (output, { body }) => ({
      action: 'policy.enter',
      subjectKind: 'policy-line',
      subjectId: output.id,
      fields: ['value'],
      details: { code: body.code, region: body.region, fromDay: body.fromDay },
    }),
    async run(ctx, { body: { fromDay, ...line } }) {
      requireValue(requireKind(line.code), line.value)
      requireCondition(line)
      if (!line.region.endsWith('000000')) throw problem('policy.county-or-wider')
      return { id: await insertLine(ctx, { ...line, from: fromDay }) }
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/policy-lines/{id}/decide',
    summary: 'Confirm or refuse a line that somebody else has entered',
    right: 'policy.confirm',
    params: id,
    body: z.discriminatedUnion('accept', [
      z.object({ accept: z.literal(true) }),
      z.object({ accept: z.literal(false), reason: text(2, 500) }),
    ]),
    output: z.object({ id: z.string(), code: z.string(), region: z.string(), fromDay: z.string() }),
    audit: (output, { body }) => ({
      action: body.accept ? 'policy.confirm' : 'policy.refuse',
      subjectKind: 'policy-line',
      subjectId: output.id,
      details: { code: output.code, region: output.region, fromDay: output.fromDay },
      ...(!body.accept && { reason: body.reason }),
    }),
    async run(ctx, { params, body }) {
      const line = await takeWaiting(ctx, params.id)
      requireSecondPerson(ctx, { id: line.enteredBy, name: line.enteredByName })
      await settleLine(ctx, line.id, {
        state: body.accept ? 'confirmed' : 'refused',
        reason: body.accept ? null : body.reason,
      })
      ctx.policies.forget()
      return line
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/policy-lines/{id}/withdraw',
    summary: 'Take a line of my own back before it is confirmed',
    right: 'policy.enter',
    params: id,
    body: z.object({}),
    output: z.object({ id: z.string() }),
    audit: (output) => ({ action: 'policy.withdraw', subjectKind: 'policy-line', subjectId: output.id }),
    async run(ctx, { params }) {
      const line = await takeWaiting(ctx, params.id)
      if (line.enteredBy !== ctx.user.id) throw problem('policy.nothing-waiting')
      await settleLine(ctx, line.id, { state: 'withdrawn', reason: null })
      return { id: line.id }
    },
  }),
]

/** Lines of policy: what holds where, and how they are changed by two people. */
export const policyOperations = [...reading, ...writing]

function requireKind(asked: string): PolicyLineKind {
  const found = policyLineKind(asked)
  if (!found) throw problem('policy.unknown-line')
  return found
}

/**
 * Whoever enters lines may try any condition; others only one that waits. Else a condition would be a question about people
 * that their rights do not let them ask. Problem 'policy.nothing-waiting'.
 */
async function requireEntered(
  ctx: Ctx,
  asked: { code: string; region: string; value: unknown },
): Promise<void> {
  if (mayDo(ctx.user.role, 'policy.enter')) return
  const isWaiting = (await listWaitingLines(ctx)).some(
    (line) => line.code === asked.code && line.region === asked.region && line.value === asked.value,
  )
  if (!isWaiting) throw problem('policy.nothing-waiting')
}

function requireValue(found: PolicyLineKind, set: z.infer<typeof value>): void {
  if (set === null || fitsPolicyLine(found, set)) return
  throw problem('policy.value-wrong', { least: found.least ?? 0, most: found.most ?? 0 })
}

/** Lines are told to whoever they bind, so a place above one's area may be asked for too. Problem 'region.out-of-reach'. */
function requirePlace(ctx: Ctx, region: string): void {
  if (!ctx.user.region.startsWith(region.replace(/0+$/, ''))) requireInReach(ctx, region)
}

async function readLines(ctx: Ctx, region: string, on: PlainDate) {
  requirePlace(ctx, region)
  const rows = policyLineKinds.map((one) => ({
    one,
    now: findLine(ctx.policy, one.code, region, on),
    next: nextLine(ctx.policy, one.code, region, on),
  }))
  const places = rows.flatMap(({ now, next }) => [now?.region, next?.region]).filter((at) => at !== undefined)
  const names = await namesOf(ctx, [...new Set([region, ...places])])
  return {
    ...{ region, regionName: names.get(region) ?? null, day: on },
    mayEnterHere: region.endsWith('000000') && isInReach(ctx, region),
    lines: rows.map(({ one, now, next }) => ({
      ...showKind(one),
      held: now && showHeld(now, names),
      next: next && showHeld(next, names),
    })),
    waiting: (await listWaitingLines(ctx)).map((line) => showEntered(ctx, line)),
  }
}

function isInReach(ctx: Ctx, region: string): boolean {
  try {
    requireInReach(ctx, region)
    return true
  } catch {
    return false
  }
}

const showKind = ({ unit, least, most, ...rest }: PolicyLineKind) => ({
  ...rest,
  unit: unit ?? null,
  least: least ?? null,
  most: most ?? null,
})

const showHeld = (row: NonNullable<ReturnType<typeof findLine>>, names: Map<string, string>) => ({
  ...{ value: row.value, region: row.region, regionName: names.get(row.region) ?? null, fromDay: row.from },
  source: { title: row.source.title, article: row.source.article ?? null },
  ...{ basis: policyBasisLabels[row.basis], isLocal: row.id !== null },
})

function showEntered(ctx: Ctx, { enteredBy, enteredByName, decidedByName, ...line }: EnteredLine) {
  const found = policyLineKind(line.code)
  return {
    ...line,
    ...{ label: found?.label ?? { zh: line.code, en: line.code }, type: found?.type ?? 'int' },
    ...{ unit: found?.unit ?? null, enteredBy: enteredByName, isOwn: enteredBy === ctx.user.id },
    ...{ decidedBy: decidedByName, decidedAt: line.decidedAt?.toISOString() ?? null },
    enteredAt: line.enteredAt.toISOString(),
  }
}
