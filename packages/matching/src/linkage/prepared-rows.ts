import { type Columns, sqlColumn } from '@zhucan/analysis'
import { castType, type Engine } from './dialect.ts'
import { dictionary, type Values, valueSql } from './distinct-values.ts'
import type { Atom } from './generic-plan.ts'
import type { Field, Plan, Quick } from './plan.ts'
import { keptColumns } from './used-columns.ts'

/** Whether the engine reads the cells of a field row by row. */
export const isQuick = ({ quick }: Field): boolean => quick !== undefined && quick.once !== true

/** Whether it may leave some of them. */
export const leavesCells = (field: Field): boolean => isQuick(field) && field.quick?.all !== true

/** Column of the cells that the engine could not read; empty once they are read. */
export const leftColumn = ({ source }: Field): string => `${source}_left`

/** Counted columns of which no cell is left: before those are read, their values are the last ones. */
export function settledColumns({ fields, opened = [], counted }: Plan): string[] {
  const left = new Set(fields.filter(leavesCells).flatMap(({ columns }) => Object.keys(columns)))
  for (const stage of opened)
    for (const [name, sql] of Object.entries(stage))
      if ([...sql.matchAll(/\bt\.(\w+)/g)].some(([, column]) => left.has(column!))) left.add(name)
  return counted.filter((column) => !left.has(column))
}

/** SQL that joins what the values of a field say. */
export function valueJoin(values: Values | undefined, at: number, raw: string): string {
  return values === 'table' ? `left join ${dictionary(at)} d${at} on d${at}.raw = ${raw}` : ''
}

/** What was read of distinct values, and what else keeps columns. */
export interface Read {
  readonly read: ReadonlyMap<number, Values>
  readonly atoms: readonly Atom[]
}

/** SQL of the prepared rows of a source, with the cells that the engine could not read. */
export function preparedSql(engine: Engine, plan: Plan, source: string, { read, atoms }: Read): string {
  const columns = plan.fields.flatMap((field, at) =>
    Object.entries(field.columns).map(([name, type]) => {
      if (isQuick(field) && field.quick?.cells[name] !== undefined) return `s.q_${name} as ${name}`
      const value = isQuick(field) ? null : valueSql(engine, read.get(at), { at, name, raw: `s.rest_${at}` })
      return `(${value ?? 'null'})::${castType(type)} as ${name}`
    }),
  )
  const joins = plan.fields.map((field, at) =>
    isQuick(field) ? '' : valueJoin(read.get(at), at, `s.rest_${at}`),
  )
  const lefts = plan.fields.flatMap((field, at) =>
    leavesCells(field) ? [`s.rest_${at} as ${leftColumn(field)}`] : [],
  )
  const cells = `select ${['s.row_no', ...columns, ...lefts].join(', ')} from (${readSql(plan, source)}) s ${joins.join(' ')}`
  const all = plan.computed.reduce((inner, stage) => {
    const added = Object.entries(stage).map(([name, sql]) => `, ${sql} as ${name}`)
    return `select * ${added.join('')} from (${inner})`
  }, cells)
  const kept = [...keptColumns(plan, atoms), ...plan.fields.filter(leavesCells).map(leftColumn)]
  return `select ${['row_no', ...kept].join(', ')} from (${all})`
}

/** SQL of a source as read: what the engine reads by itself, and `rest_N`, the cells it does not. */
function readSql(plan: Plan, source: string): string {
  const fields = plan.fields.map((field) => (isQuick(field) ? field : { ...field, quick: undefined }))
  const steps = fields.flatMap(({ quick }) => Object.entries(quick?.steps ?? {}))
  const stepped = fields.map(({ source: column }, at) => `${sqlColumn(column)} as raw_${at}`)
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
  if (quick.all === true) return read
  return [...read, `case when zero_${at} is null then nullif(raw_${at}, '') end as rest_${at}`]
}
