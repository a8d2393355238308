import { ageOn, type PlainDate } from '@zhucan/kernel'
import type { Village } from '../places.ts'
import type { Plan } from '../plan.ts'
import { draw, type Random, randomOf, weighted } from '../random.ts'
import { settleLife } from './benefits.ts'
import { makeCertificate, makeQuietCertificate } from './disability.ts'
import { type Centre, makeFamily, type Slot } from './families.ts'
import { type IdSupply, makeIdSupply } from './id-supply.ts'
import type { Certificate, Household, Life, Person, PersonKind } from './model.ts'
import { makeDottedName, makeGivenName, makeMarriedName, makeSurname, siblingName } from './names.ts'

const CENTRE_AGES = weighted<readonly [number, number]>([
  [[1, 5], 1],
  [[6, 15], 3.2],
  [[16, 29], 6],
  [[30, 44], 13],
  [[45, 59], 27],
  [[60, 74], 32],
  [[75, 93], 17.8],
])
const OTHER_COUNTY = 0.12
const QUIET = 0.5
const NO_LIFE: Life = {
  diedOn: null,
  assistance: 'none',
  nursingMonths: [],
  livingMonths: [],
  treatments: [],
  schooling: null,
}

interface Maker {
  plan: Plan
  supply: IdSupply
  holders: number
  relatives: number
  households: number
}

/** Every household with register rows, village by village; each call begins anew and gives the same people. */
export function* makeHouseholds(plan: Plan): Generator<Household> {
  const maker: Maker = { plan, supply: makeIdSupply(0), holders: 0, relatives: 0, households: 0 }
  for (const village of plan.area.villages) {
    let left = village.holders
    while (left > 0) {
      const household = makeHousehold(maker, village, left)
      left -= household.members.filter(({ kind }) => kind === 'holder').length
      yield household
    }
  }
}

/** Families without any register row, for the rows of a list that match nobody. */
export function makeStrangers(plan: Plan, village: Village, options: StrangerOptions): Household {
  const { random, supply, number, age } = options
  const centre: Centre = {
    age: random.int(age[0], age[1]),
    sex: random.chance(0.5) ? 'male' : 'female',
    isDependent: false,
  }
  const slots = makeFamily(random, centre, plan.day)
  const members = nameFamily({ plan, random, supply, village }, slots)
  members.forEach((member, index) => {
    Object.assign(member, { kind: 'outsider' satisfies PersonKind, no: `O${number}-${index + 1}` })
  })
  return { number, village, isRural: village.isRural, isQuiet: false, members, house: null, poverty: null }
}

/** How strangers are made: their own stream of chance and lane of numbers, and the age of the family's centre. */
export interface StrangerOptions {
  random: Random
  supply: IdSupply
  number: string
  age: readonly [number, number]
}

function makeHousehold(maker: Maker, village: Village, left: number): Household {
  const { plan } = maker
  const serial = ++maker.households
  const random = randomOf(plan.seed, 'household', serial)
  const [low, high] = draw(random, CENTRE_AGES)
  const centre: Centre = {
    age: random.int(low, high),
    sex: random.chance(0.54) ? 'male' : 'female',
    isDependent: random.chance(0.35),
  }
  const slots = makeFamily(random, centre, plan.day)
  const isQuiet = canBeQuiet(centre, slots) && random.chance(QUIET)
  const members = nameFamily({ plan, random, supply: maker.supply, village }, slots)
  giveCertificates(members, slots, { random, day: plan.day, left, isQuiet })
  for (const member of members) {
    member.no =
      member.kind === 'holder' ? personNumber('P', ++maker.holders) : personNumber('R', ++maker.relatives)
  }
  chooseCarer(members, slots, { random, day: plan.day })
  const number = `${village.county.slice(0, 6)}${String(serial).padStart(7, '0')}`
  const isRural = random.chance(village.isRural ? 0.93 : 0.12)
  const base: Household = { number, village, isRural, isQuiet, members, house: null, poverty: null }
  return isQuiet ? base : settleLife(base, { random, plan })
}

function personNumber(letter: string, serial: number): string {
  return `${letter}${String(serial).padStart(7, '0')}`
}

/** Quiet homes need somebody of working age at the centre and a family of three or more round that person. */
function canBeQuiet({ age }: Centre, slots: readonly Slot[]): boolean {
  return age >= 20 && age <= 54 && slots.length >= 3
}

