import { choiceParam, countParam, type RawSearch, textParam } from '../app/search-params.ts'

/** What became of a row of a list. */
export const rowStates = ['matched', 'invalid', 'absent'] as const

/** Which rows of a list one looks at. */
export interface ListSearch {
  readonly state?: (typeof rowStates)[number] | undefined
  readonly page?: number | undefined
  /** `all`: one long list to scroll instead of pages. */
  readonly rows?: 'all' | undefined
}

/** The orders lists can be read in; `-` turns one round. */
export const listSorts = ['received', '-received', 'rows', '-rows', 'retain', '-retain'] as const

/** How the lists are looked at. */
export interface ListsSearch {
  readonly sort?: (typeof listSorts)[number] | undefined
  readonly hide?: string | undefined
  readonly view?: string | undefined
}

/** Read order and columns of the lists from an address. */
export function readListsSearch(raw: RawSearch): ListsSearch {
  return {
    sort: choiceParam(raw, 'sort', listSorts),
    hide: textParam(raw, 'hide'),
    view: textParam(raw, 'view'),
  }
}

/** Read the tab and page of a list from an address. */
export function readListSearch(raw: RawSearch): ListSearch {
  return {
    state: choiceParam(raw, 'state', rowStates),
    page: countParam(raw, 'page'),
    rows: choiceParam(raw, 'rows', ['all'] as const),
  }
}
