import type { Thresholds } from './assign.ts'
import { type Dialect, duckdb } from './dialect.ts'
import { identityComparisons } from './identity-comparisons.ts'
import { identityFields, signTable } from './identity-fields.ts'
import { identityImplies, identityRules } from './identity-rules.ts'
import { columnSql, type Word, wordSql, words } from './identity-words.ts'
import type { Plan } from './plan.ts'
import { foldedBits } from './signs.ts'

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
    opened: openedColumns(dialect),
    counted: ['name_id', 'sound', 'phone', 'home', 'id_county'],
    comparisons: identityComparisons(dialect),
    rules: identityRules,
    implies: identityImplies,
    guard: (agreement) =>
      isHouseholdMix(agreement) || (!birthColumn && !agreement.has('birth') && !agreement.has('id-tail')),
  }
}

const computedColumns = (d: Dialect): Plan['computed'] => [
  { id_day: d.bitsAt('ids', words.ids.id_birth[0], words.ids.id_birth[1]) },
  {
    area: `case when a_area > 0 then ${areaOfBoth(d)} else coalesce(p_area, 0) end`,
    spot: wordSql('spot', { village: 'coalesce(p_village, a_village)', door: 'coalesce(a_door, 0)' }),
    born: `coalesce(sex_bits, 0) + coalesce(born_read, ${bornOfNumber(d)}, 0)`,
  },
]

/** County and town of the region, each of the address where the region does not name it. */
function areaOfBoth(d: Dialect): string {
  const level = (name: 'county' | 'town') => {
    const [from, count] = words.area[name]
    const [p, a] = ['p_area', 'a_area'].map((word) => d.bitsAt(word, from, count))
    return `case when ${p} > 0 then ${p} else ${a} end`
  }
  return wordSql('area', { county: level('county'), town: level('town') })
}

function bornOfNumber(d: Dialect): string {
  return wordSql('born', {
    birth: 'case when id_day between 18800101 and 20991231 then id_day else 0 end',
    year: d.intDiv('id_day', 10_000),
  })
}

/** The columns that comparisons and rules are written in, read out of the words they lie in. */
function openedColumns(d: Dialect): NonNullable<Plan['opened']> {
  const columns = Object.entries(words).flatMap(([word, layout]) =>
    Object.keys(layout).map((name) => [name, columnSql(d, word as Word, name)] as const),
  )
  return [
    Object.fromEntries(columns),
    {
      folded: `(t.sound & ${foldedBits})`,
      home: 'case when t.door > 0 then t.spot end',
      any_day: 'case when t.birth > 0 then t.birth when t.id_birth > 0 then t.id_birth end',
    },
    { birth_sorted: birthSorted(d, 't.any_day') },
  ]
}

/** Day and month in whatever order they were written. */
function birthSorted(d: Dialect, day: string): string {
  const [month, of] = [`${d.intDiv(day, 100)} % 100`, `${day} % 100`]
  // What stands behind the smaller comes before it: that is a step of 99 for each that they are apart.
  return `${day} + ${d.least(`${of} - ${month}`, '0')} * 99`
}

/**
 * Same surname and same door but another given name: a twin, a sibling, a parent. Without the tail of the number nothing
 * but a person may decide: a telephone may be the whole family's.
 */
function isHouseholdMix(agreement: ReadonlyMap<string, string>): boolean {
  const name = agreement.get('name')
  const place = agreement.get('place')
  const isBrotherOrSister = name === 'slip' && agreement.get('sex') === 'differs'
  const isOther = name === 'one-character' || name === 'surname' || name === 'differs'
  if (!isOther && !isBrotherOrSister) return false
  if (agreement.get('id-tail') === 'same') return false
  return place === 'door' || place === 'village' || place === undefined
}
