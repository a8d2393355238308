import { choiceParam, countParam, type RawSearch } from '../app/search-params.ts'

/** What an import would do with a row. */
export const rowKinds = ['new', 'changed', 'conflicting', 'faulty'] as const

/** Which rows of a preview one looks at. */
export interface ImportSearch {
  readonly kind?: (typeof rowKinds)[number] | undefined
  readonly page?: number | undefined
}

/** Read the tab and page of a preview from an address. */
export function readImportSearch(raw: RawSearch): ImportSearch {
  return { kind: choiceParam(raw, 'kind', rowKinds), page: countParam(raw, 'page') }
}
