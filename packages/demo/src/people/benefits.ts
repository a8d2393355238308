import { addDays, ageOn, monthOf, type PlainDate } from '@zhucan/kernel'
import type { Plan } from '../plan.ts'
import { draw, type Random, weighted } from '../random.ts'
import { makeHouse } from './houses.ts'
import type { Assistance, Certificate, Household, Life, Person, Poverty, Schooling } from './model.ts'
import { makeTreatments } from './treatments.ts'

interface Setting {
  random: Random
  plan: Plan
}

/** Lets life happen to a household: deaths, assistance, payments, illness, school, house and poverty status. */
export function settleLife(household: Household, setting: Setting): Household {
  const { random, plan } = setting
  const severe = household.members.some(isSeverelyDisabled)
  const assistance = assist(household, random, severe)
  const single = assistance === 'dibao' && random.chance(0.15)
  for (const member of household.members) {
    const covered = single ? member.certificate !== null : true
    member.life = liveOn(member, { ...setting, household: assistance, own: covered ? assistance : 'none' })
  }
  return {
    ...household,
    house: household.isRural && random.chance(0.07) ? makeHouse(random, plan.day) : null,
    poverty: household.isRural
      ? makePoverty({ random, household, severe, isAssisted: assistance.startsWith('dibao') }, plan)
      : null,
  }
}

function isSeverelyDisabled({ certificate }: Person): boolean {
  return certificate !== null && certificate.level <= 2
}

function assist({ members }: Household, random: Random, severe: boolean): Assistance {
  const isAlone = members.length === 1
  if (isAlone && random.chance(severe ? 0.22 : 0.12)) return 'tekun'
  const kinds = severe ? { dibao: 0.22, margin: 0.07 } : { dibao: 0.1, margin: 0.035 }
  if (random.chance(kinds.dibao)) return 'dibao'
  return random.chance(kinds.margin) ? 'dibao-margin' : 'none'
}

interface Standing extends Setting {
  household: Assistance
  own: Assistance
}

function liveOn(person: Person, standing: Standing): Life {
  const { random, plan } = standing
  const age = ageOn(person.birth, plan.day)
  const diedOn = makeDeath(random, person, { age, day: plan.day })
  const isIll = person.certificate !== null && random.chance(age >= 60 ? 0.3 : 0.2)
  const treatments = isIll ? makeTreatments(random, plan.day) : []
  return {
    diedOn,
    assistance: diedOn ? 'none' : standing.own,
    ...pay(person, diedOn, standing),
    treatments: treatments.filter(({ settledOn }) => diedOn === null || settledOn <= diedOn),
    schooling: diedOn ? null : makeSchooling(random, person.certificate !== null, age),
  }
}

/** Deaths of the last twenty months; carers live, because a dead carer would be struck off the family sheet first. */
function makeDeath(
  random: Random,
  person: Person,
  { age, day }: { age: number; day: PlainDate },
): PlainDate | null {
  const yearly = age < 60 ? 0.004 : age < 75 ? 0.02 : 0.055
  const share = person.certificate ? yearly : yearly * 0.3
  if (person.isCarer || !random.chance(share)) return null
  const diedOn = addDays(day, -random.int(3, Math.min(600, Math.max(4, age * 300))))
  return diedOn > person.birth ? diedOn : null
}

/** Who is entitled is mostly paid, some are missed, and a few are paid who should not be. */
function pay(
  person: Person,
  diedOn: PlainDate | null,
  standing: Standing,
): Pick<Life, 'nursingMonths' | 'livingMonths'> {
  const { certificate } = person
  if (!certificate) return { nursingMonths: [], livingMonths: [] }
  const { random } = standing
  const months = paidMonths(certificate, diedOn, standing)
  const nursing = random.chance(nursingChance(certificate, standing.own))
  const living = random.chance(livingChance(standing))
  return { nursingMonths: nursing ? months : [], livingMonths: living ? months : [] }
}

function paidMonths(certificate: Certificate, diedOn: PlainDate | null, { random, plan }: Setting): number[] {
  const ended = certificate.status !== 'issued' || certificate.validTo < plan.day
  if (ended && random.chance(0.75)) return []
  const goesOn = random.chance(0.4)
  const last = diedOn === null || goesOn ? 999_912 : monthOf(diedOn)
  const first = random.chance(0.03) ? plan.paidMonths[1]! : monthOf(certificate.issuedOn) + 1
  return plan.paidMonths.filter((month) => month >= first && month <= last)
}

function nursingChance({ category, level }: Certificate, own: Assistance): number {
  if (level <= 2) return own === 'tekun' ? 0.15 : 0.92
  return level === 3 && (category === 'intellectual' || category === 'mental') ? 0.03 : 0
}

function livingChance({ household, own }: Standing): number {
  if (own === 'tekun') return 0.1
  return household === 'dibao' ? 0.9 : household === 'dibao-margin' ? 0.1 : 0
}

function makeSchooling(random: Random, isDisabled: boolean, age: number): Schooling | null {
  if (age < 6 || age > 15) return null
  if (!isDisabled) return { form: 'regular', status: 'enrolled' }
  if (random.chance(0.11)) return null
  const form = draw(
    random,
    weighted<Schooling['form']>([
      ['regular', 55],
      ['special', 30],
      ['home', 15],
    ]),
  )
  return { form, status: random.chance(0.02) ? 'left' : 'enrolled' }
}

const CAUSES = ['因残', '因病', '因残', '缺劳力', '缺技术', '因学', '因灾', '因意外事故', '务工不稳']

interface PovertyHome {
  random: Random
  household: Household
  severe: boolean
  isAssisted: boolean
}

function makePoverty({ random, household, severe, isAssisted }: PovertyHome, { day }: Plan): Poverty | null {
  const hasExited = random.chance(0.2)
  const risk = severe && (hasExited || isAssisted) ? 0.75 : severe ? 0.05 : 0.02
  const isMonitored = random.chance(risk)
  if (!hasExited && !isMonitored) return null
  const kind = hasExited ? 'unstable' : random.chance(0.7) ? 'marginal' : 'sudden'
  return {
    number: `51${household.number.slice(4)}`,
    hasExited,
    monitored: isMonitored ? kind : null,
    // Whether an eliminated risk still counts as monitored is read differently; it stays off homes where that matters.
    isRiskRemoved: isMonitored && !severe && random.chance(0.5),
    identifiedIn: monthOf(addDays(day, -random.int(220, 1700))),
    cause: random.pick(CAUSES),
  }
}
