import { type RefObject, useLayoutEffect, useState } from 'react'

/** What a chart may draw on, in pixels; `em` is the height of its letters, so that elder mode gives them room. */
export interface Plot {
  readonly width: number
  readonly em: number
}

/** The size of the box a chart stands in, and of its letters. */
export function usePlot(box: RefObject<HTMLElement | null>): Plot {
  const [plot, setPlot] = useState<Plot>({ width: 480, em: 14 })
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      const em = Number.parseFloat(getComputedStyle(element).fontSize)
      setPlot({ width: element.clientWidth, em })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return plot
}
