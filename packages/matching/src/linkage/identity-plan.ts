import type { Thresholds } from './assign.ts'
import { type Dialect, duckdb } from './dialect.ts'
import { identityComparisons } from './identity-comparisons.ts'
import { doors, identityFields, signTable } from './identity-fields.ts'
import { identityImplies, identityRules } from './identity-rules.ts'
import type { Plan } from './plan.ts'

/** Columns of a raw table of persons; all VARCHAR, any may be empty. `number` holds what is left of an ID number. */
export const identityColumns = [
  'name',
  'sex',
  'birth',
  'region',
  'residence',
  'address',
  'phone',
  'number',
] as const

/** A link to a person may lead to a decision about a benefit, so it takes odds of sixteen to one. */
export const identityThresholds: Thresholds = { link: 4, review: -4, margin: 2 }

/**
 * The plan for persons of the register and of lists: what Chinese identities are compared by. In a list without a column
 * of birth dates only what is left of the number tells namesakes apart; there a pair without either is for a person.
 */
export function identityPlan(
  options: { readonly birthColumn?: boolean; readonly dialect?: Dialect } = {},
): Plan {
  const { birthColumn = true, dialect = duckdb } = options
  return {
    id: 'identity',
    fields: identityFields(dialect),
    lookups: [signTable],
    computed: computedColumns(dialect),
    counted: ['name_id', 'sound', 'phone', 'home', 'id_county'],
    comparisons: identityComparisons(dialect),
    rules: identityRules,
    implies: identityImplies,
    guard: (agreement) =>
      isHouseholdMix(agreement) || (!birthColumn && !agreement.has('birth') && !agreement.has('id-tail')),
  }
}

const computedColumns = (d: Dialect): Plan['computed'] => [
  {
    county: 'coalesce(p_county, a_county)',
    town: 'coalesce(p_town, a_town)',
    village: 'coalesce(p_village, a_village)',
    home: `case when door is not null then coalesce(p_village, a_village) * ${doors} + door end`,
  },
  {
    birth:
      'coalesce(birth_read, case when birth_month is null and id_birth between 18800101 and 20991231 then id_birth end)',
    year: d.intDiv(`coalesce(birth_month, ${d.intDiv('id_birth', 100)})`, 100),
    any_day: 'coalesce(birth_read, id_birth)',
  },
  { birth_sorted: birthSorted(d, 'any_day') },
]

/** Day and month in whatever order they were written. */
function birthSorted(d: Dialect, day: string): string {
  const [month, of] = [`${d.intDiv(day, 100)} % 100`, `${day} % 100`]
  return `${d.intDiv(day, 10_000)} * 10000 + ${d.least(month, of)} * 100 + ${d.greatest(month, of)}`
}

/**
 * Same surname and same door but another given name: a twin, a sibling, a parent. Without the tail of the number or a
 * telephone nothing but a person may decide.
 */
function isHouseholdMix(agreement: ReadonlyMap<string, string>): boolean {
  const name = agreement.get('name')
  const place = agreement.get('place')
  const isBrotherOrSister = name === 'slip' && agreement.get('sex') === 'differs'
  const isOther = name === 'one-character' || name === 'surname' || name === 'differs'
  if (!isOther && !isBrotherOrSister) return false
  if (agreement.get('id-tail') === 'same' || agreement.get('phone') === 'same') return false
  return place === 'door' || place === 'village' || place === undefined
}
