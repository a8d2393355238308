import { choiceParam, countParam, type RawSearch, regionParam, textParam } from '../app/search-params.ts'

/** How grave a clue is. */
export const severities = ['high', 'medium', 'low'] as const

/** Where a clue stands, and the groups a list may ask for. */
export const clueStates = [
  ...(['open', 'in-work', 'all'] as const),
  ...(['new', 'issued', 'received', 'verifying', 'answered', 'returned'] as const),
  ...(['sampled', 'handling', 'closed', 'reopened', 'withdrawn'] as const),
] as const

/** Colours of a deadline. */
export const dueColours = ['blue', 'orange', 'red', 'clear'] as const
/** Levels that may have a clue in hand. */
export const clueLevels = ['3', '4', '5'] as const
const verdicts = ['true', 'false', 'unknown'] as const
const columns = ['severity', 'due', 'since', 'rule', 'state', 'place'] as const

/** The columns a list can be sorted by, both ways. */
export const clueSorts = [...columns, ...columns.map((column) => `-${column}` as const)] as const

/** Everything that decides what the clue list shows, and which clue is open beside it. */
export interface CluesSearch {
  readonly region?: string | undefined
  readonly rule?: string | undefined
  readonly state?: (typeof clueStates)[number] | undefined
  readonly severity?: (typeof severities)[number] | undefined
  /** Only what one's own office may act on now. */
  readonly mine?: 'true' | undefined
  readonly holder?: (typeof clueLevels)[number] | undefined
  readonly colour?: (typeof dueColours)[number] | undefined
  readonly office?: string | undefined
  readonly verdict?: (typeof verdicts)[number] | undefined
  readonly changed?: 'true' | undefined
  readonly sort?: (typeof clueSorts)[number] | undefined
  readonly hide?: string | undefined
  readonly view?: string | undefined
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
    mine: choiceParam(raw, 'mine', ['true']),
    holder: choiceParam(raw, 'holder', clueLevels),
    colour: choiceParam(raw, 'colour', dueColours),
    office: textParam(raw, 'office'),
    verdict: choiceParam(raw, 'verdict', verdicts),
    changed: choiceParam(raw, 'changed', ['true']),
    sort: choiceParam(raw, 'sort', clueSorts),
    hide: textParam(raw, 'hide'),
    view: textParam(raw, 'view'),
    page: countParam(raw, 'page'),
    clue: textParam(raw, 'clue'),
  }
}
