import { type Columns, sqlColumn, sqlName } from '@zhucan/analysis'
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
 * Makes the prepared tables of both sides. Columns of few values are read once per distinct value. Rows of which the engine
 * can read the other cells by itself are written at once; cells it cannot read are read here, and their rows follow.
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
  for (const name of Object.values(prepared)) await dropSide(engine, name)
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
  const fill = async (at: number, sources: readonly string[]) => {
    if ((await makeDictionary(engine, plan, at, sources)) > 0) filled.add(at)
  }
  const quick = plan.fields.flatMap((field, at) => (isQuick(field) ? [at] : []))
  for (const [at, { source }] of plan.fields.entries()) {
    const value = `nullif(${sqlColumn(source)}, '')`
    if (!quick.includes(at))
      await fill(
        at,
        sides.map((side) => `select ${value} as raw from ${sqlName(raw[side])}`),
      )
  }
  await readSettled(engine, plan, { ...reading, filled, quick })
  if (quick.length > 0) await putAside(engine, plan, reading)
  for (const at of quick)
    await fill(
      at,
      sides.map((side) => `select rest_${at} as raw from ${unread[side]}`),
    )
  for (const side of quick.length > 0 ? sides : [])
    await engine.run(
      `insert into ${prepared[side]} ${preparedSql(plan, `select * from ${unread[side]}`, { filled, atoms })};
       drop table ${unread[side]}`,
    )
  await dropDictionaries(engine, filled)
}

/** Whether the engine reads the cells of a field row by row. */
const isQuick = ({ quick }: Field) => quick !== undefined && quick.once !== true

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

// A former run may have left a side as a table or as a view: of duplicates, or of rows that are read where they are kept.
async function dropSide(engine: Engine, name: string): Promise<void> {
  const [old] = await engine.rows<{ kind: string }>(dialectOf(engine).kindOf(name))
  if (old) await engine.run(`drop ${old.kind === 'VIEW' ? 'view' : 'table'} if exists ${name}`)
}

/** SQL of a source as read: what the engine reads by itself, and `rest_N`, the cells it cannot read. */
function readSql(plan: Plan, source: string): string {
  const fields = plan.fields.map((field) => (isQuick(field) ? field : { ...field, quick: undefined }))
  const steps = fields.flatMap(({ quick }) => Object.entries(quick?.steps ?? {}))
  const stepped = fields.map(({ source: column }, at) => `nullif(${sqlColumn(column)}, '') as raw_${at}`)
  const looked = fields.flatMap(({ quick }) => lookedUp(plan, quick))
  const known = fields.flatMap(({ quick }, at) =>
    quick === undefined ? [] : [`case when ${quick.when} then 0 end as zero_${at}`],
  )
  const cells = fields.flatMap(({ columns, quick }, at) => readCells(columns, quick, at))
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
      join: `join ${table} ${alias} on ${alias}.${key} = s.${step}`,
    }
  })
}

function readCells(columns: Columns, quick: Quick | undefined, at: number): string[] {
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
  plan: Plan,
  at: number,
  sources: readonly string[],
): Promise<number> {
  const field = plan.fields[at]!
  await engine.run(`drop table if exists ${dictionary(at)}`)
  const distinct = `select distinct raw from (${sources.join(' union all ')}) where raw is not null`
  const read = (from: string) =>
    engine.appendRows(
      dictionary(at),
      { raw: 'VARCHAR', ...field.columns },
      readValues(field, engine.stream<{ raw: string }>(from)),
    )
  if (field.quick?.once !== true) return read(distinct)
  await engine.run(`create or replace table ${values} as ${distinct}`)
  const usual = await engine.run(
    `create or replace table ${dictionary(at)} as ${usualSql(field, field.quick)}`,
  )
  const others = await read(`select v.raw from ${values} v anti join ${dictionary(at)} d on d.raw = v.raw`)
  await engine.run(`drop table ${values}`)
  return usual + others
}

/** Distinct values of one column. */
const values = 'linkage_values'

/** SQL of the dictionary of those values that the engine can read by itself. */
function usualSql({ source, columns }: Field, { steps, when, cells }: Quick): string {
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

function preparedSql(
  plan: Plan,
  source: string,
  { filled, atoms }: { filled: ReadonlySet<number>; atoms: readonly Atom[] },
): string {
  const columns = plan.fields.flatMap((field, at) =>
    Object.entries(field.columns).map(([name, type]) => {
      const ways = [
        ...(!isQuick(field) || field.quick?.cells[name] === undefined ? [] : [`s.q_${name}`]),
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
