import type { FactsCatalogue } from '@zhucan/catalogue'
import type { CompiledRule } from './compile-rule.ts'
import type { FactRow, FactValue } from './evaluate-term.ts'
import { factColumn, factColumnType, quoteName } from './sql-text.ts'

/** How a rule's answer stands in a screening row. */
export const screeningAnswer = { clue: 1, none: 0, cannotSay: -1 } as const

/**
 * One SELECT that judges every row of the fact table by every rule in a single scan: the key columns, then one
 * SMALLINT column per rule, named by its id: 1 clue, 0 none, -1 cannot say. `table` is SQL text (a name or a query in
 * brackets), `keys` are column names.
 */
export function screeningSql(
  rules: readonly CompiledRule[],
  { table, keys = ['person_id'] }: { table: string; keys?: readonly string[] },
): string {
  const keyColumns = keys.map((key) => `f.${quoteName(key)}`)
  const answers = rules.map(
    (rule) =>
      `CAST(CASE ${rule.sqlFor('f')} WHEN TRUE THEN 1 WHEN FALSE THEN 0 ELSE -1 END AS SMALLINT) AS ${quoteName(rule.id)}`,
  )
  return `SELECT\n  ${[...keyColumns, ...answers].join(',\n  ')}\nFROM ${table} AS f`
}

/** The fact columns of the fact table in order, for whoever builds it: name, quoted name and SQL type. */
export function factTableColumns(
  facts: FactsCatalogue,
): { readonly fact: string; readonly column: string; readonly quoted: string; readonly type: string }[] {
  return Object.entries(facts).map(([fact, definition]) => {
    const column = factColumn(fact)
    return { fact, column, quoted: quoteName(column), type: factColumnType(definition.type) }
  })
}

/** Reads a fact row out of a database row keyed by column name. */
export function factRowOf(columns: Readonly<Record<string, FactValue>>, facts: FactsCatalogue): FactRow {
  return Object.fromEntries(Object.keys(facts).map((fact) => [fact, columns[factColumn(fact)] ?? null]))
}
