import type { Plan } from './plan.ts'

/** What is read out of kept columns, in stages. */
export type Opened = Plan['opened']

/** SQL to select from: rows of a prepared table with the columns that are read out of those kept. */
export function openedRows(opened: Opened, table: string): string {
  if (opened === undefined) return table
  const all = opened.reduce((inner, stage) => {
    const added = Object.entries(stage).map(([name, sql]) => `${sql} as ${name}`)
    return `(select ${['t.*', ...added].join(', ')} from ${inner} t)`
  }, table)
  return all
}

/** The same with some columns only, null where they say nothing. */
export function filledRows(opened: Opened, table: string, columns: readonly string[]): string {
  const filled = columns.map((name) =>
    isBits(opened, `t.${name}`) ? `nullif(t.${name}, 0) as ${name}` : `t.${name}`,
  )
  return `(select ${filled.join(', ')} from ${openedRows(opened, table)} t)`
}

/** SQL of pairs with the columns of both rows, as l_COLUMN and r_COLUMN, of pairs with those kept. */
export function openedPairs(opened: Opened, pairs: string): string {
  return (opened ?? []).reduce((inner, stage) => {
    const added = (['l', 'r'] as const).flatMap((side) =>
      Object.entries(stage).map(
        ([name, sql]) => `${sql.replaceAll(/\bt\./g, `${side}_`)} as ${side}_${name}`,
      ),
    )
    return `select ${['*', ...added].join(', ')} from (${inner})`
  }, pairs)
}

/** SQL of a key of a rule for the row `l` or `r`. */
export function keyOf(key: string, side: 'l' | 'r'): string {
  return key.replaceAll(/\bt\./g, `${side}.`)
}

/** SQL that the rows `l` and `r` say the same in a key of a rule. */
export function sameKey(opened: Opened, key: string): string {
  return `${keyOf(key, 'l')} = ${keyOf(key, 'r')}${isBits(opened, key) ? ` and ${keyOf(key, 'l')} <> 0` : ''}`
}

/** SQL that a value of a key of a rule says something. */
export function saysSomething(opened: Opened, key: string, value: string): string {
  return isBits(opened, key) ? `${value} <> 0` : `${value} is not null`
}

/** Whether zero says nothing. Of columns made of others it is not asked for: the engine would make them twice, once for the question. */
const isBits = (opened: Opened, key: string) =>
  Object.keys(opened?.[0] ?? {}).some((name) => key === `t.${name}`)

/** SQL over the rows `l` and `r` as SQL over such a pair. */
export function ofPair(sql: string): string {
  return sql.replaceAll(/\b([lr])\.(?=\w)/g, '$1_')
}
