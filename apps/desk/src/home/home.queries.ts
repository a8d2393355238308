import { keepPreviousData, queryOptions } from '@tanstack/react-query'
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

/** The steps a trend is told in. */
export type TrendStep = 'week' | 'month'

/** Clues found and finished in a week or month, and how many were open at its end. */
export interface TrendPoint {
  readonly from: string
  readonly to: string
  readonly found: number
  readonly finished: number
  readonly open: number
}

/** How clues came and went, the oldest period first. */
export interface ClueTrend {
  readonly by: TrendStep
  readonly points: readonly TrendPoint[]
}

/** How the clues of a region came and went; the old picture stays until the new one is there. */
export const trendQuery = (region: string, by: TrendStep) =>
  queryOptions({
    queryKey: ['dashboard', 'trend', region, by],
    queryFn: ({ signal }) => get<ClueTrend>(address('/api/v1/dashboard/trend', { region, by }), signal),
    placeholderData: keepPreviousData,
  })
