import { type RefObject, startTransition, useEffect, useLayoutEffect, useReducer, useRef } from 'react'
import { useT } from '../locale/locale.tsx'
import { BodyRow, type Column } from './body-row.tsx'
import { sliceOf } from './row-slices.ts'
import type { RowSelection } from './selection.tsx'
import { Spacer } from './spacer.tsx'
import { roles } from './table-roles.ts'
import { useSteadyColumns } from './use-steady-columns.ts'
import { useVisibleRows, type VisibleRows } from './use-visible-rows.ts'

/** Rows that are fetched as one scrolls to them; those not there yet are undefined. */
export interface RowWindow<Row> {
  readonly total: number
  readonly rowAt: (index: number) => Row | undefined
  /** Told which rows are near, the last one not included, so that they can be fetched. */
  readonly onRange: (first: number, last: number) => void
  /** Changes with filter and order; another list starts from its top. */
  readonly list: string
  /** Calls back when rows have come; gives the way to stop. The table then draws them without being drawn anew itself. */
  readonly subscribe?: (listener: () => void) => () => void
}

/** Rows of a long list, drawn as one scrolls; fetched only where a list is that long. */
export function LongRows<Row>(props: {
  columns: readonly Column<Row>[]
  window: RowWindow<Row>
  rowKey: (row: Row) => string
  currentKey: string | undefined
  selection: RowSelection<Row> | undefined
  scroller: RefObject<HTMLElement | null>
}) {
  const { window: rows, columns, selection } = props
  const visible = useVisibleRows(rows.total, props.scroller, rows.list)
  const { first, last } = visible
  const { onRange, subscribe } = rows
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  useEffect(() => subscribe?.(() => startTransition(redraw)), [subscribe])
  useEffect(() => onRange(first, last), [onRange, first, last])
  const isReady = useSlices(rows, first, last, redraw)
  useKeptFocus(props.scroller, first)
  useSteadyColumns(props.scroller, columns.map(({ id }) => id).join(' '))
  const width = columns.length + (selection ? 1 : 0)
  return (
    <>
      <Spacer height={visible.before} columns={width} />
      {Array.from({ length: last - first }, (_, place) => {
        const index = first + place
        const row = rows.rowAt(index)
        // A row keeps its place while it is fetched, so that nothing jumps when it comes.
        return row === undefined || !isReady(index) ? (
          <PendingRow key={index} index={index} columns={width} measure={visible.measure} />
        ) : (
          <BodyRow
            key={index}
            row={row}
            rowKey={props.rowKey(row)}
            columns={columns}
            isCurrent={props.currentKey === props.rowKey(row)}
            number={index + 2}
            index={index}
            measure={visible.measure}
            selection={selection}
          />
        )
      })}
      <Spacer height={visible.after} columns={width} />
    </>
  )
}

/** Which rows may be drawn now: a screenful that came at once is spread over some frames, so that none of them is long. */
function useSlices<Row>(
  rows: RowWindow<Row>,
  first: number,
  last: number,
  redraw: () => void,
): (index: number) => boolean {
  const drawn = useRef<{ list: string; rows: ReadonlySet<number> }>({ list: rows.list, rows: new Set() })
  const known = Array.from({ length: last - first }, (_, place) => first + place).filter(
    (index) => rows.rowAt(index) !== undefined,
  )
  const before = drawn.current.list === rows.list ? drawn.current.rows : new Set<number>()
  const now = sliceOf(known, before)
  const isCut = now.size < known.length
  useEffect(() => {
    drawn.current = { list: rows.list, rows: now }
    if (!isCut) return
    const frame = requestAnimationFrame(redraw)
    return () => cancelAnimationFrame(frame)
  })
  return (index) => now.has(index)
}

/** A row that is scrolled away takes its focus with it; the list itself keeps it, so that the keys go on working. */
function useKeptFocus(scroller: RefObject<HTMLElement | null>, first: number): void {
  const isWithin = useRef(false)
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const enter = () => {
      isWithin.current = true
    }
    const leave = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) isWithin.current = false
    }
    box.addEventListener('focusin', enter)
    box.addEventListener('focusout', leave)
    return () => {
      box.removeEventListener('focusin', enter)
      box.removeEventListener('focusout', leave)
    }
  }, [scroller])
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever other rows are drawn.
  useLayoutEffect(() => {
    if (isWithin.current && document.activeElement === document.body) {
      scroller.current?.focus({ preventScroll: true })
    }
  }, [first, scroller])
}

function PendingRow(props: { index: number; columns: number; measure: VisibleRows['measure'] }) {
  const t = useT()
  return (
    <tr
      {...roles.row}
      aria-rowindex={props.index + 2}
      data-index={props.index}
      data-pending
      ref={props.measure}
    >
      <td {...roles.cell} colSpan={props.columns}>
        {t('ui.loading')}
      </td>
    </tr>
  )
}
