import { parseLooseDate, parseSex } from '@zhucan/kernel'
import type { Thresholds } from './assign.ts'
import { duckdb as d } from './dialect.ts'
import { identityRules } from './identity-rules.ts'
import type { Comparison, Field, Level, Plan } from './plan.ts'
import { letterCode, readPersonName } from './read-person-name.ts'
import { readDoor, readPlace } from './read-place.ts'

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
  const words = dictionary()
  return {
    id: 'identity',
    fields: [
      nameField(words),
      sexField,
      birthField,
      placeField('region', 'p', words),
      placeField('residence', 'q', words),
      addressField(words),
    ],
    raw: ['number', 'phone'],
    computed,
    countedComputed: ['phone', 'home', 'id_county'],
    comparisons,
    rules: identityRules,
    guard: (agreement) =>
      isHouseholdMix(agreement) || (!birthColumn && !agreement.has('birth') && !agreement.has('id-tail')),
  }
}

type Words = (text: string | null) => number | null

/** Numbers for texts, so that most comparisons are of integers. */
function dictionary(): Words {
  const known = new Map<string, number>()
  return (text) => {
    if (text === null) return null
    const id = known.get(text)
    if (id !== undefined) return id
    known.set(text, known.size + 1)
    return known.size
  }
}

function nameField(words: Words): Field {
  return {
    source: 'name',
    columns: {
      name_id: 'INTEGER',
      sound: 'INTEGER',
      folded: 'INTEGER',
      family: 'INTEGER',
      given_1: 'INTEGER',
      given_2: 'INTEGER',
      name_code: 'VARCHAR',
      name_text: 'VARCHAR',
      name_length: 'INTEGER',
      has_lost: 'BOOLEAN',
    },
    counted: ['name_id', 'sound'],
    derive: (raw) => {
      const name = readPersonName(raw)
      if (name === null) return null
      const { text, sound, folded, family, given } = name
      const ids = [
        words(text),
        words(sound),
        words(folded && `~${folded}`),
        words(family && `=${family}`),
        ...given.map(words),
      ]
      return [...ids, letterCode(text), text, [...text].length, text.includes('?')]
    },
  }
}

const sexField: Field = {
  source: 'sex',
  columns: { sex: 'INTEGER' },
  counted: [],
  derive: (raw) => {
    const sex = parseSex(raw)
    return sex === null ? null : [sex === 'male' ? 1 : 2]
  },
}

const birthField: Field = {
  source: 'birth',
  columns: { birth_read: 'INTEGER', birth_month: 'INTEGER' },
  counted: [],
  derive: (raw) => {
    const { date, precision } = parseLooseDate(raw)
    if (date === null) return null
    const day = Number(date.replaceAll('-', ''))
    return precision === 'day' ? [day, Math.floor(day / 100)] : [null, Math.floor(day / 100)]
  },
}

function placeField(source: 'region' | 'residence', prefix: string, words: Words): Field {
  return {
    source,
    columns: {
      [`${prefix}_county`]: 'INTEGER',
      [`${prefix}_town`]: 'INTEGER',
      [`${prefix}_village`]: 'INTEGER',
    },
    counted: [],
    derive: (raw) => {
      const place = readPlace(raw)
      return place === null ? null : [words(place.county), words(place.town), words(place.village)]
    },
  }
}

function addressField(words: Words): Field {
  return {
    source: 'address',
    columns: { a_county: 'INTEGER', a_town: 'INTEGER', a_village: 'INTEGER', door: 'INTEGER' },
    counted: [],
    derive: (raw) => {
      const place = readPlace(raw)
      const door = readDoor(raw)
      if (place === null && door === null) return null
      return [
        words(place?.county ?? null),
        words(place?.town ?? null),
        words(place?.village ?? null),
        words(door),
      ]
    },
  }
}

