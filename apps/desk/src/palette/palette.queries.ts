import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { get, post } from '../app/http.ts'
import type { RegionName } from '../app/session.ts'

/** A person among a few, masked. */
export interface PersonSuggestion {
  readonly id: string
  readonly name: string
  readonly sex: string | null
  readonly age: number | null
  readonly category: string | null
  readonly level: number | null
  readonly regionName: string | null
}

/** A few people whose name begins or sounds so; the text is sent apart and stands in no address. */
export const suggestQuery = (name: string) =>
  queryOptions({
    queryKey: ['person-suggest', name],
    queryFn: async () => (await post<{ rows: PersonSuggestion[] }>('/api/v1/persons/suggest', { name })).rows,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })

/** The regions of one's area with how their names are read; asked once. */
export const ownRegionsQuery = queryOptions({
  queryKey: ['regions', 'mine'],
  queryFn: ({ signal }) =>
    get<(RegionName & { letters: string; initials: string })[]>('/api/v1/regions/mine', signal),
  staleTime: 60 * 60_000,
})

/** Regions by the beginning of their name, wherever they are. */
export const findRegionsQuery = (text: string) =>
  queryOptions({
    queryKey: ['regions', 'search', text],
    queryFn: ({ signal }) =>
      get<(RegionName & { path: RegionName[] })[]>(
        `/api/v1/regions/search?q=${encodeURIComponent(text)}`,
        signal,
      ),
    staleTime: 60 * 60_000,
  })

/** A search by likeness, as far as finding it needs. */
interface LinkRunHead {
  readonly id: string
  readonly listTitle: string
  readonly states: Readonly<Partial<Record<string, number>>>
}

/** Searches by likeness over all lists, the newest first. */
export const linkRunsQuery = queryOptions({
  queryKey: ['link-runs', 'all'],
  queryFn: ({ signal }) => get<LinkRunHead[]>('/api/v1/link-runs', signal),
  staleTime: 60_000,
})
