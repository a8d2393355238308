import { parseLooseDate, parseSex } from '@zhucan/kernel'
import type { Dialect } from './dialect.ts'
import type { Field, LookupTable, Quick } from './plan.ts'
import { letterCode, readPersonName } from './read-person-name.ts'
import { readDoor, readPlace } from './read-place.ts'
import {
  knownBits,
  packedSql,
  packSyllables,
  packText,
  signColumns,
  signLimits,
  signNumber,
  signRows,
} from './signs.ts'
import { shortWordId, wordId } from './word-id.ts'

/** So many doors a village has room for in one whole number with it. */
export const doors = 4_000_000

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
const first = (column: string) => `c1_family_${column}`

const nameField = (d: Dialect): Field => ({
  source: 'name',
  columns: {
    name_id: 'BIGINT',
    sound: 'BIGINT',
    folded: 'BIGINT',
    family: 'INTEGER',
    given_1: 'INTEGER',
    given_2: 'INTEGER',
    name_length: 'INTEGER',
    known_bits: 'BIGINT',
    name_signs: 'VARCHAR',
  },
  quick: quickName(d),
  derive: (raw) => {
    const name = readPersonName(raw)
    if (name === null) return null
    const { text, given } = name
    const packed = packText(text)
    return [
      packed ?? wordId(text),
      soundId(name.sound, 'sound'),
      soundId(name.folded, 'folded'),
      signId(name.family),
      ...given.map(signId),
      [...text].length,
      packed === null ? null : knownBits(text),
      // Whole numbers serve for short names; of others the signs, and behind them one letter for each.
      packed === null ? text + letterCode(text) : null,
    ]
  },
})

/** One usual character by its number, anything else by its text. */
function signId(text: string | null): number | null {
  if (text === null) return null
  return (text.length === 1 ? signNumber(text) : null) ?? shortWordId(text)
}

function soundId(text: string | null, kind: 'sound' | 'folded'): bigint | number | null {
  return text === null ? null : (packSyllables(text.split(' '), kind) ?? wordId(text))
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
    when: `c1_sound > 0 and c2_sound > 0
      and (name_bytes = 6 or ((name_bytes = 9 or (name_bytes = 12 and c4_sound > 0)) and c3_sound > 0 and not (c1_may_begin and c2_may_end)))`,
    cells: {
      name_id: packedSql(place('plain'), 'text'),
      sound: packedSql([first('sound'), ...place('sound').slice(1)], 'syllables'),
      folded: packedSql([first('folded'), ...place('folded').slice(1)], 'syllables'),
      family: 'c1_plain',
      given_1: 'c2_plain',
      given_2: 'nullif(c3_plain, 0)',
      name_length: d.intDiv('name_bytes', 3),
    },
  }
}

const sexField: Field = {
  source: 'sex',
  columns: { sex: 'INTEGER' },
  derive: (raw) => {
    const sex = parseSex(raw)
    return sex === null ? null : [sex === 'male' ? 1 : 2]
  },
}

const birthField = (d: Dialect): Field => ({
  source: 'birth',
  columns: { birth_read: 'INTEGER', birth_month: 'INTEGER' },
  quick: {
    once: true,
    steps: { born: d.day('birth') },
    when: "born between date '1880-01-01' and date '2099-12-31'",
    cells: { birth_read: d.dayNumber('born'), birth_month: d.intDiv(d.dayNumber('born'), 100) },
  },
  derive: (raw) => {
    const { date, precision } = parseLooseDate(raw)
    if (date === null) return null
    const day = Number(date.replaceAll('-', ''))
    return precision === 'day' ? [day, Math.floor(day / 100)] : [null, Math.floor(day / 100)]
  },
})

/** Codes of places are numbers; names get one. */
function placeId(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null
  // No longer than a code, so that a door fits beside it in one whole number.
  return /^\d+$/.test(text) ? Number(text) : wordId(text) % 1e12
}

function placeField(d: Dialect, source: 'region' | 'residence', prefix: string): Field {
  const code = `${prefix}_code`
  const level = (drop: number, part: number) =>
    `case when ${d.intDiv(code, drop)} % ${part} <> 0 then ${d.intDiv(code, drop)} end`
  return {
    source,
    columns: {
      [`${prefix}_county`]: 'BIGINT',
      [`${prefix}_town`]: 'BIGINT',
      [`${prefix}_village`]: 'BIGINT',
    },
    quick: {
      once: true,
      steps: { [code]: d.digits(source, 12) },
      when: `${code} >= 100000000000`,
      cells: {
        [`${prefix}_county`]: level(1_000_000, 100),
        [`${prefix}_town`]: level(1000, 1000),
        [`${prefix}_village`]: level(1, 1000),
      },
    },
    derive: (raw) => {
      const found = readPlace(raw)
      if (found === null) return null
      return [found.county, found.town, found.village].map(placeId)
    },
  }
}

const addressField: Field = {
  source: 'address',
  columns: { a_county: 'BIGINT', a_town: 'BIGINT', a_village: 'BIGINT', door: 'BIGINT' },
  derive: (raw) => {
    const found = readPlace(raw)
    const door = readDoor(raw)
    if (found === null && door === null) return null
    const places = [found?.county, found?.town, found?.village].map(placeId)
    return [...places, door === null ? null : -wordId(door) % doors]
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

/** A tail of three digits and a check, which may be X, is a whole number: the check, X as 10, below this. */
export const tailUnit = 100

/** What is left of a number: county and birth date of its head, and its tail where it is whole. */
const numberField = (d: Dialect): Field => ({
  source: 'number',
  columns: { id_county: 'INTEGER', id_birth: 'INTEGER', id_tail: 'INTEGER' },
  quick: {
    steps: {
      // Seventeen digits in one, of shorter ones the last three zeros.
      id_digits: `case when ${d.byteLength('number')} = 18 then ${d.digits(d.substring('number', 1, 17), 17)}
        else ${d.digits(d.substring('number', 1, 14), 14)} * 1000 end`,
      id_bytes: d.byteLength('number'),
      id_check: d.codePoint(d.substring('number', 18, 1)),
    },
    when: `id_digits >= 10000000000000000 and (id_bytes between 14 and 17 or (id_bytes = 18 and (id_check between 48 and 57 or id_check = 88)))`,
    cells: {
      id_county: d.intDiv('id_digits', 100_000_000_000),
      id_birth: `${d.intDiv('id_digits', 1000)} % 100000000`,
      id_tail: `case when id_bytes = 18 then id_digits % 1000 * ${tailUnit} + case when id_check = 88 then 10 else id_check - 48 end end`,
    },
  },
  derive: (raw) => {
    const [, county, birth, three, check] = /^(\d{6})(\d{8})(?:\d{0,3}|(\d{3})([\dX]))$/.exec(raw) ?? []
    if (county === undefined) return null
    const tail = three === undefined ? null : Number(three) * tailUnit + (check === 'X' ? 10 : Number(check))
    return [Number(county), Number(birth), tail]
  },
})