const digits = "regexp_replace(raw_phone, '[^0-9]', '', 'g')"
const part = (from: number, length: number) =>
  `try_cast(${d.substring('raw_number', from, length)} as integer)`
const hasDigits = (least: number) => `${d.charLength('raw_number')} >= ${least}`

const computed: Plan['computed'] = [
  {
    phone: `case when raw_phone is null then null when ${d.byteLength('raw_phone')} = 11 then try_cast(raw_phone as bigint)
      when ${d.charLength(digits)} >= 7 then try_cast(right(${digits}, 11) as bigint) end`,
    id_county: `case when ${hasDigits(14)} then ${part(1, 6)} end`,
    id_birth: `case when ${hasDigits(14)} then ${part(7, 8)} end`,
    id_tail: `case when ${hasDigits(18)} then ${d.substring('raw_number', 15, 4)} end`,
    county: 'coalesce(p_county, a_county)',
    town: 'coalesce(p_town, a_town)',
    village: 'coalesce(p_village, a_village)',
    home: 'case when door is not null then coalesce(p_village, a_village)::bigint * 100000000 + door end',
  },
  {
    birth:
      'coalesce(birth_read, case when birth_month is null and id_birth between 18800101 and 20991231 then id_birth end)',
    year: 'coalesce(birth_month, id_birth // 100) // 100',
    any_day: 'coalesce(birth_read, id_birth)',
  },
  {
    birth_sorted: `any_day // 10000 * 10000 + least(any_day // 100 % 100, any_day % 100) * 100 + greatest(any_day // 100 % 100, any_day % 100)`,
  },
]

const level = (id: string, when: string, start: number, counted?: string): Level => ({
  id,
  when,
  start,
  ...(counted !== undefined && { counted }),
})

const masks = (a: string, b: string) =>
  `(${a}.has_lost and ${a}.name_length = ${b}.name_length and ${b}.name_text like replace(${a}.name_text, '?', '_'))`
const shorter = (a: string, b: string) =>
  `(${a}.given_2 is null and ${b}.given_2 is not null and ${a}.given_1 in (${b}.given_1, ${b}.given_2))`
/** Within one family a character fell out, or two changed places. */
const slipped = `l.family = r.family and (${shorter('l', 'r')} or ${shorter('r', 'l')} or (l.given_1 = r.given_2 and l.given_2 = r.given_1))`
const [nl, nr] = ['l.name_code', 'r.name_code']
const gap = 'abs(l.name_length - r.name_length)'
/** Long transliterations differ in a character or are cut off by old systems. */
const longAlike = `least(l.name_length, r.name_length) >= 5 and case
  when ${gap} = 0 then ${d.hamming(nl, nr)} <= greatest(1, l.name_length // 4)
  when starts_with(l.name_text, r.name_text) or starts_with(r.name_text, l.name_text) then true
  when ${gap} <= 2 then ${d.editDistance(nl, nr)} <= greatest(1, l.name_length // 4) else false end`
const sharesGiven = `l.family = r.family and (l.given_1 = r.given_1 or l.given_2 = r.given_2) and l.given_2 is not null and r.given_2 is not null`

const village = '(l.village = r.village and (l.town = r.town or l.town is null or r.town is null))'
const otherHome = '(l.q_village = r.village or l.village = r.q_village or l.q_village = r.q_village)'
const birthText = (side: string) => `${side}.birth::varchar`

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
      level('one-digit', `${d.hamming(birthText('l'), birthText('r'))} = 1`, 0.05),
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
      level(
        'one-digit',
        `case when ${d.charLength('l.phone::varchar')} = ${d.charLength('r.phone::varchar')} then ${d.hamming('l.phone::varchar', 'r.phone::varchar')} = 1 else false end`,
        0.03,
      ),
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
      level(
        'one-digit',
        `${d.hamming("lpad(l.id_county::varchar, 6, '0')", "lpad(r.id_county::varchar, 6, '0')")} = 1`,
        0.2,
      ),
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
