import { choiceParam, countParam, type RawSearch } from '../app/search-params.ts'

/** What became of a row of a list. */
export const rowStates = ['matched', 'invalid', 'absent'] as const

/** Which rows of a list one looks at. */
export interface ListSearch {
  readonly state?: (typeof rowStates)[number] | undefined
  readonly page?: number | undefined
}

/** Read the tab and page of a list from an address. */
export function readListSearch(raw: RawSearch): ListSearch {
  return { state: choiceParam(raw, 'state', rowStates), page: countParam(raw, 'page') }
}
