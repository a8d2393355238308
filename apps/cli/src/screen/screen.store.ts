import type { Analysis } from '@zhucan/analysis'
import { factsCatalogue } from '@zhucan/catalogue'
import type { PlainDate } from '@zhucan/kernel'
import { exactMatchTables, keyColumns } from '@zhucan/matching'
import { type CompiledRule, factColumn, factRowOf, factTableColumns, screeningSql } from '@zhucan/rules'
import { factSteps, factTableSql, hitsSql, placeColumns } from '@zhucan/server'

/** Tables the readers fill; named and shaped as the server's, so that the same SQL makes the same facts. */
export const personColumns = {
  id: 'INTEGER',
  label: 'VARCHAR',
  kind: 'VARCHAR',
  name: 'VARCHAR',
  sex: 'VARCHAR',
  birth: 'DATE',
  category: 'VARCHAR',
  level: 'SMALLINT',
  certificate_status: 'VARCHAR',
  certificate_valid_to: 'DATE',
  alive: 'BOOLEAN',
  hukou_region: 'VARCHAR',
  residence_region: 'VARCHAR',
  household_id: 'INTEGER',
  is_carer: 'BOOLEAN',
  county: 'INTEGER',
} as const
export const householdColumns = { id: 'INTEGER', code: 'VARCHAR', is_rural: 'BOOLEAN' } as const
export const listColumns = { id: 'INTEGER', file_type: 'VARCHAR', received_on: 'DATE' } as const
export const listRowColumns = {
  ...keyColumns.file,
  list_id: 'INTEGER',
  name: 'VARCHAR',
  birth_differs: 'BOOLEAN',
  fields: 'VARCHAR',
} as const

/** One answer "clue": the register row it stands on and all its facts. */
export interface ClueRecord {
  readonly label: string
  readonly name: string | null
  readonly household: string | null
  readonly facts: ReturnType<typeof factRowOf>
}

/** How many people a rule cannot judge, by what is missing, the commonest first. */
export interface UnknownCount {
  readonly cannotSay: number
  readonly missing: readonly { readonly facts: string[]; readonly count: number }[]
}

/** Rows of a list by what became of them. */
export interface ListCount {
  readonly rows: number
  readonly linked: number
}

/** A number whose owner has another name and another birth was lent by somebody else, such as a parent: no link. */
const linkedRows = (link: string): string => `
  create or replace table list_row as
    select k.row_no, k.list_id, k.fields::json as fields,
      case when coalesce(k.birth_differs and k.name <> p.name, false) then null else l.person_id end as person_id
    from file_key k
    left join ${link} l on l.row_no = k.row_no
    left join person p on p.id = l.person_id`

/** Makes list rows out of links; returns rows and links per list. */
export async function linkRows(analysis: Analysis): Promise<Map<number, ListCount>> {
  await analysis.run(linkedRows(exactMatchTables().link))
  const counts = await analysis.rows<{ list_id: number; rows: bigint; linked: bigint }>(
    'select list_id, count(*) as rows, count(person_id) as linked from list_row group by list_id',
  )
  return new Map(
    counts.map(({ list_id, rows, linked }) => [list_id, { rows: Number(rows), linked: Number(linked) }]),
  )
}

/** Builds the fact table out of the loaded tables. Without family rows nobody can say how large a household is. */
export async function buildFacts(
  analysis: Analysis,
  day: PlainDate,
  place: Readonly<Record<string, string | boolean | number | null>>,
  hasFamilies: boolean,
): Promise<void> {
  const columns = placeColumns.map(({ name, type }) => `${literal(place[name])}::${type} as "${name}"`)
  const withDay = (text: string) => text.replaceAll(':day', `'${day}'`)
  await analysis.run(`create or replace table place as select ${columns.join(', ')}`)
  await analysis.run(`create or replace view scope as select * from person where kind <> 'relative'`)
  await analysis.run(`create or replace view household_member as select household_id, id as person_id, is_carer,
    null::date as ended_on from person where household_id is not null`)
  for (const { name, text } of factSteps) {
    await analysis.run(`create or replace table "${name}" as ${withDay(text)}`)
  }
  if (!hasFamilies) await analysis.run('update household_sum set size = null, oldest_carer_age = null')
  await analysis.run(`create or replace table fact as ${withDay(factTableSql())}`)
}

function literal(value: string | boolean | number | null | undefined): string {
  return typeof value === 'string' ? `'${value}'` : String(value ?? null)
}

/** Judges everybody by all rules in one scan. */
export async function judge(analysis: Analysis, rules: readonly CompiledRule[]): Promise<number> {
  await analysis.run(`create or replace table answer as ${screeningSql(rules, { table: 'fact' })}`)
  const [count] = await analysis.rows<{ people: bigint }>('select count(*) as people from answer')
  return Number(count!.people)
}

/** Writes the facts of everybody judged as a table that `facts keep` takes: `person_id` counts the register's people. */
export async function writeFactTable(analysis: Analysis, path: string): Promise<void> {
  const columns = factTableColumns(factsCatalogue).map(({ quoted }) => `f.${quoted}`)
  await analysis.copyToParquet(
    `select f.person_id, p.county, ${columns.join(', ')} from fact f join person p on p.id = f.person_id`,
    path,
  )
}

/** Everything a rule says "clue" about, in the order of the register. */
export async function* clueRecords(
  analysis: Analysis,
  rule: string,
  subject: 'person' | 'household',
): AsyncGenerator<ClueRecord> {
  const query = `select p.label, p.name, h.code as household, f.* from (${hitsSql(rule, subject)}) hit
    join fact f using (person_id) join person p on p.id = f.person_id
    left join household h on h.id = f.household_id order by f.person_id`
  for await (const batch of analysis.stream<Record<string, string | number | bigint | boolean | null>>(query))
    for (const row of batch) {
      const plain = Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
      )
      yield {
        label: String(row.label),
        name: row.name as string | null,
        household: row.household as string | null,
        facts: factRowOf(plain, factsCatalogue),
      }
    }
}

/** Counts the people a rule cannot judge; never shown as "none". */
export async function countUnknown(analysis: Analysis, rule: CompiledRule): Promise<UnknownCount> {
  const missing = rule.facts.map((fact) => `case when f."${factColumn(fact)}" is null then '${fact}' end`)
  const rows = await analysis.rows<{ facts: string[]; count: bigint }>(
    `select list_filter([${missing.join(', ')}]::varchar[], lambda x: x is not null) as facts, count(*) as count
     from answer a join fact f using (person_id) where a."${rule.id}" = -1 group by 1 order by 2 desc, 1`,
  )
  const counted = rows.map(({ facts, count }) => ({ facts, count: Number(count) }))
  return { cannotSay: counted.reduce((sum, { count }) => sum + count, 0), missing: counted }
}
