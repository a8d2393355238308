import { choiceParam, countParam, type RawSearch, textParam } from '../app/search-params.ts'

/** Where a paper stands. */
export const paperStates = ['draft', 'reviewed', 'issued', 'withdrawn'] as const
export type PaperState = (typeof paperStates)[number]
/** From what a draft can be made. */
export const paperSources = ['targets', 'notice', 'tasks', 'blank'] as const
export type PaperSource = (typeof paperSources)[number]
/** Parts of the page of a paper. */
export const paperTabs = ['sheet', 'write', 'figures', 'flags', 'history'] as const
export type PaperTab = (typeof paperTabs)[number]

/** The orders the list can be read in; `-` turns one round. */
export const paperSorts = [
  ...(['title', 'kind', 'office', 'changed', 'issued', 'state'] as const),
  ...(['-title', '-kind', '-office', '-changed', '-issued', '-state'] as const),
] as const

/** Which papers one looks at, and whether a new one is being made. */
export interface PapersSearch {
  readonly state?: PaperState | undefined
  readonly make?: PaperSource | undefined
  /** What a new one is made from. */
  readonly notice?: string | undefined
  readonly target?: string | undefined
  readonly sort?: (typeof paperSorts)[number] | undefined
  /** Columns left out, parted by commas. */
  readonly hide?: string | undefined
  readonly page?: number | undefined
  /** The saved view this came from. */
  readonly view?: string | undefined
}

/** Stands where the id of a paper would: `/papers/new?notice=…` or `?target=…`. */
export const newPaper = 'new'

/** Which part of a paper one looks at. */
export interface PaperSearch {
  readonly tab?: PaperTab | undefined
  readonly figure?: string | undefined
  readonly act?: 'issue' | 'return' | 'withdraw' | undefined
  readonly notice?: string | undefined
  readonly target?: string | undefined
}

/** Reads the list's address. */
export const readPapersSearch = (raw: RawSearch): PapersSearch => ({
  state: choiceParam(raw, 'state', paperStates),
  make: choiceParam(raw, 'make', paperSources),
  notice: textParam(raw, 'notice'),
  target: textParam(raw, 'target'),
  sort: choiceParam(raw, 'sort', paperSorts),
  hide: textParam(raw, 'hide'),
  page: countParam(raw, 'page'),
  view: textParam(raw, 'view'),
})

/** Reads a paper's address. */
export const readPaperSearch = (raw: RawSearch): PaperSearch => ({
  tab: choiceParam(raw, 'tab', paperTabs),
  figure: textParam(raw, 'figure'),
  act: choiceParam(raw, 'act', ['issue', 'return', 'withdraw'] as const),
  notice: textParam(raw, 'notice'),
  target: textParam(raw, 'target'),
})
