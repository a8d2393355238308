import { memo, type ReactNode } from 'react'
import { type RowSelection, SelectCell } from './selection.tsx'
import { roles } from './table-roles.ts'

/** One column. The column with `isRowHeader` names its row for screen readers. */
export interface Column<Row> {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'end'
  readonly isRowHeader?: true
  readonly isSortable?: true
  /** Leads on to the next step: cannot be left out by the user, and says nothing on paper. */
  readonly isFixed?: true
  /** Set in quieter ink, for what is looked at last. */
  readonly isQuiet?: true
  /** Holds titles of documents, which are long: it takes what room the others can spare. */
  readonly hasTitles?: true
  /** Holds sentences, so it gets a line of its own on narrow screens. */
  readonly isWide?: true
}

interface BodyRowProps<Row> {
  row: Row
  rowKey: string
  columns: readonly Column<Row>[]
  isCurrent: boolean
  /** Its place among all rows, said when not all are drawn. */
  number: number | undefined
  index?: number
  measure?: (row: HTMLElement | null) => (() => void) | undefined
  selection?: RowSelection<Row> | undefined
}

function PlainBodyRow<Row>(props: BodyRowProps<Row>) {
  const { row, rowKey, columns, selection } = props
  return (
    <tr
      {...roles.row}
      {...(props.measure ? { ref: props.measure } : {})}
      data-index={props.index}
      aria-rowindex={props.number}
      data-current={props.isCurrent || undefined}
      data-selected={selection?.keys.has(rowKey) || undefined}
    >
      {selection && <SelectCell row={row} rowKey={rowKey} selection={selection} />}
      {columns.map((column) => (
        <BodyCell key={column.id} row={row} column={column} />
      ))}
    </tr>
  )
}

/** One row; drawn anew only when it changed, because a scrolled list draws many. */
export const BodyRow = memo(PlainBodyRow) as typeof PlainBodyRow

function BodyCell<Row>({ row, column }: { row: Row; column: Column<Row> }) {
  const look = {
    'data-label': column.header,
    'data-align': column.align,
    'data-quiet': column.isQuiet || undefined,
    'data-wide': column.isWide || undefined,
    'data-title': column.hasTitles || undefined,
    'data-step': column.isFixed || undefined,
  }
  return column.isRowHeader ? (
    <th scope="row" {...roles.rowHeader} {...look}>
      {column.cell(row)}
    </th>
  ) : (
    <td {...roles.cell} {...look}>
      {column.cell(row)}
    </td>
  )
}
