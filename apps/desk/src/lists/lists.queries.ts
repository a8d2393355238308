import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { address } from '../app/address.ts'
import { get } from '../app/http.ts'
import { pageSize } from '../register/register.queries.ts'
import type { ListSearch } from './lists.address.ts'

/** One list that a department sent. */
export interface DepartmentList {
  readonly id: string
  readonly fileType: string
  readonly title: string
  readonly department?: string | null
  readonly receivedOn: string
  readonly rows: number
  readonly matched: number
  readonly invalid: number
  readonly absent: number
  readonly retainUntil: string | null
  readonly rawDeleted: boolean
  readonly ageDays: number
}

/** One row of a list and what became of it. */
export interface ListRow {
  readonly row: number
  readonly name: string | null
  readonly personId: string | null
  readonly personName: string | null
  readonly method: string | null
  readonly faults: readonly { readonly column: string | null; readonly code: string }[]
  readonly fields: Readonly<Record<string, unknown>>
}

/** All lists of one's area. */
export const listsQuery = queryOptions({
  queryKey: ['lists'],
  queryFn: ({ signal }) => get<DepartmentList[]>('/api/v1/lists', signal),
})

/** One list. */
export const listQuery = (id: string) =>
  queryOptions({
    queryKey: ['list', id],
    queryFn: ({ signal }) => get<DepartmentList>(`/api/v1/lists/${encodeURIComponent(id)}`, signal),
  })

/** One page of the rows of a list that came out the same way. */
export const listRowsQuery = (id: string, { state = 'matched', page = 1 }: ListSearch) =>
  queryOptions({
    queryKey: ['list', id, 'rows', state, page],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: ListRow[] }>(
        address(`/api/v1/lists/${encodeURIComponent(id)}/rows`, { state, page, pageSize }),
        signal,
      ),
    placeholderData: keepPreviousData,
  })
