import { cluePolicy, type RuleDefinition } from '@zhucan/catalogue'
import { type CompiledRule, factColumn, screeningSql } from '@zhucan/rules'
import type { Ctx } from '../platform/index.ts'
import { hitsSql } from './fact-sources.store.ts'

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
 * Brings a rule's clues in line with its answers: new ones are opened, untouched ones whose condition no longer holds are
 * withdrawn (never deleted), those that stay keep their first day. A clue that people have in work is only marked.
 * "Cannot say" leaves a clue as it is, and so does a screening of a narrower area than the one that found it.
 */
export async function applyAnswers(
  ctx: Ctx,
  rule: ReadyRule,
  screening: { id: string; region: string },
): Promise<RuleCount> {
  const { id, subject } = rule.definition
  await tellOfChange(ctx, id, screening.region, 'withdrawn')
  await tellOfChange(ctx, id, screening.region, 'facts-changed')
  await openClues(ctx, rule, screening)
  const unknown = await countUnknown(ctx, rule)
  const hits = await ctx.client.query(`select count(*)::int as n from (${hitsSql(id, subject)}) h`)
  return { rule: id, clues: hits.rows[0].n, ...unknown }
}

const changes = {
  withdrawn: {
    set: `state = 'withdrawn', withdrawn_on = $1`,
    where: `clue.state = 'new'`,
  },
  'facts-changed': {
    set: 'facts_changed_on = $1',
    where: `clue.state not in ('new', 'withdrawn') and clue.facts_changed_on is null`,
  },
} as const

/** What a rule no longer finds, within the area that was screened, each with its line in the history. */
async function tellOfChange(ctx: Ctx, rule: string, region: string, change: keyof typeof changes) {
  const { set, where } = changes[change]
  await ctx.client.query(
    `with gone as (
       update clue set ${set}, version = version + 1, changed_at = $2
       from answer a where clue.rule = $3 and ${where} and a.person_id = clue.person_id and a."${rule}" = 0
         and starts_with(clue.origin_region, region_prefix($4))
       returning clue.id, clue.version, clue.state, clue.holder)
     insert into clue_event (id, clue_id, version, at, day, action, from_state, to_state, from_holder, to_holder)
     select bulk_uuid($2), id, version, $2, $1, $5, case $5 when 'withdrawn' then 'new' else state end, state, holder, holder from gone`,
    [ctx.day(), new Date(ctx.now()), rule, region, change],
  )
}

/** Opens what is found anew and brings what is still untouched up to date; a settled question is not asked again soon. */
async function openClues(ctx: Ctx, rule: ReadyRule, screening: { id: string; region: string }) {
  const { id, subject, severity } = rule.definition
  const key = subject === 'household' ? 'household_id' : 'person_id'
  const untouched = (column: string) =>
    `${column} = case clue.state when 'new' then excluded.${column} else clue.${column} end`
  await ctx.client.query(
    `with hit as (${hitsSql(id, subject)})
     insert into clue (id, rule, rule_version, subject, person_id, household_id, severity, since, screening_id, facts,
       hukou_region, residence_region, origin_region)
     select new_id(), $1, $2, $3, f.person_id, f.household_id, $4, $5, $6, ${factsJson(rule)}, ${place[subject]},
       f.residence_region, $7
     from hit join fact f using (person_id) left join household h on h.id = f.household_id
     where not exists (select 1 from clue c where c.rule = $1 and c.state = 'closed' and c.subject = $3
       and c.${key} = f.${key} and c.facts_changed_on is null and c.closed_on > $5::date - $8::int)
     on conflict (rule, ${key}) where state not in ('closed', 'withdrawn') and subject = '${subject}'
     do update set ${['facts', 'rule_version', 'screening_id', 'person_id'].map(untouched).join(', ')},
       hukou_region = excluded.hukou_region, residence_region = excluded.residence_region, facts_changed_on = null,
       origin_region = case when starts_with(clue.origin_region, region_prefix(excluded.origin_region))
         then excluded.origin_region else clue.origin_region end`,
    [
      ...[id, rule.compiled.version, subject, severity, ctx.day(), screening.id, screening.region],
      cluePolicy('clue.quietDays', screening.region, ctx.day()),
    ],
  )
}

/** A household's clue lies where the household does: whoever may judge it sees it, whichever member it stands on. */
const place = { person: 'f.hukou_region', household: 'h.region' } as const

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
