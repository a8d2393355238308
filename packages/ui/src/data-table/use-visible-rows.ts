import { useVirtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'

const rowHeight = 45
const longest = 200

/** Which rows to draw (`first` to before `last`) and the height of those left out, in pixels. */
export interface VisibleRows {
  readonly isPartial: boolean
  readonly first: number
  readonly last: number
  readonly before: number
  readonly after: number
}

/** All rows up to 200; beyond that only those near the scrolled window. */
export function useVisibleRows(count: number, scroller: RefObject<HTMLElement | null>): VisibleRows {
  const isPartial = count > longest
  const virtualizer = useVirtualizer({
    count,
    enabled: isPartial,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
    initialRect: { width: 800, height: 640 },
  })
  if (!isPartial) return { isPartial, first: 0, last: count, before: 0, after: 0 }
  const items = virtualizer.getVirtualItems()
  const start = items[0]
  const end = items.at(-1)
  if (!start || !end) return { isPartial, first: 0, last: 20, before: 0, after: 0 }
  return {
    isPartial,
    first: start.index,
    last: end.index + 1,
    before: start.start,
    after: virtualizer.getTotalSize() - end.end,
  }
}
