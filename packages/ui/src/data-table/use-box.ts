import { type RefObject, useLayoutEffect, useState } from 'react'

const remPerColumn = 6.25
const leastRem = 22

/** How a table fits into its box. */
export interface BoxFit {
  /** Too narrow for this many columns side by side; type size counts, so elder mode turns sooner. */
  readonly isNarrow: boolean
  /** The content is wider or taller than the box, so that the box must be reachable by keyboard. */
  readonly isScrollable: boolean
}

/**
 * Looks at the box whenever it or the table in it changes size. Asked only after the browser has laid the page out for
 * itself: asking before, while the page is being built, would make it lay out everything twice.
 */
export function useBox(box: RefObject<HTMLElement | null>, columns: number): BoxFit {
  const [fit, setFit] = useState<BoxFit>(() => ({ isNarrow: isSmall(), isScrollable: false }))
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => {
      const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element
      const isNarrow = clientWidth < Math.max(leastRem, columns * remPerColumn) * rootSize()
      const isScrollable = scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1
      setFit((before) =>
        before.isNarrow === isNarrow && before.isScrollable === isScrollable
          ? before
          : { isNarrow, isScrollable },
      )
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [box, columns])
  return fit
}

const rootSize = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)

/** The first guess, by the window alone: a phone begins with cards, so that its first picture is right. */
const isSmall = () => typeof matchMedia === 'function' && matchMedia('(max-width: 40rem)').matches
