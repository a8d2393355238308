import type { FactsCatalogue } from '@zhucan/catalogue'
import type { FactRow, FactValue } from '../src/evaluate-term.ts'
import { factTableColumns } from '../src/screening-sql.ts'

/** A fact table written out as a query, one row for each of `rows`, numbered by `n`; the same text for both databases. */
export function factRowsSql(rows: readonly FactRow[], facts: FactsCatalogue): string {
  const columns = factTableColumns(facts)
  const values = rows.map((row, n) =>
    [n, ...columns.map(({ fact, type }) => cell(row[fact], type))].join(', '),
  )
  const names = ['n', ...columns.map(({ quoted }) => quoted)].join(', ')
  return `(SELECT * FROM (VALUES ${values.map((row) => `(${row})`).join(', ')}) AS v(${names}))`
}

function cell(value: FactValue, type: string): string {
  if (value === null || value === undefined) return `CAST(NULL AS ${type})`
  return typeof value === 'string'
    ? `CAST('${value.replaceAll("'", "''")}' AS ${type})`
    : `CAST(${value} AS ${type})`
}
