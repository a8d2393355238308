import type { RefObject } from 'react'
import { BodyRow, type Column } from './body-row.tsx'
import { useVisibleRows } from './use-visible-rows.ts'

/** Rows of a long list, drawn as one scrolls; fetched only where a list is that long. */
export function LongRows<Row>(props: {
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  currentKey: string | undefined
  scroller: RefObject<HTMLElement | null>
}) {
  const visible = useVisibleRows(props.rows.length, props.scroller)
  return (
    <>
      <Spacer height={visible.before} columns={props.columns.length} />
      {props.rows.slice(visible.first, visible.last).map((row, index) => (
        <BodyRow
          key={props.rowKey(row)}
          row={row}
          columns={props.columns}
          isCurrent={props.currentKey === props.rowKey(row)}
          number={visible.first + index + 2}
        />
      ))}
      <Spacer height={visible.after} columns={props.columns.length} />
    </>
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
