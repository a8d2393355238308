import { type AppendValue, sqlColumn } from '@zhucan/analysis'
import { castType, dialectOf, type Engine } from './dialect.ts'
import type { Field, Quick } from './plan.ts'

/** What the distinct values of a column say: in a table of them or, of few, here. */
export type Values = 'table' | ReadonlyMap<string, Readonly<Record<string, AppendValue>>>

/** So few values are asked for one by one instead of being joined. */
const few = 8

/** Table of what the values of a field say. */
export const dictionary = (at: number) => `linkage_dict_${at}`

/** Distinct values of a field. */
const distinct = (at: number) => `linkage_values_${at}`

/** Reads each distinct value that the sources give; null when none says anything. */
export async function readDistinct(
  engine: Engine,
  field: Field,
  at: number,
  sources: readonly string[],
): Promise<Values | null> {
  await engine.run(`drop table if exists ${dictionary(at)}`)
  const count = await engine.run(
    `create or replace table ${distinct(at)} as select distinct raw from (${sources.join(' union all ')}) where raw is not null`,
  )
  const values = count <= few ? await readFew(engine, field, at) : await readMany(engine, field, at)
  await engine.run(`drop table ${distinct(at)}`)
  return values
}

async function readFew(engine: Engine, field: Field, at: number): Promise<Values | null> {
  const names = Object.keys(field.columns)
  const found = new Map<string, Record<string, AppendValue>>()
  const values = await engine.rows<{ raw: string }>(`select raw from ${distinct(at)} order by raw`)
  for (const { raw } of values) {
    const cells = field.derive(raw)
    if (cells !== null) found.set(raw, Object.fromEntries(names.map((name, place) => [name, cells[place]!])))
  }
  return found.size > 0 ? found : null
}

async function readMany(engine: Engine, field: Field, at: number): Promise<Values | null> {
  const read = (from: string) =>
    engine.appendRows(
      dictionary(at),
      { raw: 'VARCHAR', ...field.columns },
      readValues(field, engine.stream<{ raw: string }>(from)),
    )
  if (field.quick?.once !== true) return (await read(`select raw from ${distinct(at)}`)) > 0 ? 'table' : null
  const usual = await engine.run(
    `create or replace table ${dictionary(at)} as ${usualSql(field, field.quick, distinct(at))}`,
  )
  const others = await read(
    `select v.raw from ${distinct(at)} v anti join ${dictionary(at)} d on d.raw = v.raw`,
  )
  return usual + others > 0 ? 'table' : null
}

/** SQL of the dictionary of those values that the engine can read by itself. */
function usualSql({ source, columns }: Field, { steps, when, cells }: Quick, values: string): string {
  const stepped = Object.entries(steps).map(([name, sql]) => `${sql} as ${name}`)
  const read = Object.entries(columns).map(
    ([name, type]) => `(${cells[name] ?? 'null'})::${castType(type)} as ${name}`,
  )
  return `select ${['raw', ...read].join(', ')} from (
    select ${['raw', ...stepped].join(', ')} from (select raw, raw as ${sqlColumn(source)} from ${values})) where ${when}`
}

async function* readValues(field: Field, values: AsyncIterable<readonly { raw: string }[]>) {
  for await (const batch of values)
    for (const { raw } of batch) {
      const cells = field.derive(raw)
      if (cells !== null) yield [raw, ...cells]
    }
}

/** A column of a field, and SQL of the cell it is read from. */
interface Wanted {
  /** Place of the field. */
  readonly at: number
  readonly name: string
  readonly raw: string
}

/** SQL of what a cell says in a column; null when no cell says anything. */
export function valueSql(
  engine: Engine,
  values: Values | undefined,
  { at, name, raw }: Wanted,
): string | null {
  if (values === undefined) return null
  if (values === 'table') return `d${at}.${name}`
  const { text } = dialectOf(engine)
  const sql = (value: AppendValue) => (typeof value === 'string' ? text(value) : String(value))
  const cases = [...values].flatMap(([value, cells]) =>
    cells[name] === null ? [] : [`when ${raw} = ${text(value)} then ${sql(cells[name]!)}`],
  )
  return cases.length === 0 ? null : `case ${cases.join(' ')} end`
}
