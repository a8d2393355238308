import type { Thresholds } from './assign.ts'
import { duckdb as d } from './dialect.ts'
import { doors, identityFields, signTable } from './identity-fields.ts'
import { identityImplies, identityRules } from './identity-rules.ts'
import type { Comparison, Level, Plan } from './plan.ts'

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
export function identityPlan(options: { readonly birthColumn?: boolean } = {}): Plan {
  const { birthColumn = true } = options
  return {
    id: 'identity',
    fields: identityFields(),
    lookups: [signTable],
    computed,
    counted: ['name_id', 'sound', 'phone', 'home', 'id_county'],
    comparisons,
    rules: identityRules,
    implies: identityImplies,
    guard: (agreement) =>
      isHouseholdMix(agreement) || (!birthColumn && !agreement.has('birth') && !agreement.has('id-tail')),
  }
}

const computed: Plan['computed'] = [
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
  { birth_sorted: birthSorted('any_day') },
]

/** Day and month in whatever order they were written. */
function birthSorted(day: string): string {
  const [month, of] = [`${d.intDiv(day, 100)} % 100`, `${day} % 100`]
  return `${d.intDiv(day, 10_000)} * 10000 + ${d.least(month, of)} * 100 + ${d.greatest(month, of)}`
}

const level = (id: string, when: string, start: number, counted?: string): Level => ({
  id,
  when,
  start,
  ...(counted !== undefined && { counted }),
})

/** A name with lost characters that another fits. */
const masks = (a: string, b: string) =>
  `(${a}.known_bits is not null and ${b}.name_id > 0 and ${a}.name_length = ${b}.name_length and ${d.otherBits(`${a}.name_id`, `${b}.name_id`, `${a}.known_bits`)} = 0)
    or (${a}.has_lost and ${a}.name_length = ${b}.name_length and ${d.fits(`${b}.name_text`, `${a}.name_text`)})`
const shorter = (a: string, b: string) =>
  `(${a}.given_2 is null and ${b}.given_2 is not null and ${a}.given_1 in (${b}.given_1, ${b}.given_2))`
/** Within one family a character fell out, or two changed places. */
const slipped = `l.family = r.family and (${shorter('l', 'r')} or ${shorter('r', 'l')} or (l.given_1 = r.given_2 and l.given_2 = r.given_1))`
const [nl, nr] = ['l.name_code', 'r.name_code']
const gap = 'abs(l.name_length - r.name_length)'
/** Long transliterations differ in a character or are cut off by old systems. */
const fewSigns = d.greatest('1', d.intDiv('l.name_length', 4))
const longAlike = `${d.least('l.name_length', 'r.name_length')} >= 5 and case
  when ${gap} = 0 then ${d.hamming(nl, nr)} <= ${fewSigns}
  when ${d.startsWith('l.name_text', 'r.name_text')} or ${d.startsWith('r.name_text', 'l.name_text')} then true
  when ${gap} <= 2 then ${d.editDistance(nl, nr)} <= ${fewSigns} else false end`
const sharesGiven = `l.family = r.family and (l.given_1 = r.given_1 or l.given_2 = r.given_2) and l.given_2 is not null and r.given_2 is not null`

const village = '(l.village = r.village and (l.town = r.town or l.town is null or r.town is null))'
const otherHome = '(l.q_village = r.village or l.village = r.q_village or l.q_village = r.q_village)'

const comparisons: readonly Comparison[] = [
  {
    id: 'name',
    missing: '(l.name_id is null or r.name_id is null)',
    levels: [
      level('same', 'l.name_id = r.name_id', 0.86, 'name_id'),
      level('homophone', 'l.sound = r.sound', 0.055, 'sound'),
      level('sounds-alike', `l.folded = r.folded or ${masks('l', 'r')} or ${masks('r', 'l')}`, 0.02),
      level('slip', `${slipped} or ${longAlike}`, 0.02),
      level('one-character', sharesGiven, 0.015),
      level('surname', 'l.family = r.family', 0.01),
    ],
  },
  {
    id: 'birth',
    missing: '(l.birth is null or r.birth is null) and (l.year is null or r.year is null)',
    levels: [
      level('same', 'l.birth = r.birth', 0.88),
      level(
        'other-source',
        'l.birth_sorted = r.birth_sorted or l.birth = r.id_birth or l.id_birth = r.birth',
        0.03,
      ),
      level('one-digit', d.otherDigit('l.birth', 'r.birth', 8), 0.05),
      level('year', 'l.year = r.year', 0.02),
    ],
  },
  {
    id: 'sex',
    missing: '(l.sex is null or r.sex is null)',
    levels: [level('same', 'l.sex = r.sex', 0.99)],
  },
  {
    id: 'place',
    missing:
      '(coalesce(l.village, l.town, l.county) is null or coalesce(r.village, r.town, r.county) is null)',
    levels: [
      level('door', `l.home = r.home and ${village}`, 0.5, 'home'),
      level('village', `${village} and (l.door is null or r.door is null)`, 0.2),
      level('other-door', `${village} or ${otherHome}`, 0.12),
      level(
        'town',
        'l.town = r.town and (l.county = r.county or l.county is null or r.county is null)',
        0.08,
      ),
      level('county', 'l.county = r.county', 0.07),
    ],
  },
  {
    id: 'phone',
    missing: '(l.phone is null or r.phone is null)',
    levels: [
      level('same', 'l.phone = r.phone', 0.55, 'phone'),
      level('one-digit', d.otherDigit('l.phone', 'r.phone', 11), 0.03),
    ],
  },
  {
    id: 'id-tail',
    missing: '(l.id_tail is null or r.id_tail is null)',
    levels: [
      level('same', 'l.id_tail = r.id_tail', 0.7),
      level(
        'one-digit',
        `case when ${d.hamming('l.id_tail', 'r.id_tail')} = 1 then true when ${d.hamming('l.id_tail', 'r.id_tail')} = 2 then ${d.editDistance('l.id_tail', 'r.id_tail')} = 1 else false end`,
        0.25,
      ),
    ],
  },
  {
    id: 'id-county',
    missing: '(l.id_county is null or r.id_county is null)',
    levels: [
      level('same', 'l.id_county = r.id_county', 0.75, 'id_county'),
      // A wrong first digit may be 0; with a million added all have seven.
      level('one-digit', d.otherDigit('(l.id_county + 1000000)', '(r.id_county + 1000000)', 6), 0.2),
    ],
  },
]

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
