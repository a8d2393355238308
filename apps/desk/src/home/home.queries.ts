import { queryOptions } from '@tanstack/react-query'
import type { Label } from '@zhucan/kernel'
import { address } from '../app/address.ts'
import { get } from '../app/http.ts'

/** Holders and open clues of one region right below. */
export interface PlaceFigures {
  readonly code: string
  readonly name: string
  readonly holders: number
  readonly clues: number
}

/** How one rule came out. */
export interface RuleFigures {
  readonly rule: string
  readonly title: Label
  readonly severity: string
  readonly open: number
  readonly withdrawn: number
  readonly cannotSay: number
}

/** One department list and how much of it was matched. */
export interface ListFigures {
  readonly id: string
  readonly fileType: string
  readonly title: string
  readonly rows: number
  readonly matched: number
  readonly invalid: number
  readonly absent: number
  readonly receivedOn: string
  readonly ageDays: number
}

/** The figures of a region; each opens into the rows it counts. */
export interface Dashboard {
  readonly day: string
  readonly region: string
  readonly screenedOn: string | null
  readonly people: readonly { readonly kind: string; readonly count: number }[]
  readonly matrix: readonly { readonly category: string; readonly level: number; readonly count: number }[]
  readonly byRegion: readonly PlaceFigures[]
  readonly cluesByRule: readonly RuleFigures[]
  readonly lists: readonly ListFigures[]
}

/** The figures of a region, or of one's whole area. */
export const dashboardQuery = (region: string | undefined) =>
  queryOptions({
    queryKey: ['dashboard', region ?? null],
    queryFn: ({ signal }) => get<Dashboard>(address('/api/v1/dashboard', { region }), signal),
  })
