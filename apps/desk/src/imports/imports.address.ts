import { type UndoFate, undoFates } from '@zhucan/catalogue'
import { choiceParam, countParam, type RawSearch } from '../app/search-params.ts'
import { rowStates } from '../lists/lists.address.ts'

/** What an import of the register would do with a row; `warning` = taken in, yet something is wrong with it. */
export const registerRowKinds = ['new', 'changed', 'conflicting', 'faulty', 'warning'] as const
/** What only a form of the register that came back can tell. */
export const formRowKinds = ['differing', 'kept', 'missing'] as const
/** What became of a row of a department's list. */
export const listRowKinds = ['matched', 'absent', 'invalid', 'warning'] as const
/** Every kind of row that a preview may show. */
export const rowKinds = [...registerRowKinds, ...formRowKinds, ...listRowKinds] as const

/** Which rows of a preview one looks at. */
export interface ImportSearch {
  readonly kind?: (typeof rowKinds)[number] | undefined
  readonly page?: number | undefined
  /** The undo is being looked at, by what becomes of people. */
  readonly undo?: UndoFate | undefined
  /** Which rows of a list one looks at, to take some of them back. */
  readonly rows?: (typeof rowStates)[number] | undefined
}

const fates = Object.keys(undoFates) as UndoFate[]

/** Read the tab and page of a preview from an address. */
export function readImportSearch(raw: RawSearch): ImportSearch {
  return {
    kind: choiceParam(raw, 'kind', rowKinds),
    page: countParam(raw, 'page'),
    undo: choiceParam(raw, 'undo', fates),
    rows: choiceParam(raw, 'rows', rowStates),
  }
}
