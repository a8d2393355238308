import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Label } from '@zhucan/kernel'
import { address } from '../app/address.ts'
import { get } from '../app/http.ts'
import { pageSize, windowSize } from '../register/register.queries.ts'
import type { ListSearch, ListsSearch } from './lists.address.ts'

/** One list that a department sent. */
export interface DepartmentList {
  readonly id: string
  readonly fileType: string
  readonly fileTitle: Label
  /** The file's own name. */
  readonly title: string
  readonly receivedOn: string
  readonly rowCount: number
  /** Rows by what became of them; see `rowStates`. */
  readonly counts: Readonly<Record<string, number>>
  readonly retainUntil: string
  readonly rawDeletedAt: string | null
}

/** One list with what it may be used for. */
export interface ListDetail extends DepartmentList {
  readonly department: Label | null
  readonly legalBasis: Label | null
  readonly permittedUse: Label | null
}

/** One row of a list and what became of it. */
export interface ListRow {
  readonly row: number
  readonly sheet: number
  readonly name: string
  readonly personId: string | null
  readonly method: string | null
  readonly faultCodes: readonly string[]
  readonly fields: Readonly<Record<string, unknown>>
}

/** All lists of one's area. */
export const listsQuery = ({ sort }: ListsSearch = {}) =>
  queryOptions({
    queryKey: ['lists', sort ?? null],
    queryFn: ({ signal }) => get<DepartmentList[]>(address('/api/v1/lists', { sort }), signal),
    placeholderData: keepPreviousData,
  })

/** One list. */
export const listQuery = (id: string) =>
  queryOptions({
    queryKey: ['list', id],
    queryFn: ({ signal }) => get<ListDetail>(`/api/v1/lists/${encodeURIComponent(id)}`, signal),
  })

const rowsQuery = (id: string, state: string, page: number, size: number) =>
  queryOptions({
    queryKey: ['list', id, 'rows', state, page, size],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: ListRow[] }>(
        address(`/api/v1/lists/${encodeURIComponent(id)}/rows`, { state, page, pageSize: size }),
        signal,
      ),
  })

/** One page of the rows of a list that came out the same way. */
export const listRowsQuery = (id: string, { state = 'matched', page = 1 }: ListSearch) =>
  queryOptions({ ...rowsQuery(id, state, page, pageSize), placeholderData: keepPreviousData })

/** A part of the rows one scrolls through, the first one being 0. */
export const listPartQuery = (id: string, state: string, part: number) =>
  rowsQuery(id, state, part + 1, windowSize)
