import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Label } from '@zhucan/kernel'
import { address } from '../app/address.ts'
import { get } from '../app/http.ts'
import type { RegionName } from '../app/session.ts'

/** A figure with what it rests on; numbers are decimal texts. */
export interface FigureValue {
  readonly indicator: string
  readonly version: number
  readonly region: string
  readonly value: string | null
  readonly numerator: string | null
  readonly denominator: string | null
  readonly unknown: number
  readonly source: 'computed' | 'reported'
  readonly day: string | null
  readonly missingPlaces: number
  readonly coverage: {
    readonly have: number
    readonly due: number
    readonly missing: readonly { region: string; name: string }[]
  }
}

/** A sign that asks for a second look. */
export interface Alarm {
  readonly code: string
  readonly text: Label
}

/** An indicator as screens know it. */
export interface Described {
  readonly code: string
  readonly label: Label
  readonly topic: string
  readonly kind: string
  readonly unit: string
  readonly direction: string
  readonly version: number
  readonly source: 'computed' | 'reported'
}

/** How far a target is. */
export interface Completion {
  readonly form: string
  readonly target: string | null
  readonly percent: string | null
  readonly left: string | null
  readonly timePassed: string
  readonly expected: { readonly even: string; readonly schedule: string | null }
  readonly status: string
  readonly statusText: Label
}

/** How the counted figures stand to the records. */
export interface CountState {
  readonly countedAt: string | null
  readonly changedBy: readonly ('import' | 'undo' | 'screening' | 'linking' | 'clues')[]
  readonly isCounting: boolean
}

/** One line of the board. */
export interface BoardLine extends Described {
  readonly figure: FigureValue
  readonly ageDays: number | null
  readonly alarms: readonly Alarm[]
}

/** All indicators of a region. */
export interface Board {
  readonly day: string
  readonly region: RegionName
  readonly counting: CountState
  readonly figures: readonly BoardLine[]
}

/** A region below, with its own figure. */
export interface PlaceLine extends RegionName {
  readonly hasChildren: boolean
  readonly figure: FigureValue
  readonly ageDays: number | null
  readonly weight: number
  readonly completion: Completion | null
}

/** One indicator over a region and those right below it. */
export interface FigurePageData {
  readonly day: string
  readonly indicator: Described & { readonly definition: Label }
  readonly path: readonly RegionName[]
  readonly figure: FigureValue
  readonly counting: CountState | null
  readonly ageDays: number | null
  readonly completion: Completion | null
  readonly children: readonly PlaceLine[]
  readonly trend: readonly { readonly day: string; readonly value: string | null }[]
  readonly summary: Label
  readonly alarms: readonly Alarm[]
}

interface Part {
  readonly label: Label
  readonly when?: string
}

/** Everything a figure rests on. */
export interface Why {
  readonly indicator: Described & {
    readonly definition: Label
    readonly numerator: Part
    readonly denominator?: Part
    readonly aliases: readonly string[]
  }
  readonly figure: FigureValue
  readonly counting: CountState | null
  readonly arithmetic: Label | null
  readonly facts: readonly { readonly name: string; readonly label: Label }[]
  readonly snapshot: {
    readonly day: string
    readonly finishedAt: string | null
    readonly region: string
    readonly records: number
    readonly lists: readonly {
      readonly fileType: string
      readonly receivedOn: string
      readonly region: string
    }[]
  } | null
  readonly missing: readonly { readonly region: string; readonly name: string; readonly count: number }[]
  readonly reports: readonly Report[]
  readonly hasRecords: boolean
}

/** A reported figure. */
export interface Report {
  readonly id: string
  readonly indicator: string
  readonly region: string
  readonly regionName: string | null
  readonly period: string
  readonly numerator: string
  readonly denominator: string | null
  readonly evidence: string
  readonly note: string | null
  readonly state: string
  readonly revision: number
  readonly carrierName: string | null
  readonly files: number
  readonly submittedByMe?: boolean
}

