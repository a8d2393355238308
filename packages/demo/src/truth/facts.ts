import { ageOn, daysBetween, monthOf, type PlainDate } from '@zhucan/kernel'
import type { Assistance, Certificate, Household, Person } from '../people/model.ts'

/** Whether a list shows this person: by a usable number, or, for the latent truth, always. */
export type IsFound = (list: string, person: Person) => boolean

/** A household as it is seen through the register and the lists. */
export interface SeenHousehold {
  number: string
  isRural: boolean
  holders: number
  size: number
  oldestCarerAge: number
  assistance: Assistance
  livesInDanger: boolean
  isMonitored: boolean
  hasExited: boolean
}

/** A holder as he or she is seen through the register and the lists. */
export interface SeenHolder {
  no: string
  age: number
  level: number
  category: Certificate['category']
  state: 'valid' | 'expired' | 'frozen' | 'cancelled'
  daysToExpiry: number
  isAlive: boolean
  deathMonth: number
  nursingPaid: boolean
  livingPaid: boolean
  lastPaidMonth: number
  assistance: Assistance
  selfPaidFen: number
  isEnrolled: boolean
}

/** Whom the register brings in, and how its people are found in the lists. */
export interface Sight {
  day: PlainDate
  isImported(person: Person): boolean
  isFound: IsFound
}

const STRENGTH: readonly Assistance[] = ['none', 'dibao-margin', 'dibao', 'tekun']

/** What the lists together say about the household of these members. */
export function seeHousehold(household: Household, sight: Sight): SeenHousehold {
  const { isFound, day } = sight
  const members = household.members.filter(sight.isImported)
  const living = members.filter((member) => !isDead(member, sight))
  const found = (list: string) => members.some((member) => isFound(list, member))
  const assisted = living
    .filter((member) => isFound('civil-affairs-assistance', member))
    .map(({ life }) => life.assistance)
  const { house, poverty } = household
  return {
    number: household.number,
    isRural: household.isRural,
    holders: living.filter(({ certificate }) => certificate !== null && certificate.status !== 'cancelled')
      .length,
    size: living.length,
    oldestCarerAge: Math.max(
      0,
      ...living.filter(({ isCarer }) => isCarer).map(({ birth }) => ageOn(birth, day)),
    ),
    assistance: assisted.toSorted((a, b) => STRENGTH.indexOf(b) - STRENGTH.indexOf(a))[0] ?? 'none',
    livesInDanger:
      house !== null && house.class >= 'C' && house.repairedOn === null && found('dangerous-housing'),
    isMonitored:
      poverty !== null &&
      poverty.monitored !== null &&
      !poverty.isRiskRemoved &&
      found('rural-revitalisation'),
    hasExited: poverty?.hasExited === true && found('rural-revitalisation'),
  }
}

/** What register and lists together say about one holder. */
export function seeHolder(person: Person, certificate: Certificate, sight: Sight): SeenHolder {
  const { isFound, day } = sight
  const { life } = person
  const dead = isDead(person, sight)
  const isPaidBy = isFound('two-subsidies-payment', person)
  const isTreated = isFound('medical-insurance-self-paid', person)
  const year = day.slice(0, 4)
  return {
    no: person.no,
    age: ageOn(person.birth, day),
    level: certificate.level,
    category: certificate.category,
    state: stateOn(certificate, day),
    daysToExpiry: daysBetween(day, certificate.validTo),
    isAlive: !dead,
    deathMonth: dead ? monthOf(life.diedOn!) : 0,
    nursingPaid: isPaidBy && life.nursingMonths.length > 0,
    livingPaid: isPaidBy && life.livingMonths.length > 0,
    lastPaidMonth: isPaidBy ? Math.max(0, ...life.nursingMonths, ...life.livingMonths) : 0,
    assistance: isFound('civil-affairs-assistance', person) ? life.assistance : 'none',
    selfPaidFen: isTreated ? sumOf(life.treatments.filter(({ settledOn }) => settledOn.startsWith(year))) : 0,
    isEnrolled: life.schooling?.status === 'enrolled' && isFound('school-register', person),
  }
}

function isDead(person: Person, { isFound }: Sight): boolean {
  return person.life.diedOn !== null && isFound('deaths', person)
}

function stateOn({ status, validTo }: Certificate, day: PlainDate): SeenHolder['state'] {
  if (status !== 'issued') return status
  return validTo < day ? 'expired' : 'valid'
}

function sumOf(treatments: readonly { selfPaidFen: number }[]): number {
  return treatments.reduce((sum, { selfPaidFen }) => sum + selfPaidFen, 0)
}