interface Naming {
  plan: Plan
  random: Random
  supply: IdSupply
  village: Village
}

function nameFamily({ plan, random, supply, village }: Naming, slots: readonly Slot[]): Person[] {
  const ethnicity = makeEthnicity(random, village)
  const surname = makeSurname(random, village.clans)
  const members: Person[] = []
  for (const slot of slots) {
    const { sex, birth, relation, isMarried } = slot
    const prefix = random.chance(OTHER_COUNTY) ? random.pick(plan.area.prefixes) : village.county.slice(0, 6)
    members.push({
      no: '',
      kind: 'relative',
      name: nameOf({ random, ethnicity, surname, before: members.at(-1) ?? null }, slot),
      sex,
      birth,
      id18: supply(prefix, birth, sex),
      ethnicity,
      relation,
      isCarer: false,
      isMarried,
      phone: ageOn(birth, plan.day) >= 14 && random.chance(0.85) ? makePhone(random) : '',
      certificate: null,
      life: NO_LIFE,
    })
  }
  return members
}

interface NameHome {
  random: Random
  ethnicity: string
  surname: string
  before: Person | null
}

function nameOf({ random, ethnicity, surname, before }: NameHome, slot: Slot): string {
  const { sex, birth } = slot
  if (ethnicity === '维吾尔族') return makeDottedName(random, sex)
  const isWife = slot.isInLaw && sex === 'female'
  const old = isWife ? makeMarriedName(random, birth, surname) : null
  if (old) return old
  const family = slot.isInLaw ? makeSurname(random, []) : surname
  const twin =
    slot.isTwin && before ? siblingName(random, before.name.slice(family.length) || '小', sex, birth) : null
  return family + (twin ?? makeGivenName(random, sex, birth))
}

const ETHNICITIES = weighted([
  ['汉族', 950],
  ['回族', 18],
  ['土家族', 10],
  ['苗族', 8],
  ['满族', 5],
  ['蒙古族', 4],
  ['维吾尔族', 5],
])

function makeEthnicity(random: Random, village: Village): string {
  if (village.townshipName.includes('回族') && random.chance(0.55)) return '回族'
  return draw(random, ETHNICITIES)
}

/** The segment 154 was never given to an operator, so no such phone rings. */
function makePhone(random: Random): string {
  return `154${String(random.int(0, 99_999_999)).padStart(8, '0')}`
}

interface Granting {
  random: Random
  day: PlainDate
  left: number
  isQuiet: boolean
}

function giveCertificates(
  members: Person[],
  slots: readonly Slot[],
  { random, day, left, isQuiet }: Granting,
): void {
  let granted = 0
  const order = members
    .map((_, index) => index)
    .toSorted((a, b) => Number(slots[b]!.isCentre) - Number(slots[a]!.isCentre))
  for (const index of order) {
    const member = members[index]!
    const isCentre = slots[index]!.isCentre
    const also =
      !isCentre && !isQuiet && granted < left && random.chance(alsoDisabled(ageOn(member.birth, day)))
    if (isCentre || also) {
      granted++
      member.kind = 'holder'
      member.certificate = certify(random, member, { day, isQuiet })
    } else if (!isQuiet && random.chance(0.01)) member.kind = 'suspected'
  }
}

function certify(
  random: Random,
  member: Person,
  { day, isQuiet }: { day: PlainDate; isQuiet: boolean },
): Certificate {
  return isQuiet ? makeQuietCertificate(random, member.id18, day) : makeCertificate(random, member, day)
}

function alsoDisabled(age: number): number {
  if (age < 4) return 0
  return age < 18 ? 0.05 : age < 60 ? 0.06 : 0.1
}

/** One adult without a certificate cares where somebody needs it: the one the family would name first. */
function chooseCarer(
  members: readonly Person[],
  slots: readonly Slot[],
  { random, day }: Pick<Granting, 'random' | 'day'>,
) {
  const needs = members.some(({ certificate }) => certificate !== null && certificate.level <= 2)
  if (!random.chance(needs ? 0.9 : 0.15)) return
  const able = members.filter(({ kind, birth }) => kind !== 'holder' && ageOn(birth, day) >= 18)
  const first = able.find((member) => slots[members.indexOf(member)]!.cares) ?? able[0]
  if (first) first.isCarer = true
}
