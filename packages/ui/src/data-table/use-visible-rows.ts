import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect } from 'react'

const rowHeight = 45
/** Rows drawn beyond the edges: enough for a turn of the wheel and the next Tab, few enough to be drawn in a frame. */
const beyond = 8

/** Which rows to draw (`first` to before `last`) and the height of those left out, in pixels. */
export interface VisibleRows {
  readonly first: number
  readonly last: number
  readonly before: number
  readonly after: number
  /** Takes the height of a drawn row; rows that became cards or two lines are higher than others. */
  readonly measure: (row: HTMLElement | null) => void
}

/** The rows near the scrolled window. `list` changes when other rows stand there, which starts it from the top. */
export function useVisibleRows(
  count: number,
  scroller: RefObject<HTMLElement | null>,
  list: string,
): VisibleRows {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: beyond,
    initialRect: { width: 800, height: 640 },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another list goes back to its beginning.
  useLayoutEffect(() => virtualizer.scrollToOffset(0), [list])
  const items = virtualizer.getVirtualItems()
  const start = items[0]
  const end = items.at(-1)
  const measure = virtualizer.measureElement
  if (!start || !end) return { first: 0, last: Math.min(20, count), before: 0, after: 0, measure }
  return {
    first: start.index,
    last: end.index + 1,
    before: start.start,
    after: virtualizer.getTotalSize() - end.end,
    measure,
  }
}
