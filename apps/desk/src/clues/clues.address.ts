import { choiceParam, countParam, type RawSearch, regionParam, textParam } from '../app/search-params.ts'

/** How grave a clue is. */
export const severities = ['high', 'medium', 'low'] as const
/** Where a clue stands. */
export const clueStates = ['new', 'withdrawn'] as const

/** Everything that decides what the clue list shows, and which clue is open beside it. */
export interface CluesSearch {
  readonly region?: string | undefined
  readonly rule?: string | undefined
  readonly state?: (typeof clueStates)[number] | undefined
  readonly severity?: (typeof severities)[number] | undefined
  readonly page?: number | undefined
  readonly clue?: string | undefined
}

/** Read the clue list's filters from an address. */
export function readCluesSearch(raw: RawSearch): CluesSearch {
  return {
    region: regionParam(raw, 'region'),
    rule: textParam(raw, 'rule'),
    state: choiceParam(raw, 'state', clueStates),
    severity: choiceParam(raw, 'severity', severities),
    page: countParam(raw, 'page'),
    clue: textParam(raw, 'clue'),
  }
}
