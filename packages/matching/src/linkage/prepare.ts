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
 * Makes the prepared tables of both sides. Rows that the engine can read by itself are written at once; cells it cannot
 * read are read here, once per distinct value, and their rows follow.
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
  await readSides(engine, plan, { sides: isOne ? ['left'] : ['left', 'right'], raw: sides, atoms })
  if (isOne) await engine.run(`create or replace view ${prepared.right} as select * from ${prepared.left}`)
  for (const { name } of plan.lookups ?? []) await engine.run(`drop table ${name}`)
}

interface Reading {
  readonly sides: readonly (keyof Sides)[]
  readonly raw: Sides
  readonly atoms: readonly Atom[]
}

/** Rows with cells that the engine cannot read, as far as it can. */
const unread = { left: 'linkage_unread_left', right: 'linkage_unread_right' } as const

async function readSides(engine: Engine, plan: Plan, reading: Reading): Promise<void> {
  const { sides, raw, atoms } = reading
  const filled = new Set<number>()
  const fill = async (at: number, valuesOf: (side: keyof Sides) => string) => {
    const values = sides.map((side) => `select raw from (${valuesOf(side)}) where raw is not null`)
    if ((await makeDictionary(engine, plan.fields[at]!, at, values)) > 0) filled.add(at)
  }
  const quick: number[] = []
  for (const [at, field] of plan.fields.entries()) {
    const value = `nullif(${sqlColumn(field.source)}, '')`
    if (field.quick !== undefined) quick.push(at)
    else await fill(at, (side) => `select ${value} as raw from ${sqlName(raw[side])}`)
  }
  await readSettled(engine, plan, { ...reading, filled, quick })
  if (quick.length > 0) await putAside(engine, plan, reading)
  for (const at of quick) await fill(at, (side) => `select rest_${at} as raw from ${unread[side]}`)
  for (const side of quick.length > 0 ? sides : [])
    await engine.run(
      `insert into ${prepared[side]} ${preparedSql(plan, `select * from ${unread[side]}`, { filled, atoms })};
       drop table ${unread[side]}`,
    )
  await dropDictionaries(engine, filled)
}

/** Writes the rows of which the engine can read every cell by itself. */
async function readSettled(
  engine: Engine,
  plan: Plan,
  {
    sides,
    raw,
    quick,
    ...rest
  }: Reading & { readonly filled: ReadonlySet<number>; readonly quick: readonly number[] },
): Promise<void> {
  // One condition, because an engine that takes it apart may read cells twice.
  const cells = quick.map((at) => `rest_${at}`).join(', ')
  for (const side of sides) {
    const read = readSql(plan, sqlName(raw[side]))
    const settled = quick.length === 0 ? read : `select * from (${read}) where coalesce(${cells}) is null`
    await engine.run(`create or replace table ${prepared[side]} as ${preparedSql(plan, settled, rest)}`)
  }
}

/** Puts the other rows aside. */
async function putAside(engine: Engine, plan: Plan, { sides, raw }: Reading): Promise<void> {
  for (const side of sides) {
    const others = `(select s.* from ${sqlName(raw[side])} s anti join ${prepared[side]} p on p.row_no = s.row_no)`
    await engine.run(`create or replace table ${unread[side]} as ${readSql(plan, others)}`)
  }
}

async function dropDictionaries(engine: Engine, filled: ReadonlySet<number>): Promise<void> {
  for (const at of filled) await engine.run(`drop table ${dictionary(at)}`)
}

const dictionary = (at: number) => `linkage_dict_${at}`

// A former run may have left the right side as a table or, of duplicates, as a view of the left.
async function dropRight(engine: Engine): Promise<void> {
  const [old] = await engine.rows<{ kind: string }>(dialectOf(engine).kindOf(prepared.right))
  if (old) await engine.run(`drop ${old.kind === 'VIEW' ? 'view' : 'table'} if exists ${prepared.right}`)
}

/** SQL of a source as read: what the engine reads by itself, and `rest_N`, the cells it cannot read. */
function readSql(plan: Plan, source: string): string {
  const steps = plan.fields.flatMap(({ quick }) => Object.entries(quick?.steps ?? {}))
  const stepped = plan.fields.map(({ source: column }, at) => `nullif(${sqlColumn(column)}, '') as raw_${at}`)
  const looked = plan.fields.flatMap(({ quick }) => lookedUp(plan, quick))
  const known = plan.fields.flatMap(({ quick }, at) =>
    quick === undefined ? [] : [`case when ${quick.when} then 0 end as zero_${at}`],
  )
  const cells = plan.fields.flatMap((field, at) => readCells(field, at))
  // In levels, because an engine may work out again what stands in two places of one.
  const first = `select ${['row_no', ...stepped, ...steps.map(([name, sql]) => `${sql} as ${name}`)].join(', ')} from ${source}`
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

/** Reads each distinct value that the sources give. Returns how many say something. */
async function makeDictionary(
  engine: Engine,
  field: Field,
  at: number,
  sources: readonly string[],
): Promise<number> {
  await engine.run(`drop table if exists ${dictionary(at)}`)
  const values = engine.stream<{ raw: string }>(`select distinct raw from (${sources.join(' union all ')})`)
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
  { filled, atoms }: { filled: ReadonlySet<number>; atoms: readonly Atom[] },
): string {
  const columns = plan.fields.flatMap((field, at) =>
    Object.entries(field.columns).map(([name, type]) => {
      const ways = [
        ...(field.quick?.cells[name] === undefined ? [] : [`s.q_${name}`]),
        ...(filled.has(at) ? [`d${at}.${name}`] : []),
      ]
      if (ways.length === 2) return `coalesce(${ways.join(', ')}) as ${name}`
      return `${ways[0] ?? `null::${castType(type)}`} as ${name}`
    }),
  )
  const joins = plan.fields.flatMap((_, at) =>
    filled.has(at) ? [`left join ${dictionary(at)} d${at} on d${at}.raw = s.rest_${at}`] : [],
  )
  const read = `select ${['s.row_no', ...columns].join(', ')} from (${source}) s ${joins.join(' ')}`
  const all = plan.computed.reduce((inner, stage) => {
    const added = Object.entries(stage).map(([name, sql]) => `, ${sql} as ${name}`)
    return `select * ${added.join('')} from (${inner})`
  }, read)
  return `select ${['row_no', ...usedColumns(plan, atoms)].join(', ')} from (${all})`
}
