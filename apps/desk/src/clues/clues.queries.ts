import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Label } from '@zhucan/kernel'
import { address } from '../app/address.ts'
import { get } from '../app/http.ts'
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
    readonly rows: readonly {
      readonly fileType: string
      readonly title: string
      readonly row: number | null
      readonly day: string
      readonly personId: string
    }[]
  }
}

/** One page of clues in one's area. */
export const cluesQuery = ({ clue: _open, ...search }: CluesSearch) =>
  queryOptions({
    queryKey: ['clues', search],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: ClueLine[] }>(
        address('/api/v1/clues', { ...search, page: search.page ?? 1, pageSize }),
        signal,
      ),
    placeholderData: keepPreviousData,
  })

/** One clue with its reason. */
export const clueQuery = (id: string) =>
  queryOptions({
    queryKey: ['clue', id],
    queryFn: ({ signal }) => get<Clue>(`/api/v1/clues/${encodeURIComponent(id)}`, signal),
  })
