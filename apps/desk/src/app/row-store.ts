/** Some rows of a list, and how many there are in all. */
export interface Part<Row> {
  total: number
  rows: Row[]
}

/** Nothing is fetched while one still scrolls fast: a drag to the end asks for its end only. */
const pause = 60

/** Keeps the parts of a long list outside of what is drawn, so that only its rows are drawn anew when some have come. */
export function createRowStore<Row>(size: number, load: (part: number) => Promise<Part<Row>>) {
  const known = new Map<number, Row[]>()
  const asked = new Set<number>()
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const fetchPart = async (part: number) => {
    if (asked.has(part)) return
    asked.add(part)
    const answer = await load(part).catch(() => undefined)
    if (!answer) asked.delete(part)
    else known.set(part, answer.rows)
    for (const listener of listeners) listener()
  }
  return {
    rows: (part: number) => known.get(part),
    want: (from: number, to: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const last = Math.floor(Math.max(from, to - 1) / size)
        for (let part = Math.floor(from / size); part <= last; part++) void fetchPart(part)
      }, pause)
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => clearTimeout(timer),
  }
}
