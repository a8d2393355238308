import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Label } from '@zhucan/kernel'
import { address, type SearchValues } from '../app/address.ts'
import { get } from '../app/http.ts'
import { readSort } from '../app/sorting.ts'
import type { PolicyReason } from '../policy/policy.queries.ts'
import { pageSize } from '../register/register.queries.ts'
import type { CluesSearch } from './clues.address.ts'

/** One clue in a list; the name is masked. */
export interface ClueLine {
  readonly id: string
  readonly rule: string
  readonly ruleTitle: Label
  readonly severity: string
  readonly subject: string
  readonly state: string
  readonly since: string
  readonly personId: string
  readonly personName: string
  readonly category: string | null
  readonly level: number | null
  readonly regionName: string | null
  /** The level that has it: 3, 4 or 5. */
  readonly holder: number
  readonly place: string
  readonly placeName: string | null
  readonly officeId: string | null
  readonly officeName: string | null
  readonly due: string | null
  readonly colour: string
  readonly verdict: string | null
  readonly sample: string
  readonly factsChangedOn: string | null
  readonly version: number
  /** What this user may do now. */
  readonly actions: readonly string[]
}

/** One part of a rule with the person's own values; `outcome` null = the facts are missing. */
export interface Clause {
  readonly text: Label
  readonly outcome: boolean | null
}

/** A clue with its whole reason. */
export interface Clue extends ClueLine {
  readonly why: {
    readonly clauses: readonly Clause[]
    readonly ruleVersion: string
    readonly source: { readonly title: Label; readonly article: Label | null }
    readonly advice: Label
    readonly lines: readonly PolicyReason[]
    readonly rows: readonly {
      readonly factId: string
      readonly fileType: string
      readonly title: string
      readonly row: number | null
      readonly day: string
      readonly personId: string
    }[]
  }
}

/** The part of an address that narrows the list, as the server wants it. */
export function filterOf(search: CluesSearch): SearchValues {
  const { clue: _open, page: _page, sort: _sort, hide: _hide, view: _view, ...filter } = search
  return filter
}

/** One page of clues in one's area. */
export const cluesQuery = (search: CluesSearch) => {
  const sort = readSort(search.sort)
  const order = sort && { sort: sort.column, order: sort.direction === 'descending' ? 'desc' : 'asc' }
  return queryOptions({
    queryKey: ['clues', 'list', filterOf(search), search.page, search.sort],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: ClueLine[] }>(
        address('/api/v1/clues', { ...filterOf(search), ...order, page: search.page ?? 1, pageSize }),
        signal,
      ),
    placeholderData: keepPreviousData,
  })
}

/** How many clues there are, by several views of the same filter. */
export interface ClueCounts {
  readonly total: number
  readonly states: readonly { readonly state: string; readonly count: number }[]
  readonly colours: readonly { readonly colour: string; readonly count: number }[]
  /** States by the colours of their deadlines. */
  readonly due: readonly { readonly state: string; readonly colour: string; readonly count: number }[]
  readonly holders: readonly { readonly holder: number; readonly count: number }[]
}

/** Counts of a filter. */
export const clueCountsQuery = (filter: SearchValues) =>
  queryOptions({
    queryKey: ['clues', 'counts', filter],
    queryFn: ({ signal }) => get<ClueCounts>(address('/api/v1/clues/counts', filter), signal),
    placeholderData: keepPreviousData,
  })

/** One clue with its reason. */
export const clueQuery = (id: string) =>
  queryOptions({
    queryKey: ['clue', id],
    queryFn: ({ signal }) => get<Clue>(`/api/v1/clues/${encodeURIComponent(id)}`, signal),
  })
