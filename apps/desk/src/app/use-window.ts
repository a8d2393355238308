import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { RowWindow } from '@zhucan/ui'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

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
  const [parts, setParts] = useState<{ list: string; known: ReadonlyMap<number, Row[]> }>(() => ({
    list,
    known: new Map(),
  }))
  const known = parts.list === list ? parts.known : undefined
  const wanted = useRef<ReturnType<typeof setTimeout>>(undefined)
  const fetchPart = useCallback(
    async (part: number) => {
      const { rows } = await load(client, part)
      setParts((before) => ({
        list,
        known: new Map(before.list === list ? before.known : []).set(part, rows),
      }))
    },
    [client, list, load],
  )
  const onRange = useCallback(
    (from: number, to: number) => {
      clearTimeout(wanted.current)
      wanted.current = setTimeout(() => {
        for (let part = Math.floor(from / size); part <= Math.floor(Math.max(from, to - 1) / size); part++) {
          if (!known?.has(part)) void fetchPart(part).catch(() => undefined)
        }
      }, pause)
    },
    [known, size, fetchPart],
  )
  useEffect(() => () => clearTimeout(wanted.current), [])
  return useMemo(
    () => ({
      total: Math.min(first?.total ?? 0, longestWindow),
      list,
      onRange,
      rowAt: (index) => {
        const part = Math.floor(index / size)
        return (known?.get(part) ?? (part === 0 ? first?.rows : undefined))?.[index % size]
      },
    }),
    [first, list, known, onRange, size],
  )
}
