import { type Analysis, sqlColumn, sqlName } from '@zhucan/analysis'
import type { Field, Plan } from './plan.ts'

/** Raw tables of the two sides: row_no INTEGER and the sources of the plan as VARCHAR; one table twice for duplicates. */
export interface Sides {
  readonly left: string
  readonly right: string
}

/** Where prepared rows lie. */
export const prepared = { left: 'linkage_left', right: 'linkage_right' } as const

/** For each counted column: the chance that two rows that both have a value have the same. */
export type ExactU = ReadonlyMap<string, number>

/** Makes the prepared tables of both sides: names, dates and the like are read once per distinct value. */
export async function prepareSides(analysis: Analysis, plan: Plan, sides: Sides): Promise<ExactU> {
  const exact = new Map<string, number>()
  for (const [at, field] of plan.fields.entries()) {
    await makeDictionary(analysis, field, sides, at)
    for (const column of field.counted) exact.set(column, await equalShare(analysis, at, column))
  }
  await dropRight(analysis)
  await prepareSide(analysis, plan, sides.left, prepared.left)
  if (sides.left === sides.right)
    await analysis.run(`create or replace view ${prepared.right} as from ${prepared.left}`)
  else await prepareSide(analysis, plan, sides.right, prepared.right)
  for (const column of plan.countedComputed ?? [])
    exact.set(column, await equalShareOf(analysis, column, sides.left === sides.right))
  for (const at of plan.fields.keys()) await analysis.run(`drop table linkage_dict_${at}`)
  return exact
}

async function prepareSide(analysis: Analysis, plan: Plan, raw: string, table: string): Promise<void> {
  await analysis.run(`create or replace table ${table} as ${preparedSql(plan, raw)}`)
  if (plan.countedComputed?.length)
    await analysis.run(`create or replace table ${table} as ${countedSql(plan, table)}`)
}

// A former run may have left the right side as a table or, of duplicates, as a view of the left.
async function dropRight(analysis: Analysis): Promise<void> {
  const [old] = await analysis.rows<{ kind: string }>(
    `select table_type as kind from information_schema.tables where table_name = '${prepared.right}'`,
  )
  if (old) await analysis.run(`drop ${old.kind === 'VIEW' ? 'view' : 'table'} ${prepared.right}`)
}

async function equalShareOf(analysis: Analysis, column: string, isOne: boolean): Promise<number> {
  const counted = (table: string) =>
    `select ${column} as value, count(*)::double as n from ${table} where ${column} is not null group by 1`
  const [row] = await analysis.rows<{ u: number | null }>(
    `select (select sum(l.n * ${isOne ? '(r.n - 1)' : 'r.n'}) from (${counted(prepared.left)}) l join (${counted(prepared.right)}) r using (value))
       / ((select sum(n) from (${counted(prepared.left)})) * (select sum(n) from (${counted(prepared.right)}))) as u`,
  )
  return row?.u || 1e-9
}

async function makeDictionary(analysis: Analysis, field: Field, sides: Sides, at: number): Promise<void> {
  const source = sqlColumn(field.source)
  const counted = (table: string, n: string) =>
    `select ${source} as raw, ${n} from ${sqlName(table)} where ${source} <> ''`
  await analysis.run(
    `create or replace table linkage_raw_${at} as select raw, sum(l)::bigint as nl, sum(r)::bigint as nr
     from (${counted(sides.left, '1 as l, 0 as r')} union all ${counted(sides.right, '0 as l, 1 as r')}) group by raw`,
  )
  await analysis.run(`drop table if exists linkage_read_${at}`)
  await analysis.appendRows(
    `linkage_read_${at}`,
    { raw: 'VARCHAR', ...field.columns },
    readValues(analysis, field, at),
  )
  const shares = field.counted.map(
    (column) => `, case when ${column} is not null then
      sum(nl + nr) over (partition by ${column}) / sum(case when ${column} is null then 0 else nl + nr end) over () end as tf_${column}`,
  )
  await analysis.run(
    `create or replace table linkage_dict_${at} as select d.*, n.nl, n.nr ${shares.join('')}
     from linkage_read_${at} d join linkage_raw_${at} n on n.raw = d.raw`,
  )
  await analysis.run(`drop table linkage_raw_${at}; drop table linkage_read_${at}`)
}

async function* readValues(analysis: Analysis, field: Field, at: number) {
  for await (const batch of analysis.stream<{ raw: string }>(`select raw from linkage_raw_${at}`))
    for (const { raw } of batch) {
      const cells = field.derive(raw)
      if (cells !== null) yield [raw, ...cells]
    }
}

async function equalShare(analysis: Analysis, at: number, column: string): Promise<number> {
  const [row] = await analysis.rows<{ u: number | null }>(
    `select sum(l * r) / (sum(l)::double * sum(r)) as u from (
       select sum(nl)::double as l, sum(nr)::double as r from linkage_dict_${at} where ${column} is not null group by ${column})`,
  )
  return row?.u || 1e-9
}

function preparedSql(plan: Plan, table: string): string {
  const derived = plan.fields.flatMap((field, at) => [
    ...Object.keys(field.columns).map((column) => `d${at}.${column}`),
    ...field.counted.map((column) => `d${at}.tf_${column}`),
  ])
  const joins = plan.fields.map(
    (field, at) => `left join linkage_dict_${at} d${at} on d${at}.raw = s.${sqlColumn(field.source)}`,
  )
  const raw = (plan.raw ?? []).map((column) => `s.${sqlColumn(column)} as raw_${column}`)
  const read = `select ${['s.row_no', ...raw, ...derived].join(', ')} from ${sqlName(table)} s ${joins.join(' ')}`
  return plan.computed.reduce((inner, stage) => {
    const added = Object.entries(stage).map(([name, sql]) => `, ${sql} as ${name}`)
    return `select * ${added.join('')} from (${inner})`
  }, read)
}

// Counting by a join of value counts costs a fraction of counting by a window.
function countedSql(plan: Plan, table: string): string {
  const columns = plan.countedComputed ?? []
  const joins = columns.map(
    (column, at) =>
      `left join (select ${column}, count(*)::double / sum(count(*)) over () as share from ${table}
        where ${column} is not null group by 1) c${at} on c${at}.${column} = t.${column}`,
  )
  const shares = columns.map((column, at) => `, c${at}.share as tf_${column}`)
  return `select t.* ${shares.join('')} from ${table} t ${joins.join(' ')}`
}
