import { choiceParam, countParam, type RawSearch, regionParam, textParam } from '../app/search-params.ts'

/** The categories, as they stand in an address. */
export const categoryCodes = [
  'vision',
  'hearing',
  'speech',
  'physical',
  'intellectual',
  'mental',
  'multiple',
] as const
/** The states of a certificate. */
export const certificateStates = ['valid', 'expiring', 'expired', 'frozen', 'cancelled', 'none'] as const
/** Who is in the register. */
export const personKinds = ['holder', 'suspected', 'diagnosed-child', 'relative'] as const

/** The orders the list can be read in; `-` turns one round. */
export const personSorts = ['name', '-name', 'age', '-age', 'level', '-level', 'validTo', '-validTo'] as const

/** Everything that decides what the register list shows. A number never stands here. */
export interface RegisterSearch {
  readonly region?: string | undefined
  readonly name?: string | undefined
  readonly category?: (typeof categoryCodes)[number] | undefined
  readonly level?: number | undefined
  readonly certificateState?: (typeof certificateStates)[number] | undefined
  readonly kind?: (typeof personKinds)[number] | undefined
  readonly rule?: string | undefined
  readonly page?: number | undefined
  readonly sort?: (typeof personSorts)[number] | undefined
  /** Columns left out, parted by commas. */
  readonly hide?: string | undefined
  /** `all`: one long list to scroll instead of pages. */
  readonly rows?: 'all' | undefined
  /** The saved view this came from. */
  readonly view?: string | undefined
}

/** Read the register's filters from an address; what is not understood is left out. */
export function readRegisterSearch(raw: RawSearch): RegisterSearch {
  const level = countParam(raw, 'level')
  return {
    region: regionParam(raw, 'region'),
    name: textParam(raw, 'name'),
    category: choiceParam(raw, 'category', categoryCodes),
    level: level && level <= 4 ? level : undefined,
    certificateState: choiceParam(raw, 'certificateState', certificateStates),
    kind: choiceParam(raw, 'kind', personKinds),
    rule: textParam(raw, 'rule'),
    page: countParam(raw, 'page'),
    sort: choiceParam(raw, 'sort', personSorts),
    hide: textParam(raw, 'hide'),
    rows: choiceParam(raw, 'rows', ['all'] as const),
    view: textParam(raw, 'view'),
  }
}
