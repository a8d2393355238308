import { type ReactNode, useRef } from 'react'
import { Button } from '../button/button.tsx'
import { SortDownIcon, SortIcon, SortUpIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import { useNarrow } from './use-narrow.ts'
import { useScrollable } from './use-scrollable.ts'
import { useVisibleRows } from './use-visible-rows.ts'
import './data-table.css'

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

/** The order of the rows, kept by the caller because the server sorts. */
export interface Sort {
  readonly column: string
  readonly direction: 'ascending' | 'descending'
}

/** What a table shows. Rows come from the server page by page; more than 200 at once are drawn as one scrolls. */
export interface DataTableProps<Row> {
  caption: string
  showCaption?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The row one has open, as in a list beside its panel. */
  currentKey?: string | undefined
  sort?: Sort
  onSort?: (sort: Sort) => void
  isBusy?: boolean
  /** Shown instead of rows when there are none. */
  empty?: ReactNode
}

/**
 * The roles that a table has by itself. Said again because on narrow screens rows are laid out as cards, and browsers
 * drop the meaning of a table whose display changes.
 */
const roles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  cell: { role: 'cell' },
  columnHeader: { role: 'columnheader' },
  rowHeader: { role: 'rowheader' },
} as const

/** A plain, readable table: real headers, sorting by buttons, cards on narrow screens. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const isScrollable = useScrollable(scroller)
  const isNarrow = useNarrow(scroller, props.columns.length)
  const visible = useVisibleRows(props.rows.length, scroller)
  const scrollRegion = isScrollable
    ? { role: 'region', tabIndex: 0, 'aria-label': t('ui.scrolls', { caption: props.caption }) }
    : {}
  const first = visible.first
  return (
    <div
      className="zc-table-scroll"
      data-tall={visible.isPartial || undefined}
      ref={scroller}
      {...scrollRegion}
    >
      <table
        className="zc-table"
        data-cards={isNarrow || undefined}
        aria-busy={props.isBusy || undefined}
        aria-rowcount={visible.isPartial ? props.rows.length + 1 : undefined}
        {...roles.table}
      >
        <caption className={props.showCaption ? 'zc-table-caption' : 'zc-hidden'}>{props.caption}</caption>
        <thead {...roles.group}>
          <tr {...roles.row}>
            {props.columns.map((column) => (
              <HeaderCell key={column.id} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody {...roles.group}>
          <Spacer height={visible.before} columns={props.columns.length} />
          {props.rows.slice(first, visible.last).map((row, index) => (
            <BodyRow
              key={props.rowKey(row)}
              row={row}
              columns={props.columns}
              isCurrent={props.currentKey === props.rowKey(row)}
              number={visible.isPartial ? first + index + 2 : undefined}
            />
          ))}
          <Spacer height={visible.after} columns={props.columns.length} />
          {props.rows.length === 0 && !props.isBusy && (
            <tr {...roles.row} className="zc-table-empty">
              <td {...roles.cell} colSpan={props.columns.length}>
                {props.empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

function HeaderCell<Row>({ column, sort, onSort }: { column: Column<Row> } & DataTableProps<Row>) {
  const t = useT()
  const isSorted = sort?.column === column.id
  const next = isSorted && sort.direction === 'ascending' ? 'descending' : 'ascending'
  const SortedIcon = sort?.direction === 'descending' ? SortDownIcon : SortUpIcon
  return (
    <th
      {...roles.columnHeader}
      scope="col"
      data-align={column.align}
      aria-sort={column.isSortable && onSort ? (isSorted ? sort.direction : 'none') : undefined}
    >
      {column.isSortable && onSort ? (
        <Button
          variant="quiet"
          icon={isSorted ? <SortedIcon /> : <SortIcon />}
          aria-label={t('ui.sortBy', { column: column.header })}
          onPress={() => onSort({ column: column.id, direction: next })}
        >
          {column.header}
        </Button>
      ) : (
        column.header
      )}
    </th>
  )
}

function BodyRow<Row>(props: {
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

function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height === 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of a plain table takes no focus; it only holds the place.
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  )
}
