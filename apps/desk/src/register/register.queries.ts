import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { address } from '../app/address.ts'
import { get } from '../app/http.ts'
import type { RegisterSearch } from './register.address.ts'

/** One person in a list; the name is masked, and there is no number. */
export interface PersonLine {
  readonly id: string
  readonly name: string
  readonly sex: string | null
  readonly age: number | null
  readonly kind: string
  readonly category: string | null
  readonly level: number | null
  readonly certificateState: string
  readonly regionName: string | null
  readonly householdHolders: number
  readonly clues: number
}

/** Rows of one page of every list in the Desk. */
export const pageSize = 50

/** Rows fetched at once where one scrolls through all of them. */
export const windowSize = 100

const filterOf = ({ hide: _hide, rows: _rows, view: _view, page: _page, ...filter }: RegisterSearch) => filter

/** What decides which people stand in the list and in which order; another one starts from its top. */
export const listName = (search: RegisterSearch): string => JSON.stringify(filterOf(search))

const page = (search: RegisterSearch, number: number, size: number) =>
  queryOptions({
    queryKey: ['persons', filterOf(search), number, size],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: PersonLine[] }>(
        address('/api/v1/persons', { ...filterOf(search), page: number, pageSize: size }),
        signal,
      ),
  })

/** One page of people in one's area. */
export const personsQuery = (search: RegisterSearch) =>
  queryOptions({ ...page(search, search.page ?? 1, pageSize), placeholderData: keepPreviousData })

/** A part of the list one scrolls through, the first one being 0. */
export const personsPartQuery = (search: RegisterSearch, part: number) => page(search, part + 1, windowSize)
