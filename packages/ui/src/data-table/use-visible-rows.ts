import {
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { createRowHeights, mostCommon, type RowHeights } from './row-heights.ts'
import { rowHeight } from './spacer.tsx'

/** Rows drawn beyond the edges: enough for a turn of the wheel and the next Tab, few enough to be drawn in a frame. */
const beyond = 4
/** Drawn before the box is measured. */
const atFirst = 20
/** Rows this much higher or lower than reckoned are of another shape: cards, or dense ones. */
const otherShape = 0.25

/** Which rows to draw (`first` to before `last`) and the height of those left out, in pixels. */
export interface VisibleRows {
  readonly first: number
  readonly last: number
  readonly before: number
  readonly after: number
  /** Takes the height of a drawn row; rows that became cards or two lines are higher than others. */
  readonly measure: (row: HTMLElement | null) => (() => void) | undefined
}

interface Range {
  readonly first: number
  readonly last: number
  /** Changes when rows came to stand elsewhere. */
  readonly moved: number
}

/** The rows near the scrolled window. `list` changes when other rows stand there, which starts it from the top. */
export function useVisibleRows(
  count: number,
  scroller: RefObject<HTMLElement | null>,
  list: string,
): VisibleRows {
  const heights = useRef<RowHeights>(null)
  heights.current ??= createRowHeights(count, rowHeight)
  const [range, setRange] = useState<Range>({ first: 0, last: Math.min(atFirst, count), moved: 0 })
  const look = useCallback(
    (hasMoved: boolean) => {
      const box = scroller.current
      const known = heights.current
      if (!box || !known) return
      const first = Math.max(0, known.indexAt(box.scrollTop) - beyond)
      const last = Math.min(count, known.indexAt(box.scrollTop + box.clientHeight) + 1 + beyond)
      setRange((before) =>
        before.first === first && before.last === last && !hasMoved
          ? before
          : { first, last, moved: before.moved + Number(hasMoved) },
      )
    },
    [count, scroller],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another list goes back to its beginning.
  useLayoutEffect(() => {
    heights.current = createRowHeights(count, heights.current?.usual ?? rowHeight)
    if (scroller.current) scroller.current.scrollTop = 0
    look(true)
  }, [list, count])
  useEffect(() => {
    const box = scroller.current
    const scrolled = () => look(false)
    box?.addEventListener('scroll', scrolled, { passive: true })
    return () => box?.removeEventListener('scroll', scrolled)
  }, [scroller, look])
  const measure = useMeasure((rows) => {
    const known = heights.current
    const usual = mostCommon(rows.map(([, height]) => height))
    if (!known || usual === undefined) return
    const isOther = Math.abs(usual - known.usual) > known.usual * otherShape
    if (isOther) heights.current = createRowHeights(count, usual)
    if (heights.current?.note(rows) || isOther) look(true)
  })
  const last = Math.min(range.last, count)
  const first = Math.min(range.first, last)
  const total = heights.current.topOf(count)
  return {
    first,
    last,
    before: heights.current.topOf(first),
    after: total - heights.current.topOf(last),
    measure,
  }
}

/** Measures the drawn rows once the browser has laid them out; asking sooner would make it do so twice. */
function useMeasure(note: (rows: readonly (readonly [number, number])[]) => void): VisibleRows['measure'] {
  const observer = useRef<ResizeObserver>(null)
  const measured = useEffectEvent(note)
  // Without dependencies: a row must not be drawn anew because of how it is measured.
  return useCallback((row) => {
    if (!row) return
    observer.current ??= new ResizeObserver((entries) => measured(entries.flatMap(heightOf)))
    observer.current.observe(row)
    return () => observer.current?.unobserve(row)
  }, [])
}

function heightOf({ target, borderBoxSize }: ResizeObserverEntry): (readonly [number, number])[] {
  const index = Number((target as HTMLElement).dataset.index)
  const height = borderBoxSize[0]?.blockSize ?? 0
  return Number.isNaN(index) || height === 0 ? [] : [[index, height]]
}
