import { queryOptions } from '@tanstack/react-query'
import { get } from '../app/http.ts'

/** The lists that views are kept of. */
export type ViewPlace =
  | 'register'
  | 'clues'
  | 'lists'
  | 'targets'
  | 'tasks'
  | 'supervision'
  | 'notices'
  | 'papers'

/** A list as somebody likes to look at it. */
export interface SavedView {
  readonly id: string
  readonly place: ViewPlace
  readonly name: string
  readonly search: Readonly<Record<string, string>>
  readonly isMine: boolean
  readonly isShared: boolean
  /** This user opens the list with it. */
  readonly isFirst: boolean
  readonly ownerName: string | null
}

/** One's own views and those the office shares. */
export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => get<SavedView[]>('/api/v1/views', signal),
  staleTime: 5 * 60_000,
})
