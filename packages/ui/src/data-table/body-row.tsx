import type { ReactNode } from 'react'

/** One column. The column with `isRowHeader` names its row for screen readers. */
export interface Column<Row> {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'end'
  readonly isRowHeader?: true
  readonly isSortable?: true
  /** Set in quieter ink, for what is looked at last. */
  readonly isQuiet?: true
  /** Holds sentences, so it gets a line of its own on narrow screens. */
  readonly isWide?: true
}

/**
 * The roles that a table has by itself. Said again because on narrow screens rows are laid out as cards, and browsers
 * drop the meaning of a table whose display changes.
 */
export const roles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  cell: { role: 'cell' },
  columnHeader: { role: 'columnheader' },
  rowHeader: { role: 'rowheader' },
} as const

/** One row; `number` is its place among all rows, said when not all are drawn. */
export function BodyRow<Row>(props: {
  row: Row
  columns: readonly Column<Row>[]
  isCurrent: boolean
  number: number | undefined
}) {
  return (
    <tr {...roles.row} aria-rowindex={props.number} data-current={props.isCurrent || undefined}>
      {props.columns.map((column) => {
        const look = {
          'data-label': column.header,
          'data-align': column.align,
          'data-quiet': column.isQuiet || undefined,
          'data-wide': column.isWide || undefined,
        }
        return column.isRowHeader ? (
          <th key={column.id} scope="row" {...roles.rowHeader} {...look}>
            {column.cell(props.row)}
          </th>
        ) : (
          <td key={column.id} {...roles.cell} {...look}>
            {column.cell(props.row)}
          </td>
        )
      })}
    </tr>
  )
}
