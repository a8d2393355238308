import {
  type ExportMeasure,
  type ExportPolicyName,
  type ExportPolicyRow,
  type ExportWay,
  exportMeasures,
  exportPolicy,
} from '@zhucan/catalogue'
import { dayInShanghai, type PlainDate, problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { Ctx } from './context.ts'

/** What is leaving, and by which way. `approved` = behind a second person's yes: told, not counted against the budget. */
export interface Spending extends Partial<Record<SpendingPart, number>> {
  way: ExportWay
  approved?: boolean
}
type SpendingPart = 'rows' | 'fileRows' | 'numbers' | 'pages' | 'lookUps' | 'misses'

const partOf: Readonly<Record<ExportMeasure, SpendingPart>> = {
  rows: 'rows',
  'file-rows': 'fileRows',
  numbers: 'numbers',
  pages: 'pages',
  'look-ups': 'lookUps',
  misses: 'misses',
}

/** The measures an office has a common budget for. */
const officeNames: Partial<Record<ExportMeasure, ExportPolicyName>> = {
  rows: 'office-rows',
  numbers: 'office-numbers',
}

/** Where one measure stands today. */
export interface BudgetLine {
  measure: ExportMeasure
  spent: number
  limit: number
  approved: number
}

/** The day a budget runs by is the clock's, also where rules are judged on another day: it must come anew. */
export const budgetDay = (ctx: Pick<Ctx, 'now'>): PlainDate => dayInShanghai(ctx.now())

/**
 * Counts what leaves against the one budget over all ways out, of the user and of the office, in the transaction of the
 * act: what is refused was never seen, what is rolled back was never spent. Problem 'export.budget-spent'.
 */
export async function spendExport(ctx: Ctx, spending: Spending): Promise<void> {
  const measures = exportMeasures.filter((measure) => (spending[partOf[measure]] ?? 0) > 0)
  if (measures.length === 0) return
  for (const measure of measures) {
    const { amount, elsewhere, others, policy } = await addSpending(ctx, measure, spending)
    if (spending.approved) continue
    requireWithin(measure, amount + (elsewhere ?? (await spentElsewhere(ctx, measure))), policy(measure))
    const officeName = officeNames[measure]
    if (!officeName) continue
    const limit = policy(officeName)
    if (isFar({ spent: amount + others, step: spending[partOf[measure]] ?? 0, limit })) continue
    requireWithin(measure, amount + (await othersSpent(ctx, measure)), limit)
  }
}

/** More acts of an office than any process has connections for; they may all be under way unseen. */
const sideBySide = 40

/** Whether the limit cannot be met even if others at this moment each take as much: then nobody need wait for anybody. */
const isFar = ({ spent, step, limit }: { spent: number; step: number; limit: number }): boolean =>
  spent <= limit / 2 && step * sideBySide <= limit / 2

function requireWithin(measure: ExportMeasure, amount: number, limit: number): void {
  if (amount > limit) throw problem('export.budget-spent', { measure, limit })
}

/**
 * What the others of the office have spent. Colleagues wait for each other here, so that of two side by side the later one
 * sees what the earlier one took; the wait lasts from the counting to the answer.
 */
async function othersSpent(ctx: Ctx, measure: ExportMeasure): Promise<number> {
  const { organisationId, id } = ctx.user
  const key = `export ${organisationId} ${measure}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(ctx.db)
  const found = await sql<{ sum: bigint }>`select coalesce(sum(amount), 0)::bigint as sum from export_spending
    where organisation_id = ${organisationId} and day = ${budgetDay(ctx)} and measure = ${measure} and user_id <> ${id}`.execute(
    ctx.db,
  )
  return Number(found.rows[0]?.sum ?? 0)
}

/**
 * What the user has spent from other offices. Of two acts from two offices the later one waits here, so that it sees what the
 * earlier one took.
 */
async function spentElsewhere(ctx: Ctx, measure: ExportMeasure): Promise<number> {
  const { organisationId, id } = ctx.user
  const key = `export of ${id} ${measure}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(ctx.db)
  const found = await sql<{ sum: bigint }>`select coalesce(sum(amount), 0)::bigint as sum from export_spending
    where user_id = ${id} and day = ${budgetDay(ctx)} and measure = ${measure} and organisation_id <> ${organisationId}`.execute(
    ctx.db,
  )
  return Number(found.rows[0]?.sum ?? 0)
}

/**
 * Adds to what the user has spent from this office; gives the sum, what they spent elsewhere (null where they have other offices
 * today, so that it must be asked for), what others are known to have spent, and the amounts that hold.
 */
async function addSpending(ctx: Ctx, measure: ExportMeasure, spending: Spending) {
  const amount = spending[partOf[measure]] ?? 0
  const day = budgetDay(ctx)
  const { organisationId, id } = ctx.user
  const counted = spending.approved ? 0 : amount
  // The row stays locked until the act is over, so that requests side by side cannot each believe to be the last.
  const { rows } = await sql<Added>`
    with spent as (insert into export_spending as s (user_id, organisation_id, day, measure, amount, approved, ways)
    values (${id}, ${organisationId}, ${day}, ${measure}, ${counted}, ${amount - counted},
      jsonb_build_object(${spending.way}::text, ${amount}::bigint))
    on conflict (user_id, day, measure, organisation_id) do update set
      amount = s.amount + excluded.amount, approved = s.approved + excluded.approved,
      ways = s.ways || jsonb_build_object(${spending.way}::text,
        coalesce((s.ways ->> ${spending.way})::bigint, 0) + ${amount}::bigint)
    returning amount)
    select amount,
      (select coalesce(sum(amount), 0)::bigint from export_spending where organisation_id = ${organisationId}
        and day = ${day} and measure = ${measure} and user_id <> ${id}) as others,
      exists (select 1 from appointment where user_id = ${id} and organisation_id <> ${organisationId}
        and (until_day is null or until_day >= ${day})) as has_more,
      (select coalesce(jsonb_agg(jsonb_build_object('role', role, 'name', name, 'region', region, 'fromDay', from_day,
        'amount', amount) order by set_at, id), '[]') from export_policy where role = ${ctx.user.role}) as policy
    from spent`.execute(ctx.db)
  const { amount: sum, others, hasMore, policy } = rows[0]!
  const elsewhere = hasMore ? null : 0
  return { amount: Number(sum), elsewhere, others: Number(others), policy: amountsFor(ctx, policy) }
}

interface Added {
  amount: bigint
  others: bigint
  hasMore: boolean
  policy: ExportPolicyRow[]
}

/** The amounts that hold for the user today. */
export async function loadExportPolicy(ctx: Ctx): Promise<(name: ExportPolicyName) => number> {
  const rows = await sql<ExportPolicyRow>`
    select role, name, region, from_day::text as from_day, amount from export_policy where role = ${ctx.user.role}
    order by set_at, id`.execute(ctx.db)
  return amountsFor(ctx, rows.rows)
}

function amountsFor(ctx: Ctx, rows: readonly ExportPolicyRow[]): (name: ExportPolicyName) => number {
  const { role, region } = ctx.user
  const day = budgetDay(ctx)
  return (name) => exportPolicy({ role, name, region, day }, rows)
}

/** What the user has spent today, beside what they may. */
export async function readBudget(ctx: Ctx): Promise<BudgetLine[]> {
  const policy = await loadExportPolicy(ctx)
  const spent = await ctx.db
    .selectFrom('exportSpending')
    .select(['measure', 'amount', 'approved'])
    .where('userId', '=', ctx.user.id)
    .where('day', '=', budgetDay(ctx))
    .execute()
  return exportMeasures.map((measure) => {
    const rows = spent.filter((s) => s.measure === measure)
    const sumOf = (part: 'amount' | 'approved') => rows.reduce((sum, row) => sum + Number(row[part]), 0)
    return { measure, spent: sumOf('amount'), limit: policy(measure), approved: sumOf('approved') }
  })
}

/** What the users of the office have spent today of a measure. */
export async function officeSpending(ctx: Ctx, measure: ExportMeasure): Promise<number> {
  const row = await sql<{ sum: bigint }>`select coalesce(sum(amount), 0)::bigint as sum from export_spending
    where organisation_id = ${ctx.user.organisationId} and day = ${budgetDay(ctx)} and measure = ${measure}`.execute(
    ctx.db,
  )
  return Number(row.rows[0]?.sum ?? 0)
}
