import { type FactSource, type PolicyBook, policyFactNames, policyFor, shippedBook } from '@zhucan/catalogue'
import { type PlainDate, regionRange } from '@zhucan/kernel'
import type { ReadyRule } from './ready-rules.ts'

/** A list as far as it matters here: what it is and which regions it speaks for. */
export interface CoveringList {
  fileType: string
  region: string
}

/** File types whose absence makes facts unknown. */
export const coveringTypes = [
  'civil-affairs-assistance',
  'medical-insurance-self-paid',
  'school-register',
  'dangerous-housing',
  'deaths',
  'two-subsidies-payment',
  'rural-revitalisation',
] as const satisfies FactSource[]

/** One row per place people are registered in: which lists speak for it and which policy lines hold there. */
export type FactPlace = Record<string, string | boolean | number | null>

/** Column that says whether a list of this type covers the place. */
export const coverColumn = (fileType: string): string => `covers_${fileType.replaceAll('-', '_')}`

/** Column that says by which condition a rule judges at the place. */
export const judgeColumn = (rule: string): string => `judged_${rule}`

/** What holds at places on the day: the lines of policy, and the rules as offices have changed them. */
export interface HereAndNow {
  day: PlainDate
  book?: PolicyBook
  rules?: readonly ReadyRule[]
}

/** Makes the places table's rows; asked once per place, not once per person. */
export function factPlaces(
  codes: string[],
  lists: CoveringList[],
  { day, book = shippedBook, rules = [] }: HereAndNow,
): FactPlace[] {
  const ranges = lists.map((l) => ({ fileType: l.fileType, ...regionRange(l.region) }))
  return codes.map((code) => {
    const covered = new Set(ranges.filter((r) => code >= r.lo && code < r.hi).map((r) => r.fileType))
    return {
      code,
      ...Object.fromEntries(coveringTypes.map((type) => [coverColumn(type), covered.has(type)])),
      ...policyFor(code, day, book.facts),
      ...Object.fromEntries(
        rules.flatMap(({ definition, local }) =>
          local ? [[judgeColumn(definition.id), local.at(code, day)]] : [],
        ),
      ),
    }
  })
}

/** SQL columns of the places table beside those of rules that offices have changed. */
export const placeColumns: { name: string; type: string }[] = [
  { name: 'code', type: 'text' },
  ...coveringTypes.map((type) => ({ name: coverColumn(type), type: 'boolean' })),
  ...policyFactNames.map((name) => ({
    name,
    type: name === 'policy.marginGetsLiving' ? 'boolean' : 'bigint',
  })),
]

/** The columns that say by which condition each changed rule judges. */
export const judgeColumns = (rules: readonly ReadyRule[]): { name: string; type: string }[] =>
  rules.flatMap(({ definition, local }) =>
    local ? [{ name: judgeColumn(definition.id), type: 'smallint' }] : [],
  )
