import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  type Category,
  daysBetween,
  type Level,
  makeCertificateNumber,
  type PlainDate,
} from '@zhucan/kernel'
import { draw, type Random, type Weighted, weighted } from '../random.ts'
import type { Certificate } from './model.ts'

type Kinds = Weighted<Category>

const KINDS: Readonly<Record<'child' | 'adult' | 'old', Kinds>> = {
  child: kinds({ vision: 5, hearing: 13, speech: 5, physical: 30, intellectual: 33, mental: 5, multiple: 9 }),
  adult: kinds({ vision: 7, hearing: 6, speech: 2, physical: 55, intellectual: 13, mental: 14, multiple: 3 }),
  old: kinds({ vision: 15, hearing: 14, speech: 1, physical: 59, intellectual: 3, mental: 5, multiple: 3 }),
}

const LEVELS: Readonly<Record<Category, Weighted<Level>>> = {
  vision: levels(38, 15, 15, 32),
  hearing: levels(30, 25, 25, 20),
  speech: levels(35, 20, 25, 20),
  physical: levels(10, 22, 32, 36),
  intellectual: levels(14, 36, 30, 20),
  mental: levels(9, 54, 27, 10),
  multiple: levels(45, 32, 16, 7),
}

const COMPONENTS: Category[] = ['vision', 'hearing', 'speech', 'physical', 'intellectual', 'mental']

/** What a person of this age has; multiple disability takes the level of its gravest part. */
export function makeDisability(
  random: Random,
  age: number,
): Pick<Certificate, 'category' | 'level' | 'components'> {
  const category = draw(random, KINDS[age < 18 ? 'child' : age < 60 ? 'adult' : 'old'])
  const level = draw(random, LEVELS[category])
  if (category !== 'multiple') return { category, level, components: [] }
  const first = random.pick(COMPONENTS)
  const second = random.pick(COMPONENTS.filter((other) => other !== first))
  const lighter = Math.min(4, level + random.int(0, 2)) as Level
  return {
    category,
    level,
    components: [
      { category: first, level },
      { category: second, level: lighter },
    ],
  }
}

type Fate = 'normal' | 'expiring' | 'expired' | 'frozen-late' | 'frozen' | 'cancelled'

const FATES = weighted<Fate>([
  ['normal', 88],
  ['expiring', 5],
  ['expired', 1.6],
  ['frozen-late', 1.6],
  ['frozen', 0.6],
  ['cancelled', 3.2],
])

/** A certificate for ten years, somewhere in its life on the day; most hold, some end soon, some have ended. */
export function makeCertificate(
  random: Random,
  who: { id18: string; birth: PlainDate },
  day: PlainDate,
): Certificate {
  const age = ageOn(who.birth, day)
  const disability = makeDisability(random, age)
  const fate = age < 12 ? 'normal' : draw(random, FATES)
  const days = lifeOf(random, fate, { birth: who.birth, day, age })
  const reissue = random.chance(0.03) ? (random.chance(0.08) ? 2 : 1) : 0
  const status = fate === 'cancelled' ? 'cancelled' : fate.startsWith('frozen') ? 'frozen' : 'issued'
  const number = makeCertificateNumber(who.id18, disability.category, disability.level, reissue)
  return { number, ...disability, reissue, ...days, status }
}

/** A certificate in the middle of its life and light enough that no rule looks at it. */
export function makeQuietCertificate(random: Random, id18: string, day: PlainDate): Certificate {
  const level: Level = random.chance(0.5) ? 3 : 4
  const category = draw(
    random,
    weighted<Category>([
      ['physical', 6],
      ['hearing', 2],
      ['vision', 2],
    ]),
  )
  const issuedOn = addDays(day, -random.int(400, 2500))
  return {
    number: makeCertificateNumber(id18, category, level),
    category,
    level,
    components: [],
    reissue: 0,
    issuedOn,
    validTo: endOf(issuedOn),
    status: 'issued',
  }
}

function lifeOf(random: Random, fate: Fate, who: { birth: PlainDate; day: PlainDate; age: number }) {
  const { birth, day, age } = who
  if (fate === 'expiring') return endingOn(addDays(day, random.int(0, 183)))
  if (fate === 'expired' || fate === 'frozen-late') {
    const longest = daysBetween(addMonths(day, -6), day)
    return endingOn(addDays(day, -random.int(1, longest)))
  }
  if (fate === 'cancelled' && age >= 20 && random.chance(0.6))
    return endingOn(addDays(day, -random.int(190, 1500)))
  const oldest = Math.min(3650 - 200, daysBetween(birth, day) - 100)
  const issuedOn = addDays(day, -random.int(Math.min(15, oldest - 1), oldest))
  return { issuedOn, validTo: endOf(issuedOn) }
}

function endingOn(validTo: PlainDate): { issuedOn: PlainDate; validTo: PlainDate } {
  return { issuedOn: addYears(addDays(validTo, 1), -10), validTo }
}

function endOf(issuedOn: PlainDate): PlainDate {
  return addDays(addYears(issuedOn, 10), -1)
}

function kinds(shares: Readonly<Record<Category, number>>): Kinds {
  return weighted(Object.entries(shares) as [Category, number][])
}

function levels(...shares: readonly [number, number, number, number]): Weighted<Level> {
  return weighted(shares.map((share, index) => [(index + 1) as Level, share] as const))
}
