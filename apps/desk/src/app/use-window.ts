import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { RowWindow } from '@zhucan/ui'
import { useEffect, useMemo } from 'react'
import { createRowStore, type Part } from './row-store.ts'

/** Longer lists are not scrolled but filtered: browsers lose count of pixels, and people of rows. */
export const longestWindow = 200_000

/** Where the rows of a list come from, part by part. */
export interface WindowSource<Row> {
  /** Changes with filter and order. */
  readonly list: string
  readonly size: number
  readonly load: (client: QueryClient, part: number) => Promise<Part<Row>>
  readonly first: Part<Row> | undefined
}

/** The rows near the scrolled window, fetched part by part and kept while the list stays the same. */
export function useWindow<Row>(source: WindowSource<Row>): RowWindow<Row> {
  const client = useQueryClient()
  const { list, size, load, first } = source
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is another store.
  const store = useMemo(() => createRowStore(size, (part) => load(client, part)), [client, list, size, load])
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
