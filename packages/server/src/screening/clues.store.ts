import { cluePolicy } from '@zhucan/catalogue'
import { type CompiledRule, factColumn, screeningSql } from '@zhucan/rules'
import type { Ctx } from '../platform/index.ts'
import { judgeColumn } from './fact-places.ts'
import { hitsSql } from './fact-sources.store.ts'
import { judgedBy, type ReadyRule } from './ready-rules.ts'

/** How one rule came out. */
export interface RuleCount {
  rule: string
  clues: number
  cannotSay: number
  /** Sets of facts that were missing together, the commonest first. */
  missing: { facts: string[]; count: number }[]
}

/**
 * Judges the fact table by all rules in one scan and keeps the answers for this transaction. Of a rule that offices have
 * changed each condition is judged, and the person's place says which one counts; where it is off the answer is none.
 */
export async function judge(ctx: Ctx, rules: readonly ReadyRule[]): Promise<void> {
  const conditions = rules.flatMap(({ compiled, local }) => [
    compiled,
    ...(local?.variants ?? []).map((variant, i) => ({ ...variant, id: variantColumn(compiled.id, i) })),
  ])
  const judged = screeningSql(conditions, { table: 'fact' })
  await ctx.client.query(`create temp table answer on commit drop as ${chosenSql(rules, judged)}`)
  await ctx.client.query('create index on answer (person_id)')
  await ctx.client.query('analyze answer')
}

const variantColumn = (rule: string, index: number): string => `${rule}#${index}`

function chosenSql(rules: readonly ReadyRule[], judged: string): string {
  if (rules.every(({ local }) => !local)) return judged
  const columns = rules.map((rule) => {
    const { id } = rule.definition
    return `${byPlace(rule, (i) => `j."${i === null ? id : variantColumn(id, i)}"`, '0::smallint')} as "${id}"`
  })
  return `select j.person_id, ${columns.join(', ')}
    from (${judged}) j join fact f using (person_id) join place pl on pl.code = f.hukou_region`
}

/** A piece of SQL that depends on which condition of a rule counts at the place `pl`; null = the shipped one. */
function byPlace(
  { definition, local }: ReadyRule,
  piece: (variant: number | null) => string,
  off: string,
): string {
  if (!local) return piece(null)
  const variants = local.variants.map((_, i) => `when ${judgedBy.firstVariant + i} then ${piece(i)}`)
  return `(case pl."${judgeColumn(definition.id)}" when ${judgedBy.nothing} then ${off} ${variants.join(' ')} else ${piece(null)} end)`
}

const conditionOf = ({ compiled, local }: ReadyRule, variant: number | null): CompiledRule =>
  variant === null ? compiled : local!.variants[variant]!

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
  const version = byPlace(rule, (i) => `'${conditionOf(rule, i).version}'`, "''")
  const key = subject === 'household' ? 'household_id' : 'person_id'
  const untouched = (column: string) =>
    `${column} = case clue.state when 'new' then excluded.${column} else clue.${column} end`
  await ctx.client.query(
    `with hit as (${hitsSql(id, subject)})
     insert into clue (id, rule, rule_version, subject, person_id, household_id, severity, since, screening_id, facts,
       hukou_region, residence_region, origin_region)
     select new_id(), $1, ${version}, $2, f.person_id, f.household_id, $3, $4, $5, ${factsJson(rule)}, ${place[subject]},
       f.residence_region, $6
     from hit join fact f using (person_id) join place pl on pl.code = f.hukou_region
       left join household h on h.id = f.household_id
     where not exists (select 1 from clue c where c.rule = $1 and c.state = 'closed' and c.subject = $2
       and c.${key} = f.${key} and c.facts_changed_on is null and c.closed_on > $4::date - $7::int)
     on conflict (rule, ${key}) where state not in ('closed', 'withdrawn') and subject = '${subject}'
     do update set ${['facts', 'rule_version', 'screening_id', 'person_id'].map(untouched).join(', ')},
       hukou_region = excluded.hukou_region, residence_region = excluded.residence_region, facts_changed_on = null,
       origin_region = case when starts_with(clue.origin_region, region_prefix(excluded.origin_region))
         then excluded.origin_region else clue.origin_region end`,
    [
      ...[id, subject, severity, ctx.day(), screening.id, screening.region],
      cluePolicy('clue.quietDays', screening.region, ctx.day(), ctx.policy.loop),
    ],
  )
}

/** A household's clue lies where the household does: whoever may judge it sees it, whichever member it stands on. */
const place = { person: 'f.hukou_region', household: 'h.region' } as const

const factsJson = (rule: ReadyRule): string =>
  byPlace(rule, (i) => jsonOf(conditionOf(rule, i).facts), "'{}'::jsonb")

const jsonOf = (facts: readonly string[]): string =>
  `jsonb_build_object(${facts.map((fact) => `'${fact}', f."${factColumn(fact)}"`).join(', ')})`

/** How many people the rule cannot judge, by what is missing: counted apart, never shown as "none". */
async function countUnknown(ctx: Ctx, rule: ReadyRule): Promise<Pick<RuleCount, 'cannotSay' | 'missing'>> {
  const missing = byPlace(rule, (i) => missingOf(conditionOf(rule, i).facts), "'{}'::text[]")
  const { rows } = await ctx.client.query<{ facts: string[]; count: number }>(
    `select array_remove(${missing}, null) as facts, count(*)::int as count
     from answer a join fact f using (person_id) join place pl on pl.code = f.hukou_region where a."${rule.definition.id}" = -1
     group by 1 order by 2 desc`,
  )
  return { cannotSay: rows.reduce((sum, row) => sum + row.count, 0), missing: rows }
}

const missingOf = (facts: readonly string[]): string =>
  `array[${facts.map((fact) => `case when f."${factColumn(fact)}" is null then '${fact}' end`).join(', ')}]::text[]`
