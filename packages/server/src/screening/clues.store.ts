import type { RuleDefinition } from '@zhucan/catalogue'
import { type CompiledRule, factColumn, screeningSql } from '@zhucan/rules'
import type { Ctx } from '../platform/index.ts'

/** A rule ready to run with what its clues carry. */
export interface ReadyRule {
  definition: RuleDefinition
  compiled: CompiledRule
}

/** How one rule came out. */
export interface RuleCount {
  rule: string
  clues: number
  cannotSay: number
  /** Sets of facts that were missing together, the commonest first. */
  missing: { facts: string[]; count: number }[]
}

/** Judges the fact table by all rules in one scan and keeps the answers for this transaction. */
export async function judge(ctx: Ctx, rules: ReadyRule[]): Promise<void> {
  const judged = screeningSql(
    rules.map((r) => r.compiled),
    { table: 'fact' },
  )
  await ctx.client.query(`create temp table answer on commit drop as ${judged}`)
  await ctx.client.query('create index on answer (person_id)')
  await ctx.client.query('analyze answer')
}

/**
 * Brings a rule's open clues in line with its answers: new ones are opened, those whose condition no longer holds are
 * withdrawn (never deleted), those that stay keep their first day. "Cannot say" leaves an open clue as it is.
 */
export async function applyAnswers(ctx: Ctx, rule: ReadyRule, screeningId: string): Promise<RuleCount> {
  const { id, subject, severity } = rule.definition
  await ctx.client.query(
    `update clue set state = 'withdrawn', withdrawn_on = $1
     from answer a where clue.rule = $2 and clue.state = 'new' and a.person_id = clue.person_id
       and a."${id}" = 0`,
    [ctx.day(), id],
  )
  await ctx.client.query(
    `with hit as (${subject === 'household' ? householdHits(id) : personHits(id)})
     insert into clue (id, rule, rule_version, subject, person_id, household_id, severity, since, screening_id, facts,
       hukou_region, residence_region)
     select new_id(), $1, $2, $3, f.person_id, f.household_id, $4, $5, $6, ${factsJson(rule)}, ${place[subject]}, f.residence_region
     from hit join fact f using (person_id) left join household h on h.id = f.household_id
     on conflict (rule, ${subject === 'household' ? 'household_id' : 'person_id'}) where state = 'new' and subject = '${subject}'
     do update set facts = excluded.facts, rule_version = excluded.rule_version, screening_id = excluded.screening_id,
       person_id = excluded.person_id, hukou_region = excluded.hukou_region, residence_region = excluded.residence_region`,
    [id, rule.compiled.version, subject, severity, ctx.day(), screeningId],
  )
  const unknown = await countUnknown(ctx, rule)
  const hits = await ctx.client.query(
    `select count(*)::int as n from (${subject === 'household' ? householdHits(id) : personHits(id)}) h`,
  )
  return { rule: id, clues: hits.rows[0].n, ...unknown }
}

/** A household's clue lies where the household does: whoever may judge it sees it, whichever member it stands on. */
const place = { person: 'f.hukou_region', household: 'h.region' } as const

const personHits = (rule: string): string => `select person_id from answer where "${rule}" = 1`

/** One clue per household, on its most severe, then oldest holder. */
const householdHits = (rule: string): string =>
  `select distinct on (f.household_id) f.person_id from answer a join fact f using (person_id)
   where a."${rule}" = 1 and f.household_id is not null
   order by f.household_id, (f.kind <> 'holder'), f."person_level" nulls last, f.birth, f.person_id`

const factsJson = (rule: ReadyRule): string =>
  `jsonb_build_object(${rule.compiled.facts.map((fact) => `'${fact}', f."${factColumn(fact)}"`).join(', ')})`

/** How many people the rule cannot judge, by what is missing: counted apart, never shown as "none". */
async function countUnknown(ctx: Ctx, rule: ReadyRule): Promise<Pick<RuleCount, 'cannotSay' | 'missing'>> {
  const missing = rule.compiled.facts.map(
    (fact) => `case when f."${factColumn(fact)}" is null then '${fact}' end`,
  )
  const { rows } = await ctx.client.query<{ facts: string[]; count: number }>(
    `select array_remove(array[${missing.join(', ')}]::text[], null) as facts, count(*)::int as count
     from answer a join fact f using (person_id) where a."${rule.definition.id}" = -1
     group by 1 order by 2 desc`,
  )
  return { cannotSay: rows.reduce((sum, row) => sum + row.count, 0), missing: rows }
}
