import { sqlColumn, sqlName } from '@zhucan/analysis'
import { castType, dialectOf, type Engine } from './dialect.ts'
import type { Atom } from './generic-plan.ts'
import type { Field, Plan, Quick } from './plan.ts'
import { usedColumns } from './used-columns.ts'

/** Raw tables of the two sides: row_no INTEGER and the sources of the plan as VARCHAR; one table twice for duplicates. */
export interface Sides {
  readonly left: string
  readonly right: string
}

/** Where prepared rows lie. */
export const prepared = { left: 'linkage_left', right: 'linkage_right' } as const

/**
 * Makes the prepared tables of both sides. The engine reads what it can by itself; what is left is read here, once per
 * distinct value, and joined back.
 */
export async function prepareSides(
  engine: Engine,
  plan: Plan,
  sides: Sides,
  atoms: readonly Atom[] = [],
): Promise<void> {
  for (const { name, columns, rows } of plan.lookups ?? []) {
    await engine.run(`drop table if exists ${name}`)
    await engine.appendRows(name, columns, rows())
  }
  await dropRight(engine)
  const isOne = sides.left === sides.right
  const filled: boolean[] = []
  for (const [at, field] of plan.fields.entries())
    filled.push((await makeDictionary(engine, { ...plan, fields: [field] }, sides, at)) > 0)
  for (const side of isOne ? (['left'] as const) : (['left', 'right'] as const))
    await engine.run(
      `create or replace table ${prepared[side]} as ${preparedSql(plan, sides[side], { filled, atoms })}`,
    )
  if (isOne) await engine.run(`create or replace view ${prepared.right} as select * from ${prepared.left}`)
  for (const at of plan.fields.keys()) await engine.run(`drop table ${dictionary(at)}`)
  for (const { name } of plan.lookups ?? []) await engine.run(`drop table ${name}`)
}

const dictionary = (at: number) => `linkage_dict_${at}`

// A former run may have left the right side as a table or, of duplicates, as a view of the left.
async function dropRight(engine: Engine): Promise<void> {
  const [old] = await engine.rows<{ kind: string }>(dialectOf(engine).kindOf(prepared.right))
  if (old) await engine.run(`drop ${old.kind === 'VIEW' ? 'view' : 'table'} if exists ${prepared.right}`)
}

/** SQL of the source as read: what the engine reads by itself, and `rest_N`, the cells it cannot read. */
function readSql(plan: Plan, source: string): string {
  const steps = plan.fields.flatMap(({ quick }) => Object.entries(quick?.steps ?? {}))
  const stepped = plan.fields.map(({ source: column }, at) => `nullif(${sqlColumn(column)}, '') as raw_${at}`)
  const looked = plan.fields.flatMap(({ quick }) => lookedUp(plan, quick))
  const known = plan.fields.flatMap(({ quick }, at) =>
    quick === undefined ? [] : [`case when ${quick.when} then 0 end as zero_${at}`],
  )
  const cells = plan.fields.flatMap((field, at) => readCells(field, at))
  // In levels, because an engine may work out again what stands in two places of one.
  const first = `select ${['row_no', ...stepped, ...steps.map(([name, sql]) => `${sql} as ${name}`)].join(', ')} from ${sqlName(source)}`
  const second = `select ${['s.*', ...looked.flatMap((one) => one.columns)].join(', ')} from (${first}) s ${looked.map((one) => one.join).join(' ')}`
  const third = `select ${['*', ...known].join(', ')} from (${second})`
  return `select ${['row_no', ...cells].join(', ')} from (${third})`
}

function lookedUp(plan: Plan, quick: Quick | undefined) {
  return Object.entries(quick?.lookups ?? {}).map(([alias, { table, step }]) => {
    const [key, ...columns] = Object.keys(plan.lookups?.find(({ name }) => name === table)?.columns ?? {})
    return {
      columns: columns.map((column) => `${alias}.${column} as ${alias}_${column}`),
      join: `left join ${table} ${alias} on ${alias}.${key} = s.${step}`,
    }
  })
}

function readCells({ columns, quick }: Field, at: number): string[] {
  if (quick === undefined) return [`raw_${at} as rest_${at}`]
  // A zero that is null where the cell is unusual: adding it costs a fraction of asking for each cell.
  const read = Object.entries(quick.cells).map(([name, sql]) =>
    columns[name] === 'VARCHAR'
      ? `case when zero_${at} = 0 then ${sql} end as q_${name}`
      : `((${sql}) + zero_${at})::${castType(columns[name]!)} as q_${name}`,
  )
  return [...read, `case when zero_${at} is null then raw_${at} end as rest_${at}`]
}

/** Reads each distinct value of the plan's only field that the engine cannot read. Returns how many say something. */
async function makeDictionary(engine: Engine, plan: Plan, sides: Sides, at: number): Promise<number> {
  const field = plan.fields[0]!
  const rest = [...new Set([sides.left, sides.right])].map(
    (source) => `select rest_0 as raw from (${readSql(plan, source)}) where rest_0 is not null`,
  )
  await engine.run(`drop table if exists ${dictionary(at)}`)
  const values = engine.stream<{ raw: string }>(`select distinct raw from (${rest.join(' union all ')})`)
  return engine.appendRows(dictionary(at), { raw: 'VARCHAR', ...field.columns }, readValues(field, values))
}

async function* readValues(field: Field, values: AsyncIterable<readonly { raw: string }[]>) {
  for await (const batch of values)
    for (const { raw } of batch) {
      const cells = field.derive(raw)
      if (cells !== null) yield [raw, ...cells]
    }
}

function preparedSql(
  plan: Plan,
  source: string,
  { filled, atoms }: { filled: readonly boolean[]; atoms: readonly Atom[] },
): string {
  const columns = plan.fields.flatMap((field, at) =>
    Object.entries(field.columns).map(([name, type]) => {
      const ways = [
        ...(field.quick?.cells[name] === undefined ? [] : [`s.q_${name}`]),
        ...(filled[at] ? [`d${at}.${name}`] : []),
      ]
      if (ways.length === 2) return `coalesce(${ways.join(', ')}) as ${name}`
      return `${ways[0] ?? `null::${castType(type)}`} as ${name}`
    }),
  )
  const joins = plan.fields.flatMap((_, at) =>
    filled[at] ? [`left join ${dictionary(at)} d${at} on d${at}.raw = s.rest_${at}`] : [],
  )
  const read = `select ${['s.row_no', ...columns].join(', ')} from (${readSql(plan, source)}) s ${joins.join(' ')}`
  const all = plan.computed.reduce((inner, stage) => {
    const added = Object.entries(stage).map(([name, sql]) => `, ${sql} as ${name}`)
    return `select * ${added.join('')} from (${inner})`
  }, read)
  return `select ${['row_no', ...usedColumns(plan, atoms)].join(', ')} from (${all})`
}
