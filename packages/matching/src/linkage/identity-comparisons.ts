import type { Dialect } from './dialect.ts'
import { tailUnit } from './identity-fields.ts'
import type { Comparison, Level } from './plan.ts'
import { knownBitsSql } from './signs.ts'

const level = (id: string, when: string, start: number, counted?: string): Level => ({
  id,
  when,
  start,
  ...(counted !== undefined && { counted }),
})

/** What is compared of two persons. */
export function identityComparisons(dialect: Dialect): readonly Comparison[] {
  return [
    nameComparison(dialect),
    birthComparison(dialect),
    sexComparison,
    placeComparison,
    phoneComparison(dialect),
    tailComparison(dialect),
    countyComparison(dialect),
  ]
}

/** A name with lost characters that another fits. */
function masks(d: Dialect, a: string, b: string): string {
  const known = knownBitsSql((at) => d.bitsAt(`${a}.lost`, at, 1))
  return `(${a}.lost > 0 and ${b}.name_id > 0 and ${a}.name_length = ${b}.name_length and ${d.otherBits(`${a}.name_id`, `${b}.name_id`, known)} = 0)
    or (${a}.name_signs is not null and ${b}.name_signs is not null and ${a}.name_length = ${b}.name_length and ${d.fits(signsOf(d, b), signsOf(d, a))})`
}

/** Of a name that no whole number serves for: its signs, and one letter for each of them. */
const signsOf = (d: Dialect, side: string) => d.substring(`${side}.name_signs`, 1, `${side}.name_length`)
const lettersOf = (d: Dialect, side: string) =>
  d.substring(`${side}.name_signs`, `${side}.name_length + 1`, `${side}.name_length`)

const shorter = (a: string, b: string) =>
  `(${a}.given_2 = 0 and ${b}.given_2 > 0 and ${a}.given_1 > 0 and (${a}.given_1 = ${b}.given_1 or ${a}.given_1 = ${b}.given_2))`
/** Within one family a character fell out, or two changed places. */
const slipped = `l.family > 0 and l.family = r.family and (${shorter('l', 'r')} or ${shorter('r', 'l')} or (l.given_1 > 0 and l.given_2 > 0 and l.given_1 = r.given_2 and l.given_2 = r.given_1))`
const sharesGiven = `l.family > 0 and l.family = r.family and ((l.given_1 > 0 and l.given_1 = r.given_1) or l.given_2 = r.given_2) and l.given_2 > 0 and r.given_2 > 0`

/** Long transliterations differ in a character or are cut off by old systems. */
function longAlike(d: Dialect): string {
  const [nl, nr] = [lettersOf(d, 'l'), lettersOf(d, 'r')]
  const [tl, tr] = [signsOf(d, 'l'), signsOf(d, 'r')]
  const gap = 'abs(l.name_length - r.name_length)'
  const fewSigns = d.greatest('1', d.intDiv('l.name_length', 4))
  return `${d.least('l.name_length', 'r.name_length')} >= 5 and case
  when ${gap} = 0 then ${d.hamming(nl, nr)} <= ${fewSigns}
  when ${d.startsWith(tl, tr)} or ${d.startsWith(tr, tl)} then true
  when ${gap} <= 2 then ${d.editDistance(nl, nr)} <= ${fewSigns} else false end`
}

const nameComparison = (d: Dialect): Comparison => ({
  id: 'name',
  missing: '(l.name_id is null or r.name_id is null)',
  levels: [
    level('same', 'l.name_id = r.name_id', 0.86, 'name_id'),
    level('homophone', 'l.sound = r.sound', 0.055, 'sound'),
    level('sounds-alike', `l.folded = r.folded or ${masks(d, 'l', 'r')} or ${masks(d, 'r', 'l')}`, 0.02),
    level('slip', `${slipped} or ${longAlike(d)}`, 0.02),
    level('one-character', sharesGiven, 0.015),
    level('surname', 'l.family > 0 and l.family = r.family', 0.01),
  ],
})

/** Day and month changed places: then dates are apart by so many times 99. */
function swappedDay(d: Dialect): string {
  const month = (side: string) => `${d.intDiv(`${side}.birth`, 100)} % 100`
  const sameYear = `${d.intDiv('l.birth', 10_000)} = ${d.intDiv('r.birth', 10_000)}`
  return `(l.birth > 0 and (l.birth - r.birth) % 99 = 0 and ${sameYear} and ${month('l')} = r.birth % 100 and ${month('r')} = l.birth % 100)`
}

