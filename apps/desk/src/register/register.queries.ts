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

/** One page of people in one's area. */
export const personsQuery = (search: RegisterSearch) =>
  queryOptions({
    queryKey: ['persons', search],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: PersonLine[] }>(
        address('/api/v1/persons', { ...search, page: search.page ?? 1, pageSize }),
        signal,
      ),
    placeholderData: keepPreviousData,
  })
