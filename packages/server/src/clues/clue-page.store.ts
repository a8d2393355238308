import { factsCatalogue } from '@zhucan/catalogue'
import { maskName, problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, personInReach, regionInReach } from '../platform/index.ts'
import { linesOfClue } from '../policy/index.ts'
import { findRuleVersion } from '../screening/index.ts'
import { clueInReach } from './clue-filter.store.ts'
import { type ClueLine, lineColumns, lineJoins } from './clue-list.store.ts'

/** One clue with its reason: every clause with the person's own values as they were when the rule ran. */
export async function getClue(ctx: Ctx, id: string) {
  const found = await sql<ClueLine & ClueReason>`
    select ${lineColumns(ctx)}, clue.rule_version, clue.household_id, clue.facts, clue.due_county, clue.due_township,
      clue.due_village
    from clue ${lineJoins} where clue.id = ${id} and ${clueInReach(ctx)} and ${personInReach(ctx)}`.execute(
    ctx.db,
  )
  const clue = found.rows[0]
  const rule = clue && findRuleVersion(ctx.policy, clue.rule, clue.ruleVersion)
  if (!clue || !rule) throw problem('request.not-found')
  const zh = rule.compiled.explain(clue.facts, 'zh')
  const en = rule.compiled.explain(clue.facts, 'en')
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
      lines: await linesOfClue(ctx, clue),
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

/** What a line does not say. */
interface ClueReason {
  ruleVersion: string
  householdId: string | null
  facts: Record<string, string | number | boolean | null>
  dueCounty: string | null
  dueTownship: string | null
  dueVillage: string | null
}

/** One row behind a reason; a finding can name it as its evidence. */
interface SourceRow {
  factId: string
  fileType: string
  title: string
  row: number
  day: string
  personId: string
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
  const rows = await sql<SourceRow>`
    select 'list:' || l.id || ':' || r.sheet || ':' || r.row_no as fact_id, l.file_type, l.title, r.row_no as row,
      l.received_on as day, r.person_id
    from list_row r join list l on l.id = r.list_id
    where r.person_id in (${people}) and l.file_type = any(${types}) and ${regionInReach(ctx, 'l.region')}
    union all
    select 'assertion:' || a.id, 'register', coalesce(i.file_name, ''), a.row_no, a.valid_from, a.person_id
    from assertion a left join import i on i.id = a.import_id and ${regionInReach(ctx, 'i.region')}
    where a.person_id = ${personId} and a.source = 'register' and 'register' = any(${types})
    order by day desc, row limit 60`.execute(ctx.db)
  return rows.rows
}
