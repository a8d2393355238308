import { addDays, type PlainDate, type Sex } from '@zhucan/kernel'
import { makeIdSupply } from '../people/id-supply.ts'
import { makeDottedName, makeGivenName, makeSurname, siblingName } from '../people/names.ts'
import type { Random } from '../random.ts'

/** One invented person of a linkage set, as he or she really is. */
export interface LinkagePerson {
  readonly name: string
  readonly sex: Sex
  readonly birth: PlainDate
  readonly idNumber: string
  readonly home: Home
  readonly phone: string
}

/** Where somebody lives: a village by its place in the set, and a door in it. */
export interface Home {
  readonly village: number
  readonly group: number
  readonly door: number
}

const firstBirth = '1926-01-01' as PlainDate
const birthDays = 35_500
const shares = { dotted: 0.06, otherPrefix: 0.12, twin: 0.003, relative: 0.1, guardianPhone: 0.03 }

/** A supply of people, household by household, so that relatives and twins stand side by side. */
export function* makePeople(random: Random, villages: number, prefixOf: (village: number) => string) {
  const idOf = makeIdSupply(0)
  const one = (family: Family, sex: Sex, birth: PlainDate, name: string): LinkagePerson => {
    const village = random.chance(shares.otherPrefix) ? random.int(0, villages - 1) : family.home.village
    return {
      ...{ name, sex, birth, home: family.home },
      idNumber: idOf(prefixOf(village), birth, sex),
      phone: random.chance(shares.guardianPhone) ? family.phone : makePhone(random),
    }
  }
  for (;;) {
    const family = makeFamily(random, villages)
    const sex = makeSex(random)
    const birth = addDays(firstBirth, Math.floor(Math.sqrt(random.next()) * birthDays))
    const name = nameIn(random, family, sex, birth)
    yield one(family, sex, birth, name)
    if (random.chance(shares.twin)) {
      const twin = family.surname === null ? sex : makeSex(random)
      yield one(family, twin, birth, twinName(random, family, name, twin, birth))
    }
    if (random.chance(shares.relative)) {
      const other = makeSex(random)
      const born = addDays(firstBirth, random.int(0, birthDays))
      yield one(family, other, born, nameIn(random, family, other, born))
    }
  }
}

interface Family {
  readonly home: Home
  /** Null where names are written with a dot and no surname is shared. */
  readonly surname: string | null
  readonly phone: string
}

function makeFamily(random: Random, villages: number): Family {
  return {
    home: makeHome(random, villages),
    surname: random.chance(shares.dotted) ? null : makeSurname(random, []),
    phone: makePhone(random),
  }
}

/** Somewhere to live. */
export function makeHome(random: Random, villages: number): Home {
  return { village: random.int(0, villages - 1), group: random.int(1, 9), door: random.int(1, 120) }
}

/** A mobile number from a range that no operator uses. */
export function makePhone(random: Random): string {
  return `199${String(random.int(0, 99_999_999)).padStart(8, '0')}`
}

function makeSex(random: Random): Sex {
  return random.chance(0.5) ? 'male' : 'female'
}

function nameIn(random: Random, family: Family, sex: Sex, birth: PlainDate): string {
  return family.surname === null
    ? makeDottedName(random, sex)
    : family.surname + makeGivenName(random, sex, birth)
}

function twinName(random: Random, family: Family, name: string, sex: Sex, birth: PlainDate): string {
  if (family.surname === null) return makeDottedName(random, sex)
  const given = name.slice(family.surname.length)
  const other = family.surname + siblingName(random, given, sex, birth)
  return other === name ? family.surname + makeGivenName(random, sex, birth) : other
}
