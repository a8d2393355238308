import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { RowWindow } from '@zhucan/ui'
import { useEffect, useMemo } from 'react'

/** Longer lists are not scrolled but filtered: browsers lose count of pixels, and people of rows. */
export const longestWindow = 200_000

interface Part<Row> {
  total: number
  rows: Row[]
}

/** Where the rows of a list come from, part by part. */
export interface WindowSource<Row> {
  /** Changes with filter and order. */
  readonly list: string
  readonly size: number
  readonly load: (client: QueryClient, part: number) => Promise<Part<Row>>
  readonly first: Part<Row> | undefined
}

/** Nothing is fetched while one still scrolls fast: a drag to the end asks for its end only. */
const pause = 60

/** The rows near the scrolled window, fetched part by part and kept while the list stays the same. */
export function useWindow<Row>(source: WindowSource<Row>): RowWindow<Row> {
  const client = useQueryClient()
  const { list, size, load, first } = source
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is another store.
  const store = useMemo(() => createStore(size, (part) => load(client, part)), [client, list, size, load])
  useEffect(() => store.stop, [store])
  return useMemo(
    () => ({
      total: Math.min(first?.total ?? 0, longestWindow),
      list,
      onRange: store.want,
      subscribe: store.subscribe,
      rowAt: (index) => {
        const part = Math.floor(index / size)
        return (store.rows(part) ?? (part === 0 ? first?.rows : undefined))?.[index % size]
      },
    }),
    [first, list, store, size],
  )
}

/** Keeps the parts outside of what is drawn, so that only the rows are drawn anew when some have come. */
function createStore<Row>(size: number, load: (part: number) => Promise<Part<Row>>) {
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
