import { choiceParam, type RawSearch, regionParam, textParam } from '../app/search-params.ts'

/** The groups of lines, one a tab. */
export const policyGroups = ['amount', 'loop', 'figure', 'switch', 'condition'] as const

/** Everything that decides what the page of policy shows. */
export interface PolicySearch {
  readonly region?: string | undefined
  readonly day?: string | undefined
  readonly group?: (typeof policyGroups)[number] | undefined
}

/** Reads place, day and group from an address. */
export const readPolicySearch = (raw: RawSearch): PolicySearch => ({
  region: regionParam(raw, 'region'),
  day: textParam(raw, 'day'),
  group: choiceParam(raw, 'group', policyGroups),
})
