import { type RawBuilder, sql } from 'kysely'
import { resultsSql } from '../indicators/index.ts'
import type { Ctx } from '../platform/index.ts'
import type { TargetRecord } from './target-moves.store.ts'

/** The target whose regions are weighed by the year before. */
export type YearAfter = Pick<TargetRecord, 'indicator' | 'unit' | 'periodFrom' | 'region'>

/** Weights are whole: figures have four decimals at most. */
const scale = 10_000

/** What a region did a year before, or had to do where no figure tells. */
export interface LastYear {
  value: string
  isResult: boolean
  weight: number
}

/**
 * What regions reached of the same indicator a year before, else what they had to reach: rows of `code`, `value` and
 * `is_result`, for SQL to join with. `codes` names the regions as rows of `code`.
 */
export async function lastYearSql(
  ctx: Ctx,
  { indicator, unit, periodFrom, region }: YearAfter,
  codes: RawBuilder<unknown>,
): Promise<RawBuilder<unknown>> {
  const year = String(Number(periodFrom.slice(0, 4)) - 1)
  const results = await resultsSql(ctx, { indicator, region, year }, codes)
  return sql`
    select code, coalesce(result.value, told.value) as value, result.value is not null as is_result
    from (${results}) result full join (
      select t.region as code, sum(t.value) as value from target t
      where t.indicator = ${indicator} and t.unit = ${unit} and t.carried_by = 'lower' and t.state <> 'withdrawn'
        and t.period_from = (${periodFrom}::date - interval '1 year')::date and t.region in (select code from (${codes}) c)
      group by 1) told using (code)`
}

/** The same for a few regions. */
export async function lastYearOf(
  ctx: Ctx,
  target: YearAfter,
  codes: readonly string[],
): Promise<Map<string, LastYear>> {
  const asked = sql`select unnest(${[...codes]}::text[]) as code`
  const { rows } = await sql<LastYear & { code: string }>`
    select code, trim_scale(value)::text as value, is_result, round(value * ${scale})::float8 as weight from (${await lastYearSql(ctx, target, asked)}) y
    where code in (${asked})`.execute(ctx.db)
  return new Map(rows.map(({ code, ...known }) => [code, known]))
}
