import { type RefObject, useLayoutEffect, useState } from 'react'

const remPerColumn = 6.25
const leastRem = 22

/** True while the box is too narrow for this many columns side by side; type size counts, so elder mode turns sooner. */
export function useNarrow(box: RefObject<HTMLElement | null>, columns: number): boolean {
  const [isNarrow, setNarrow] = useState(false)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      setNarrow(element.clientWidth < Math.max(leastRem, columns * remPerColumn) * rem)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box, columns])
  return isNarrow
}
