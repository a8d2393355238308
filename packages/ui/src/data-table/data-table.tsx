import { lazy, type ReactNode, type RefObject, Suspense, useDeferredValue, useMemo, useRef } from 'react'
import { Button } from '../button/button.tsx'
import { SortDownIcon, SortIcon, SortUpIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import { BodyRow, type Column } from './body-row.tsx'
import type { RowWindow } from './long-rows.tsx'
import { type RowSelection, SelectAllCell } from './selection.tsx'
import { rowHeight, Spacer } from './spacer.tsx'
import { roles } from './table-roles.ts'
import { useBox } from './use-box.ts'
import './data-table.css'

const LongRows = lazy(() => import('./long-rows.tsx').then((module) => ({ default: module.LongRows })))

/** So many rows are drawn at once; of longer lists only those near the window. */
const mostAtOnce = 200

/** So many are drawn with the page itself, enough for a screen; the others follow in slices that let keys and clicks through. */
const mostAtFirst = 12

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
  /** `dense` shows half as many rows again, for those who compare; elder mode stays as it is. */
  density?: 'normal' | 'dense'
  selection?: RowSelection<Row>
  /** Rows fetched as one scrolls, instead of `rows`. */
  window?: RowWindow<Row> | undefined
  /** Shown instead of rows when there are none. */
  empty?: ReactNode
}

/** A plain, readable table: real headers, sorting by buttons, cards on narrow screens. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const { isNarrow, isScrollable } = useBox(scroller, weightOf(props.columns))
  const isLong = props.window !== undefined || props.rows.length > mostAtOnce
  const total = props.window?.total ?? props.rows.length
  const drawn = useDrawn(props.rows)
  const scrollRegion = isScrollable
    ? { role: 'region', tabIndex: 0, 'aria-label': t('ui.scrolls', { caption: props.caption }) }
    : {}
  return (
    <div className="zc-table-scroll" data-tall={isLong || undefined} ref={scroller} {...scrollRegion}>
      <table
        className="zc-table"
        data-cards={isNarrow || undefined}
        data-density={props.density}
        aria-busy={props.isBusy || drawn !== props.rows || undefined}
        data-stale={props.isBusy || undefined}
        aria-rowcount={isLong ? total + 1 : undefined}
        {...roles.table}
      >
        <caption className={props.showCaption ? 'zc-table-caption' : 'zc-hidden'}>{props.caption}</caption>
        <thead {...roles.group}>
          <tr {...roles.row} aria-rowindex={isLong ? 1 : undefined}>
            {props.selection && (
              <SelectAllCell rows={props.rows} rowKey={props.rowKey} selection={props.selection} />
            )}
            {props.columns.map((column) => (
              <HeaderCell key={column.id} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody {...roles.group}>
          <Rows {...props} rows={drawn} scroller={scroller} />
          <Spacer
            height={Math.max(0, props.rows.length - drawn.length) * rowHeight}
            columns={props.columns.length + (props.selection ? 1 : 0)}
          />
          {total === 0 && !props.isBusy && (
            <tr {...roles.row} className="zc-table-empty">
              <td {...roles.cell} colSpan={props.columns.length + (props.selection ? 1 : 0)}>
                {props.empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

/** How much room columns want side by side, in columns: one of sentences wants half as much again. */
const weightOf = <Row,>(columns: readonly Column<Row>[]): number =>
  columns.length + columns.filter(({ isWide }) => isWide).length / 2

/** The rows to draw now: a few of them while the page is new, all of them as soon as nothing else is wanted. */
function useDrawn<Row>(rows: readonly Row[]): readonly Row[] {
  const drawn = useDeferredValue(rows, rows.slice(0, mostAtFirst))
  return rows.length > mostAtFirst ? drawn : rows
}

function Rows<Row>(props: DataTableProps<Row> & { scroller: RefObject<HTMLElement | null> }) {
  const { columns, rows, rowKey, currentKey, scroller, selection } = props
  const isLong = props.window !== undefined || rows.length > mostAtOnce
  const plain = rows
    .slice(0, isLong ? 20 : rows.length)
    .map((row) => (
      <BodyRow
        key={rowKey(row)}
        row={row}
        rowKey={rowKey(row)}
        columns={columns}
        isCurrent={currentKey === rowKey(row)}
        number={undefined}
        selection={selection}
      />
    ))
  const whole = useMemo<RowWindow<Row>>(
    () => ({ total: rows.length, rowAt: (index) => rows[index], onRange: () => undefined, list: '' }),
    [rows],
  )
  if (!isLong) return plain
  return (
    <Suspense fallback={plain}>
      {/* A lazy component forgets the type of its rows; the columns are of the same rows. */}
      <LongRows
        columns={columns as readonly Column<unknown>[]}
        window={(props.window ?? whole) as RowWindow<unknown>}
        rowKey={rowKey as (row: unknown) => string}
        currentKey={currentKey}
        selection={selection as RowSelection<unknown> | undefined}
        scroller={scroller}
      />
    </Suspense>
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
      data-label={column.header}
      data-align={column.align}
      data-step={column.isFixed || undefined}
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
