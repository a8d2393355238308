import { type RefObject, useLayoutEffect, useState } from 'react'

/** True while the content is wider or taller than its box, so that the box must be reachable by keyboard. */
export function useScrollable(box: RefObject<HTMLElement | null>): boolean {
  const [isScrollable, setScrollable] = useState(false)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () =>
      setScrollable(
        element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1,
      )
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [box])
  return isScrollable
}
