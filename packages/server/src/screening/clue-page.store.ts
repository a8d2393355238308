import { factsCatalogue } from '@zhucan/catalogue'
import { maskName, problem } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Ctx, personInReach, personInRegion, regionInReach } from '../platform/index.ts'
import { findRule } from './ready-rules.ts'

/** What a list of clues can be narrowed by. */
export interface ClueFilter {
  rule?: string | undefined
  state?: 'new' | 'withdrawn' | undefined
  region?: string | undefined
  severity?: string | undefined
}

const clueWhere = (ctx: Ctx, filter: ClueFilter): RawBuilder<SqlBool> => {
  const clauses: RawBuilder<SqlBool>[] = [
    personInReach(ctx, 'clue'),
    // A household's clue stands on one of its members, who may belong to somebody else.
    sql`exists (select 1 from person where person.id = clue.person_id and ${personInReach(ctx)})`,
    sql`clue.state = ${filter.state ?? 'new'}`,
  ]
  if (filter.region) clauses.push(personInRegion(filter.region, 'clue'))
  if (filter.rule) clauses.push(sql`clue.rule = ${filter.rule}`)
  if (filter.severity) clauses.push(sql`clue.severity = ${filter.severity}`)
  return sql.join(clauses, sql` and `)
}

interface ClueLine {
  id: string
  rule: string
  severity: string
  subject: string
  state: string
  since: string
  personId: string
  personName: string
  category: string | null
  level: number | null
  regionName: string | null
}

/** One page of clues, names masked, the gravest and oldest first. */
export async function listClues(ctx: Ctx, filter: ClueFilter, page: { offset: number; limit: number }) {
  const where = clueWhere(ctx, filter)
  const total = await sql<{ count: bigint }>`select count(*) as count from clue where ${where}`.execute(
    ctx.db,
  )
  const rows = await sql<ClueLine>`
    select clue.id, clue.rule, clue.severity, clue.subject, clue.state, clue.since, clue.person_id,
      person.name as person_name, person.category, person.level, region.name as region_name
    from (select * from clue where ${where}
      order by array_position(array['high', 'medium', 'low'], severity), since, hukou_region, id
      limit ${page.limit} offset ${page.offset}) clue
    join person on person.id = clue.person_id
    left join region on region.code = person.residence_region
    order by array_position(array['high', 'medium', 'low'], clue.severity), clue.since, clue.hukou_region, clue.id`.execute(
    ctx.db,
  )
  return {
    total: Number(total.rows[0]?.count ?? 0),
    rows: rows.rows.map((row) => ({ ...row, personName: maskName(row.personName) })),
  }
}

/** One clue with its reason: every clause with the person's own values as they were when the rule ran. */
export async function getClue(ctx: Ctx, id: string) {
  const clue = await ctx.db
    .selectFrom('clue')
    .innerJoin('person', 'person.id', 'clue.personId')
    .leftJoin('region', 'region.code', 'person.residenceRegion')
    .selectAll('clue')
    .select(['person.name as personName', 'person.category', 'person.level', 'region.name as regionName'])
    .where('clue.id', '=', id)
    .where(personInReach(ctx))
    .where(personInReach(ctx, 'clue'))
    .executeTakeFirst()
  const rule = clue && findRule(clue.rule)
  if (!clue || !rule) throw problem('request.not-found')
  const facts = clue.facts as Record<string, string | number | boolean | null>
  const zh = rule.compiled.explain(facts, 'zh')
  const en = rule.compiled.explain(facts, 'en')
  const { definition } = rule
  return {
    ...clue,
    personName: maskName(clue.personName),
    why: {
      clauses: zh.map((clause, i) => ({
        text: { zh: clause.text, en: en[i]!.text },
        outcome: clause.outcome,
      })),
      ruleVersion: clue.ruleVersion,
      source: { title: definition.source.title, article: definition.source.article ?? null },
      advice: definition.advice,
      rows: await listSourceRows(
        ctx,
        clue.personId,
        clue.householdId,
        definition.subject,
        rule.compiled.facts,
      ),
    },
  }
}

/** The rows that fed the facts a rule looked at: the register's and each department list's. */
async function listSourceRows(
  ctx: Ctx,
  personId: string,
  householdId: string | null,
  subject: string,
  facts: readonly string[],
) {
  const types = [...new Set(facts.map((f) => factsCatalogue[f]?.source ?? 'register'))]
  const ofHousehold = subject === 'household' || facts.some((f) => f.startsWith('household.'))
  const people =
    ofHousehold && householdId
      ? sql`select m.person_id from household_member m join person p on p.id = m.person_id
          where m.household_id = ${householdId} and ${personInReach(ctx, 'p')}`
      : sql`select ${personId}::uuid`
  const rows = await sql<{ fileType: string; title: string; row: number; day: string; personId: string }>`
    select l.file_type, l.title, r.row_no as row, l.received_on as day, r.person_id
    from list_row r join list l on l.id = r.list_id
    where r.person_id in (${people}) and l.file_type = any(${types}) and ${regionInReach(ctx, 'l.region')}
    union all
    select 'register', coalesce(i.file_name, ''), a.row_no, a.valid_from, a.person_id
    from assertion a left join import i on i.id = a.import_id and ${regionInReach(ctx, 'i.region')}
    where a.person_id = ${personId} and a.source = 'register' and 'register' = any(${types})
    order by day desc, row limit 60`.execute(ctx.db)
  return rows.rows
}
