import { parseLooseDate, parseSex } from '@zhucan/kernel'
import type { Dialect } from './dialect.ts'
import { roomOf, wordOf, wordSql } from './identity-words.ts'
import type { Field, LookupTable, Quick } from './plan.ts'
import { letterCode, readPersonName } from './read-person-name.ts'
import { readDoor, readPlace } from './read-place.ts'
import {
  lostPlaces,
  packedSql,
  packSyllables,
  packText,
  signColumns,
  signLimits,
  signNumber,
  signRows,
  wordSound,
} from './signs.ts'
import { wordId } from './word-id.ts'

/** Table of the characters that names are usually written with. */
export const signTable: LookupTable = { name: 'linkage_sign', columns: signColumns, rows: signRows }

/** The columns that tell who a person is, and how each is read. */
export function identityFields(dialect: Dialect): Field[] {
  return [
    nameField(dialect),
    sexField,
    birthField(dialect),
    placeField(dialect, 'region', 'p'),
    placeField(dialect, 'residence', 'q'),
    addressField,
    phoneField(dialect),
    numberField(dialect),
  ]
}

const signs = ['c1', 'c2', 'c3', 'c4'] as const
const place = (column: string) => signs.map((sign) => `${sign}_${column}`)
/** Numbers of usual characters are below this. */
const mostSigns = 21_000

const nameField = (d: Dialect): Field => ({
  source: 'name',
  columns: {
    name_id: 'BIGINT',
    sound: 'BIGINT',
    parts: 'BIGINT',
    name_signs: 'VARCHAR',
  },
  quick: quickName(d),
  derive: (raw) => {
    const name = readPersonName(raw)
    if (name === null) return null
    const { given, family, sound, folded } = name
    const text = [...name.text].slice(0, longest).join('')
    const packed = packText(text)
    return [
      packed ?? wordId(name.text),
      sound === null || folded === null
        ? null
        : (packSyllables(sound.split(' ')) ?? wordSound(sound, folded)),
      wordOf('parts', {
        family: signId(family, 'family'),
        given_1: signId(given[0], 'given_1'),
        given_2: signId(given[1], 'given_2'),
        name_length: [...text].length,
        lost: packed === null ? 0 : lostPlaces(text),
      }),
      // Whole numbers serve for short names; of others the signs, and behind them one letter for each. A lost sign may be a rare one.
      packed === null || text.includes('?') ? text + letterCode(text) : null,
    ]
  },
})

/** Characters of a name that are looked at. */
const longest = roomOf('parts', 'name_length') - 1

/** One usual character by its number, anything else by a number above those; 0 for none. */
function signId(text: string | null, column: 'family' | 'given_1' | 'given_2'): number {
  if (text === null) return 0
  return (text.length === 1 ? signNumber(text) : null) ?? above(mostSigns, roomOf('parts', column), text)
}

/** The same number for the same text, from one and below another. */
function above(from: number, below: number, text: string): number {
  return from + (-wordId(text) % (below - from))
}

/** Code of a sign within the limits of the table; the last is looked at in names of more than nine bytes only. */
function signCode(d: Dialect, at: number): string {
  const code = d.codePoint(at === 0 ? 'name' : d.substring('name', at + 1, 1))
  const { below, above } = signLimits
  const inLimits = d.least(d.greatest(code, String(below)), String(above))
  return at < 3 ? inLimits : `case when ${d.byteLength('name')} > 9 then ${inLimits} else ${below} end`
}

/** Two to four characters of which all have a reading, without a surname of two. */
function quickName(d: Dialect): Quick {
  return {
    steps: {
      name_bytes: d.byteLength('name'),
      ...Object.fromEntries(signs.map((_, at) => [`u${at + 1}`, signCode(d, at)])),
    },
    lookups: Object.fromEntries(
      signs.map((sign, at) => [sign, { table: signTable.name, step: `u${at + 1}` }]),
    ),
    // Each of these characters has three bytes.
    when: `c1_plain > 0 and c2_plain > 0
      and (name_bytes = 6 or ((name_bytes = 9 or (name_bytes = 12 and c4_plain > 0)) and c3_plain > 0 and not (c1_may_begin and c2_may_end)))`,
    cells: {
      name_id: packedSql(place('plain'), 'text'),
      sound: packedSql(['c1_family_sound', ...place('sound').slice(1)], 'syllables'),
      parts: wordSql('parts', {
        family: 'c1_plain',
        given_1: 'c2_plain',
        given_2: 'c3_plain',
        name_length: d.intDiv('name_bytes', 3),
      }),
    },
  }
}

const sexField: Field = {
  source: 'sex',
  columns: { sex_bits: 'BIGINT' },
  derive: (raw) => {
    const sex = parseSex(raw)
    return sex === null ? null : [wordOf('born', { sex: sex === 'male' ? 1 : 2 })]
  },
}

const birthField = (d: Dialect): Field => ({
  source: 'birth',
  columns: { born_read: 'BIGINT' },
  quick: {
    once: true,
    steps: { born: d.day('birth') },
    when: "born between date '1880-01-01' and date '2099-12-31'",
    cells: {
      born_read: wordSql('born', { birth: d.dayNumber('born'), year: d.intDiv(d.dayNumber('born'), 10_000) }),
    },
  },
  derive: (raw) => {
    const { date, precision } = parseLooseDate(raw)
    if (date === null) return null
    const day = Number(date.replaceAll('-', ''))
    return [wordOf('born', { birth: precision === 'day' ? day : 0, year: Math.floor(day / 10_000) })]
  },
})

