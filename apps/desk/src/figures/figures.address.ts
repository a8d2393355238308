import { choiceParam, countParam, type RawSearch, regionParam, textParam } from '../app/search-params.ts'

const parts = ['counted', 'base', 'unknown'] as const
const states = ['draft', 'submitted', 'returned', 'reviewed', 'locked', 'corrected'] as const

/** Where one looks at figures, and which of their records. */
export interface FigureSearch {
  readonly region?: string | undefined
  readonly part?: (typeof parts)[number] | undefined
  readonly page?: number | undefined
}

/** Reads the region and the records from an address. */
export function readFigureSearch(raw: RawSearch): FigureSearch {
  return {
    region: regionParam(raw, 'region'),
    part: choiceParam(raw, 'part', parts),
    page: countParam(raw, 'page'),
  }
}

/** What a list of reports is narrowed to, and which one is open. */
export interface ReportsSearch {
  readonly region?: string | undefined
  readonly indicator?: string | undefined
  readonly state?: (typeof states)[number] | undefined
  readonly report?: string | undefined
  readonly hand?: string | undefined
}

/** Reads the filters of reports from an address. */
export function readReportsSearch(raw: RawSearch): ReportsSearch {
  return {
    region: regionParam(raw, 'region'),
    indicator: textParam(raw, 'indicator'),
    state: choiceParam(raw, 'state', states),
    report: textParam(raw, 'report'),
    hand: textParam(raw, 'hand'),
  }
}
