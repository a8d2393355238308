import { type DuplicateState, duplicateStates } from './duplicates.queries.ts'

/** What stands in the address of the list of duplicates. */
export interface DuplicatesSearch {
  state?: DuplicateState | undefined
  page?: number | undefined
}

/** Reads the address of the list; what is not right is left out. */
export function readDuplicatesSearch(raw: Readonly<Record<string, unknown>>): DuplicatesSearch {
  const page = Number(raw.page)
  return {
    state: duplicateStates.find((known) => known === raw.state),
    page: Number.isInteger(page) && page > 1 ? page : undefined,
  }
}
