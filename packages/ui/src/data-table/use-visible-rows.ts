import { useVirtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'

const rowHeight = 45

/** Which rows to draw (`first` to before `last`) and the height of those left out, in pixels. */
export interface VisibleRows {
  readonly first: number
  readonly last: number
  readonly before: number
  readonly after: number
}

/** The rows near the scrolled window. */
export function useVisibleRows(count: number, scroller: RefObject<HTMLElement | null>): VisibleRows {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
    initialRect: { width: 800, height: 640 },
  })
  const items = virtualizer.getVirtualItems()
  const start = items[0]
  const end = items.at(-1)
  if (!start || !end) return { first: 0, last: 20, before: 0, after: 0 }
  return {
    first: start.index,
    last: end.index + 1,
    before: start.start,
    after: virtualizer.getTotalSize() - end.end,
  }
}
