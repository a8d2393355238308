import { choiceParam, countParam, type RawSearch, textParam } from '../app/search-params.ts'

/** Where an account stands. */
export const accountStates = ['active', 'future', 'ended', 'closed'] as const

/** Everything that decides what the list of people shows. */
export interface PeopleSearch {
  readonly text?: string | undefined
  readonly role?: string | undefined
  readonly organisation?: string | undefined
  readonly state?: (typeof accountStates)[number] | undefined
  readonly page?: number | undefined
}

/** Reads the address of the list. */
export const readPeopleSearch = (raw: RawSearch): PeopleSearch => ({
  text: textParam(raw, 'text'),
  role: textParam(raw, 'role'),
  organisation: textParam(raw, 'organisation'),
  state: choiceParam(raw, 'state', accountStates),
  page: countParam(raw, 'page'),
})
