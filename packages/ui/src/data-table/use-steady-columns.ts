import { type RefObject, useEffect } from 'react'

/**
 * Keeps the widths that the first rows gave to the columns, until the box or the columns change: nothing jumps sideways as
 * other rows come by, and the browser need not weigh every cell again.
 */
export function useSteadyColumns(scroller: RefObject<HTMLElement | null>, columns: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns have other heads.
  useEffect(() => {
    const box = scroller.current
    const table = box?.querySelector('table')
    if (!box || !table) return
    const heads = [...table.querySelectorAll<HTMLElement>('thead th')]
    let width = -1
    const observer = new ResizeObserver(() => {
      if (box.clientWidth === width) return
      width = box.clientWidth
      free(table, heads)
      if (table.dataset.cards === undefined) hold(table, heads)
    })
    observer.observe(box)
    return () => {
      observer.disconnect()
      free(table, heads)
    }
  }, [scroller, columns])
}

function hold(table: HTMLTableElement, heads: readonly HTMLElement[]) {
  const widths = heads.map((head) => head.getBoundingClientRect().width)
  heads.forEach((head, place) => {
    head.style.width = `${widths[place]}px`
  })
  table.style.tableLayout = 'fixed'
}

function free(table: HTMLTableElement, heads: readonly HTMLElement[]) {
  table.style.tableLayout = ''
  for (const head of heads) head.style.width = ''
}