/** One record behind a figure. */
export interface FigureRecord {
  readonly recordId: string
  readonly personId: string | null
  readonly clueId: string | null
  readonly name: string | null
  readonly category: string | null
  readonly level: number | null
  readonly regionName: string | null
}

/** Which of a figure's records one looks at. */
export const recordParts = ['counted', 'base', 'unknown'] as const
export type RecordPart = (typeof recordParts)[number]

const lookAgainMs = 20_000

/** Figures that are older than their records will be counted again soon: whoever looks on sees them change. */
const untilCounted = (query: { state: { data?: { counting: CountState | null } | undefined } }) => {
  const counting = query.state.data?.counting
  return counting && (counting.isCounting || counting.changedBy.length > 0) ? lookAgainMs : false
}

/** All indicators of a region. */
export const boardQuery = (region: string | undefined) =>
  queryOptions({
    queryKey: ['figures', region ?? null],
    queryFn: ({ signal }) => get<Board>(address('/api/v1/figures', { region }), signal),
    refetchInterval: untilCounted,
    placeholderData: keepPreviousData,
  })

const path = (code: string, rest = '') => `/api/v1/figures/${encodeURIComponent(code)}${rest}`

/** One indicator of a region. */
export const figureQuery = (code: string, region: string | undefined) =>
  queryOptions({
    queryKey: ['figures', code, region ?? null],
    queryFn: ({ signal }) => get<FigurePageData>(address(path(code), { region }), signal),
    refetchInterval: untilCounted,
    placeholderData: keepPreviousData,
  })

/** What a figure rests on. */
export const whyQuery = (code: string, region: string | undefined) =>
  queryOptions({
    queryKey: ['figures', code, 'why', region ?? null],
    queryFn: ({ signal }) => get<Why>(address(path(code, '/why'), { region }), signal),
    refetchInterval: untilCounted,
  })

/** Rows of one page of records. */
export const recordsPerPage = 50

/** The records behind a figure. */
export const recordsQuery = (
  code: string,
  asked: { region: string | undefined; part: RecordPart; page: number },
) =>
  queryOptions({
    queryKey: ['figures', code, 'records', asked],
    queryFn: ({ signal }) =>
      get<{ countedOn: string; total: number; hidden: number; rows: FigureRecord[] }>(
        address(path(code, '/records'), { ...asked, pageSize: recordsPerPage }),
        signal,
      ),
    placeholderData: keepPreviousData,
  })

/** An indicator that offices hand in, with the periods that may be chosen. */
export interface ReportedIndicator {
  readonly code: string
  readonly label: Label
  readonly kind: string
  readonly unit: string
  readonly level: number
  readonly numerator: Label
  readonly denominator: Label | null
  readonly definition: Label
  readonly periods: readonly { readonly code: string; readonly label: Label }[]
  readonly owed: string
}

/** Reported figures of a region, and who has not handed in. */
export interface Reports {
  readonly day: string
  readonly reports: readonly Report[]
  readonly indicators: readonly ReportedIndicator[]
  readonly missing: readonly { readonly region: string; readonly name: string }[]
}

/** Reports, narrowed as the address says. */
export const reportsQuery = (search: {
  region?: string | undefined
  indicator?: string | undefined
  state?: string | undefined
}) =>
  queryOptions({
    queryKey: ['reports', search],
    queryFn: ({ signal }) => get<Reports>(address('/api/v1/reports', { ...search }), signal),
    placeholderData: keepPreviousData,
  })

/** One report with its history. */
export interface ReportDetail extends Omit<Report, 'files' | 'carrierName'> {
  readonly isOwnPart: boolean
  readonly files: readonly { readonly id: string; readonly fileName: string }[]
  readonly history: readonly {
    readonly revision: number
    readonly at: string
    readonly actorName: string
    readonly organisationName: string
    readonly action: string
    readonly toState: string
    readonly numerator: string
    readonly denominator: string | null
    readonly evidence: string
    readonly reason: string | null
  }[]
}

/** One report. */
export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ['reports', 'one', id],
    queryFn: ({ signal }) => get<ReportDetail>(`/api/v1/reports/${encodeURIComponent(id)}`, signal),
  })
