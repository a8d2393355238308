import { sql } from 'kysely'
import { type Ctx, personInReach, personInRegion, regionInReach } from '../platform/index.ts'
import { factPlaces, judgeColumns, placeColumns } from './fact-places.ts'
import { factSteps, factTableSql } from './fact-sources.store.ts'
import type { ReadyRule } from './ready-rules.ts'

/**
 * Builds the fact table of a region for this transaction: one row per person who is more than a relative, one column
 * per fact, null = unknown. Returns how many people it holds.
 */
export async function buildFacts(
  ctx: Ctx,
  region: string,
  rules: readonly ReadyRule[] = [],
): Promise<number> {
  await buildPlaces(ctx, region, rules)
  for (const step of factSteps) await buildStep(ctx, step)
  const people = await ctx.client.query(
    withDay(ctx, `create temp table fact on commit drop as ${factTableSql()}`),
  )
  await ctx.client.query('analyze fact')
  return people.rowCount ?? 0
}

async function buildPlaces(ctx: Ctx, region: string, rules: readonly ReadyRule[]): Promise<void> {
  await sql`create temp table scope on commit drop as select person.* from person
    where person.kind <> 'relative' and ${personInReach(ctx)} and ${personInRegion(region)}`.execute(ctx.db)
  const codes = await sql<{ code: string }>`select distinct hukou_region as code from scope`.execute(ctx.db)
  const lists = await ctx.db
    .selectFrom('list')
    .select(['fileType', 'region'])
    .where('receivedOn', '<=', ctx.day())
    .where(regionInReach(ctx, 'list.region'))
    .execute()
  const places = factPlaces(
    codes.rows.map((r) => r.code),
    lists,
    { day: ctx.day(), book: ctx.policy, rules },
  )
  const shape = [...placeColumns, ...judgeColumns(rules)]
    .map((c) => `${quoteName(c.name)} ${c.type}`)
    .join(', ')
  await ctx.client.query(`create temp table place (${shape}) on commit drop`)
  await ctx.client.query(`insert into place select * from jsonb_to_recordset($1::jsonb) as t(${shape})`, [
    JSON.stringify(places),
  ])
}

async function buildStep(ctx: Ctx, { name, text, key }: (typeof factSteps)[number]): Promise<void> {
  await ctx.client.query(`create temp table ${name} on commit drop as ${withDay(ctx, text)}`)
  await ctx.client.query(`create index on ${name} (${key})`)
  await ctx.client.query(`analyze ${name}`)
}

/** The day is ours, never a user's text; CREATE TABLE AS takes no parameters. */
const withDay = (ctx: Ctx, text: string): string => text.replaceAll(':day', `'${ctx.day()}'`)

const quoteName = (name: string): string => `"${name}"`