/** Codes of places are numbers; names get one above them. */
function placeId(text: string | null | undefined, level: keyof typeof placeRoom): number | null {
  if (text === null || text === undefined) return null
  return /^\d+$/.test(text) ? Number(text) : above(placeRoom[level][0], placeRoom[level][1], text)
}

/** From which number on, and below which, names of places lie. */
const placeRoom = {
  county: [1e6, roomOf('area', 'county')],
  town: [1e9, roomOf('area', 'town')],
  village: [1e12, roomOf('spot', 'village')],
} as const

/** Its area, 0 for none, and its village. */
function placeCells(found: ReturnType<typeof readPlace>) {
  const [county, town] = [placeId(found?.county, 'county'), placeId(found?.town, 'town')]
  return [wordOf('area', { county: county ?? 0, town: town ?? 0 }), placeId(found?.village, 'village')]
}

function placeField(d: Dialect, source: 'region' | 'residence', prefix: string): Field {
  const code = `${prefix}_code`
  const level = (drop: number, part: number) =>
    `case when ${d.intDiv(code, drop)} % ${part} <> 0 then ${d.intDiv(code, drop)} else 0 end`
  return {
    source,
    columns: {
      [`${prefix}_area`]: 'BIGINT',
      [`${prefix}_village`]: 'BIGINT',
    },
    quick: {
      once: true,
      steps: { [code]: d.digits(source, 12) },
      when: `${code} >= 100000000000`,
      cells: {
        [`${prefix}_area`]: wordSql('area', { county: level(1_000_000, 100), town: level(1000, 1000) }),
        [`${prefix}_village`]: `nullif(${level(1, 1000)}, 0)`,
      },
    },
    derive: (raw) => {
      const found = readPlace(raw)
      if (found === null) return null
      return placeCells(found)
    },
  }
}

const addressField: Field = {
  source: 'address',
  columns: { a_area: 'BIGINT', a_village: 'BIGINT', a_door: 'BIGINT' },
  derive: (raw) => {
    const found = readPlace(raw)
    const door = readDoor(raw)
    if (found === null && door === null) return null
    return [...placeCells(found), door === null ? null : above(1, roomOf('spot', 'door'), door)]
  },
}

const phoneField = (d: Dialect): Field => ({
  source: 'phone',
  columns: { phone: 'BIGINT' },
  quick: {
    steps: { phone_code: d.digits('phone', 11) },
    when: 'phone_code >= 10000000000',
    cells: { phone: 'phone_code' },
  },
  derive: (raw) => {
    const digits = raw.normalize('NFKC').replaceAll(/\D/g, '')
    return digits.length < 7 ? null : [Number(digits.slice(-11))]
  },
})

/** A tail of three digits and a check, which may be X, is a whole number: the check, 0 as 1 and X as 11, below this. */
export const tailUnit = 12

/** What is left of a number: county and birth date of its head, and its tail where it is whole. */
const numberField = (d: Dialect): Field => ({
  source: 'number',
  columns: { ids: 'BIGINT' },
  quick: {
    all: true,
    steps: {
      id_bytes: d.byteLength('number'),
      id_ends_x: endsWithX,
      id_is_usual: isUsualNumber(d),
      id_digits: d.digitsOf(eighteenDigits(d), 'number'),
    },
    when: 'id_digits >= case when id_is_usual then 100000000000000000 else 1000000000000000000 end',
    cells: {
      ids: wordSql('ids', {
        id_county: `${d.intDiv('id_digits', 1_000_000_000_000)} % 1000000`,
        id_birth: `${d.intDiv('id_digits', 10_000)} % 100000000`,
        id_tail: `case when id_bytes < 18 then 0 else ${d.intDiv('id_digits', 10)} % 1000 * ${tailUnit} + case when id_ends_x then 11 else id_digits % 10 + 1 end end`,
      }),
    },
  },
  derive: (raw) => {
    const [, county, birth, three, check] = /^(\d{6})(\d{8})(?:\d{0,3}|(\d{3})([\dX]))$/.exec(raw) ?? []
    if (county === undefined) return null
    const tail = three === undefined ? 0 : Number(three) * tailUnit + 1 + (check === 'X' ? 10 : Number(check))
    return [wordOf('ids', { id_county: Number(county), id_birth: Number(birth), id_tail: tail })]
  },
})

const endsWithX = "number like '%X'"

/** Eighteen signs of which the first is above zero and the last no X: these are read as they stand. */
const isUsualNumber = (d: Dialect) =>
  `(${d.byteLength('number')} = 18 and number >= '1' and not ${endsWithX})`

/** Others behind a one, because the first digit may be zero; zeros stand for the X and for the digits that a shorter one lacks. */
function eighteenDigits(d: Dialect): string {
  const head = `case when ${endsWithX} then ${d.substring('number', 1, 17)} else number end`
  return `case when ${isUsualNumber(d)} then number
    when ${d.byteLength('number')} between 14 and 18 then '1' || ${d.substring(`(${head} || '0000')`, 1, 18)} end`
}
