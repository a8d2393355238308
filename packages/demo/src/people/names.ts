import type { PlainDate, Sex } from '@zhucan/kernel'
import { draw, type Random, ranked, type Weighted } from '../random.ts'
import { COHORTS, COMPOUND_SURNAMES, DOTTED_NAMES, RARE_CHARACTERS, SURNAMES } from './name-tables.ts'

const surnames = ranked([...SURNAMES], 4)
const compounds = ranked(COMPOUND_SURNAMES, 2)
const given = COHORTS.map(({ male, female }) => ({
  male: ranked([...new Set(male)], 6),
  female: ranked([...new Set(female)], 6),
}))

/** Surnames of one character with their weights. */
export const surnameWeights: Weighted<string> = surnames

/** Characters of given names of a generation with their weights. */
export function givenNames(cohort: number, sex: Sex): Weighted<string> {
  return given[cohort]![sex]
}

/** A surname: often one of the village's old families, now and then one of two characters. */
export function makeSurname(random: Random, clans: readonly string[]): string {
  if (clans.length > 0 && random.chance(0.4)) return random.pick(clans)
  return random.chance(0.003) ? draw(random, compounds) : draw(random, surnames)
}

/** The given name that parents of the generation would choose. */
export function makeGivenName(random: Random, sex: Sex, birth: PlainDate): string {
  const cohort = cohortOf(birth)
  const table = given[cohort]![sex]
  const first = random.chance(0.004) ? random.pick(RARE_CHARACTERS) : draw(random, table)
  if (random.chance(COHORTS[cohort]!.single)) return first
  return first + draw(random, table)
}

/** Another given name with the same first character, as twins and siblings bear. */
export function siblingName(random: Random, name: string, sex: Sex, birth: PlainDate): string {
  return [...name][0]! + draw(random, tableOf(sex, birth))
}

/** A name of the form 'own·father's', without a family name. */
export function makeDottedName(random: Random, sex: Sex): string {
  return `${random.pick(DOTTED_NAMES[sex])}·${random.pick(DOTTED_NAMES.male)}`
}

/** Women born before 1945 may be registered as 'husband's surname + own surname + 氏'. */
export function makeMarriedName(random: Random, birth: PlainDate, husband: string | null): string | null {
  if (birth >= '1945' || !random.chance(0.06)) return null
  return `${husband ?? ''}${draw(random, surnames)}氏`
}

function tableOf(sex: Sex, birth: PlainDate): Weighted<string> {
  return given[cohortOf(birth)]![sex]
}

function cohortOf(birth: PlainDate): number {
  const year = Number(birth.slice(0, 4))
  return Math.max(
    0,
    COHORTS.findLastIndex(({ from }) => from <= year),
  )
}