const birthComparison = (d: Dialect): Comparison => ({
  id: 'birth',
  missing: '(l.birth = 0 or r.birth = 0) and (l.year = 0 or r.year = 0)',
  levels: [
    { ...level('same', 'l.birth = r.birth and l.birth > 0', 0.88), equals: 'birth' },
    level(
      'other-source',
      `${swappedDay(d)} or (l.birth > 0 and l.birth = r.id_birth) or (r.birth > 0 and l.id_birth = r.birth)`,
      0.03,
    ),
    level('one-digit', d.otherDigit('l.birth', 'r.birth', 8), 0.05),
    level('year', 'l.year = r.year and l.year > 0', 0.02),
  ],
})

const sexComparison: Comparison = {
  id: 'sex',
  missing: '(l.sex = 0 or r.sex = 0)',
  levels: [level('same', 'l.sex = r.sex', 0.99)],
}

const village = '(l.village = r.village and (l.town = r.town or l.town = 0 or r.town = 0))'
const otherHome = '(l.q_village = r.village or l.village = r.q_village or l.q_village = r.q_village)'

const placeComparison: Comparison = {
  id: 'place',
  missing: '((l.spot is null and l.area = 0) or (r.spot is null and r.area = 0))',
  levels: [
    level('door', `l.spot = r.spot and l.door > 0 and ${village}`, 0.5, 'home'),
    // Within a village whoever has no home here has no door.
    level('village', `${village} and (l.door = 0 or r.door = 0)`, 0.2),
    level('other-door', `${village} or ${otherHome}`, 0.12),
    level(
      'town',
      'l.town > 0 and l.town = r.town and (l.county = r.county or l.county = 0 or r.county = 0)',
      0.08,
    ),
    level('county', 'l.county > 0 and l.county = r.county', 0.07),
  ],
}

const phoneComparison = (d: Dialect): Comparison => ({
  id: 'phone',
  missing: '(l.phone is null or r.phone is null)',
  levels: [
    level('same', 'l.phone = r.phone', 0.55, 'phone'),
    level('one-digit', d.otherDigit('l.phone', 'r.phone', 11), 0.03),
  ],
})

/** One place of a tail differs, or two neighbours changed places. */
function tailSlips(d: Dialect): string {
  const head = (side: string) => d.intDiv(`${side}.id_tail`, tailUnit)
  const check = (side: string) => `(${side}.id_tail % ${tailUnit} - 1)`
  const digit = (side: string, place: 1 | 2 | 3) =>
    `${d.intDiv(`${side}.id_tail`, tailUnit * 10 ** (3 - place))} % 10`
  const same = (place: 1 | 2 | 3) => `${digit('l', place)} = ${digit('r', place)}`
  const swapped = (one: (side: string) => string, other: (side: string) => string) =>
    `(${one('l')} = ${other('r')} and ${other('l')} = ${one('r')})`
  const at = (place: 1 | 2 | 3) => (side: string) => digit(side, place)
  return `case when ${head('l')} = ${head('r')} then true
    when ${check('l')} = ${check('r')} then (${same(1)} and (${same(2)} or ${same(3)} or ${swapped(at(2), at(3))}))
      or (${same(3)} and (${same(2)} or ${swapped(at(1), at(2))}))
    else ${same(1)} and ${same(2)} and ${swapped(at(3), check)} end`
}

const tailComparison = (d: Dialect): Comparison => ({
  id: 'id-tail',
  missing: '(l.ids is null or r.ids is null or l.id_tail = 0 or r.id_tail = 0)',
  levels: [
    { ...level('same', 'l.id_tail = r.id_tail', 0.7), equals: 'id_tail' },
    level('one-digit', tailSlips(d), 0.25),
  ],
})

const countyComparison = (d: Dialect): Comparison => ({
  id: 'id-county',
  missing: '(l.ids is null or r.ids is null)',
  levels: [
    level('same', 'l.id_county = r.id_county', 0.75, 'id_county'),
    // A wrong first digit may be 0; with a million added all have seven.
    level('one-digit', d.otherDigit('(l.id_county + 1000000)', '(r.id_county + 1000000)', 6), 0.2),
  ],
})
