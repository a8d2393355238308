import { addDays, addYears, type PlainDate, type Sex } from '@zhucan/kernel'
import { draw, type Random, type Weighted, weighted } from '../random.ts'
import type { Relation } from './model.ts'

/** A place in a family before it has a name. */
export interface Slot {
  sex: Sex
  birth: PlainDate
  relation: Relation
  /** Came in by marriage and bears another surname. */
  isInLaw: boolean
  isMarried: boolean
  /** The person the family is built round. */
  isCentre: boolean
  /** First to care for somebody of the family who needs it. */
  cares: boolean
  isTwin: boolean
}

/** Who the family is built round. */
export interface Centre {
  age: number
  sex: Sex
  /** Lives with parents or a brother more often than married. */
  isDependent: boolean
}

interface Home extends Centre {
  random: Random
  day: PlainDate
  slots: Slot[]
}

type Build = (home: Home) => void
type Extras = Partial<Pick<Slot, 'isInLaw' | 'isMarried' | 'isCentre' | 'cares' | 'isTwin'>>

const ORDER: readonly Relation[] = ['head', 'spouse', 'parent', 'son', 'daughter', 'sibling', 'grandchild']
// Among siblings this makes about three twins in a thousand people.
const TWINS = 0.0065

/** People of one home round a person of this age and sex, the head first. */
export function makeFamily(random: Random, centre: Centre, day: PlainDate): Slot[] {
  const home: Home = { ...centre, random, day, slots: [] }
  draw(random, shapesFor(centre))(home)
  return home.slots.toSorted((a, b) => ORDER.indexOf(a.relation) - ORDER.indexOf(b.relation))
}

/** A birth date at which a person has this age on the day. */
export function birthAtAge(random: Random, age: number, day: PlainDate): PlainDate {
  return addDays(addYears(day, -age), -random.int(0, 364))
}

const alone: Build = (home) => placeCentre(home, 'head', {})

const couple: Build = (home) => {
  const { random, sex, age } = home
  const partner = sex === 'male' ? age - random.int(-2, 5) : age + random.int(-2, 5)
  placeCentre(home, sex === 'male' ? 'head' : 'spouse', { isMarried: true, isInLaw: sex === 'female' })
  add(home, sex === 'male' ? 'spouse' : 'head', otherSex(sex), Math.max(18, partner), {
    isMarried: true,
    isInLaw: sex === 'male',
    cares: true,
  })
}

const married: Build = (home) => {
  couple(home)
  addChildren(home, home.age, home.random.int(1, 3))
  if (home.random.chance(0.25))
    add(home, 'parent', 'female', home.age + home.random.int(21, 32), { isInLaw: true })
}

const withParents: Build = (home) => {
  const { random, age } = home
  placeCentre(home, childOf(home.sex), {})
  const father = age + random.int(22, 34)
  const hasFather = random.chance(father > 75 ? 0.55 : 0.85)
  if (hasFather) add(home, 'head', 'male', father, { isMarried: true })
  if (!hasFather || random.chance(0.88)) {
    const relation = hasFather ? 'spouse' : 'head'
    add(home, relation, 'female', father - random.int(-1, 4), {
      isInLaw: true,
      isMarried: hasFather,
      cares: true,
    })
  } else home.slots.at(-1)!.cares = true
  if (random.chance(age < 18 ? 0.6 : 0.25)) addSibling(home)
}

const withBrother: Build = (home) => {
  const { random, sex, age } = home
  const brother = Math.max(22, age + random.int(-6, 8))
  placeCentre(home, 'sibling', {})
  add(home, 'head', 'male', brother, { isMarried: true })
  add(home, 'spouse', 'female', brother - random.int(-1, 4), { isInLaw: true, isMarried: true, cares: true })
  if (random.chance(0.6)) add(home, childOf(sex), sex, Math.max(0, brother - random.int(23, 30)), {})
}

const withGrandparents: Build = (home) => {
  const grandfather = home.age + home.random.int(46, 60)
  placeCentre(home, 'grandchild', {})
  add(home, 'head', 'male', grandfather, { isMarried: true })
  add(home, 'spouse', 'female', grandfather - home.random.int(-1, 4), {
    isInLaw: true,
    isMarried: true,
    cares: true,
  })
}

const withChild: Build = (home) => {
  const childSex = home.random.chance(0.75) ? 'male' : 'female'
  placeCentre(home, 'head', {})
  // A widow's child bears the father's surname.
  const extras = { cares: true, isInLaw: home.sex === 'female' }
  add(home, childOf(childSex), childSex, home.age - home.random.int(22, 34), extras)
}

const withFamilyOfSon: Build = (home) => {
  const { random, sex, age } = home
  const son = age - random.int(21, 32)
  placeCentre(home, 'parent', { isInLaw: sex === 'female' })
  add(home, 'head', 'male', son, { isMarried: true })
  add(home, 'spouse', 'female', son - random.int(-1, 4), { isInLaw: true, isMarried: true, cares: true })
  addChildren(home, son, random.int(1, 2))
}

const SHAPES = {
  child: weighted([
    [withParents, 82],
    [withGrandparents, 18],
  ]),
  adult: weighted([
    [married, 60],
    [withParents, 22],
    [alone, 12],
    [withBrother, 6],
  ]),
  dependent: weighted([
    [withParents, 46],
    [married, 28],
    [withBrother, 12],
    [alone, 14],
  ]),
  old: weighted([
    [couple, 31],
    [alone, 15],
    [withChild, 16],
    [withFamilyOfSon, 38],
  ]),
} satisfies Readonly<Record<string, Weighted<Build>>>

function shapesFor({ age, isDependent }: Centre): Weighted<Build> {
  if (age < 18) return SHAPES.child
  if (age >= 60) return SHAPES.old
  return isDependent ? SHAPES.dependent : SHAPES.adult
}

function placeCentre(home: Home, relation: Relation, extras: Extras): void {
  add(home, relation, home.sex, home.age, { ...extras, isCentre: true })
}

function add(home: Home, relation: Relation, sex: Sex, age: number, extras: Extras): void {
  const birth = birthAtAge(home.random, Math.min(99, age), home.day)
  const none = { isInLaw: false, isMarried: false, isCentre: false, cares: false, isTwin: false }
  home.slots.push({ ...none, sex, birth, relation, ...extras })
}

function addChildren(home: Home, parentAge: number, count: number): void {
  let age = parentAge - home.random.int(22, 29)
  for (let child = 0; child < count && age >= 0; child++) {
    const sex = home.random.chance(0.54) ? 'male' : 'female'
    // Grown-up daughters have mostly married out of the house.
    if (age < 24 || sex === 'male') {
      add(home, childOf(sex), sex, age, {})
      if (home.random.chance(TWINS)) home.slots.push({ ...home.slots.at(-1)!, isTwin: true })
    }
    age -= home.random.int(2, 6)
  }
}

function addSibling(home: Home): void {
  const { random, age } = home
  const sex = random.chance(0.54) ? 'male' : 'female'
  const isTwin = random.chance(TWINS)
  const near = Math.max(0, age + (random.chance(0.5) ? -random.int(1, 6) : random.int(1, 4)))
  add(home, childOf(sex), sex, near, { isTwin })
  if (isTwin) home.slots.at(-1)!.birth = home.slots.find((slot) => slot.isCentre)!.birth
}

function childOf(sex: Sex): Relation {
  return sex === 'male' ? 'son' : 'daughter'
}

function otherSex(sex: Sex): Sex {
  return sex === 'male' ? 'female' : 'male'
}
