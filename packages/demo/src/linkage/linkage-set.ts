import type { Sex } from '@zhucan/kernel'
import { type Random, randomOf } from '../random.ts'
import { spoil } from './linkage-faults.ts'
import { type Home, type LinkagePerson, makeHome, makePeople } from './linkage-people.ts'

/** How large a set is; the same options make the same set for ever. */
export interface LinkageSetOptions {
  readonly seed: number
  /** Persons of the register. */
  readonly register: number
  /** Rows of the file; seven in ten are persons of the register, the others live in the same villages and families. */
  readonly file: number
  /** Share of the file's rows whose number is right; none if not given. */
  readonly exact?: number
}

/** A row as it stands in a register or a list; blank cells are ''. */
export interface LinkageRow {
  readonly name: string
  readonly sex: string
  readonly birth: string
  readonly idNumber: string
  /** Code of the village, twelve digits. */
  readonly region: string
  /** The same place in names, level by level. */
  readonly regionName: string
  readonly address: string
  readonly phone: string
}

/** A register, a file without good numbers, and who is who: `truth[i]` is the register row (from 1) of file row i + 1. */
export interface LinkageSet {
  readonly register: readonly LinkageRow[]
  readonly file: readonly LinkageRow[]
  readonly truth: readonly (number | null)[]
}

const perVillage = 50
const registered = 0.7
const moved = 0.15
const sexWords: Readonly<Record<Sex, string>> = { male: '男', female: '女' }
const heads = [...'清望青云石白柳松桃竹龙凤永安兴双三南北东西大小上下高长新红黄金银']
const middles = [...'河溪山岭桥坪湾沟塘泉峰林店集寨川口庙岩坡洼井园湖渡崖台槐杨']

/** Makes a register and a file with the faults of lists that carry no usable number. */
export function makeLinkageSet(options: LinkageSetOptions): LinkageSet {
  const { seed, exact = 0 } = options
  const random = randomOf(seed, 'linkage')
  const villages = Math.max(20, Math.round(options.register / perVillage))
  const inFile = Math.round(options.file * registered)
  const { members, outsiders } = people(random, options, villages)
  const order = shuffled(random, members.length).slice(0, inFile)
  const picked = [
    ...order.map((at) => ({ person: members[at]!, row: at + 1 })),
    ...outsiders.slice(0, options.file - order.length).map((person) => ({ person, row: null })),
  ]
  const mixed = shuffled(random, picked.length).map((at) => picked[at]!)
  return {
    register: members.map((person) => cleanRow(person)),
    file: mixed.map(({ person }) => fileRow(random, person, villages, exact)),
    truth: mixed.map(({ row }) => row),
  }
}

function people(random: Random, options: LinkageSetOptions, villages: number) {
  const outside = options.file - Math.min(Math.round(options.file * registered), options.register)
  const share = options.register / (options.register + outside)
  const members: LinkagePerson[] = []
  const outsiders: LinkagePerson[] = []
  for (const person of makePeople(random, villages, (village) => regionOf(village).slice(0, 6))) {
    if (members.length === options.register && outsiders.length >= outside) break
    const isMember =
      members.length < options.register && (random.chance(share) || outsiders.length >= outside)
    ;(isMember ? members : outsiders).push(person)
  }
  return { members, outsiders }
}

function shuffled(random: Random, length: number): number[] {
  const order = Array.from({ length }, (_, at) => at)
  for (let at = length - 1; at > 0; at--) {
    const other = random.int(0, at)
    ;[order[at], order[other]] = [order[other]!, order[at]!]
  }
  return order
}

function cleanRow(person: LinkagePerson): LinkageRow {
  const { name, birth, idNumber, phone, home } = person
  return { name, birth, idNumber, phone, sex: sexWords[person.sex], ...placeOf(home) }
}

function fileRow(random: Random, person: LinkagePerson, villages: number, exact: number): LinkageRow {
  const home = random.chance(moved) ? makeHome(random, villages) : person.home
  const place = random.chance(0.03) ? { region: '', regionName: '', address: '' } : placeOf(home)
  const sex = random.chance(0.005) ? (person.sex === 'male' ? 'female' : 'male') : person.sex
  return {
    name: spoil(random, 'name', person.name),
    sex: random.chance(0.01) ? '' : sexWords[sex],
    birth: spoil(random, 'birth', person.birth),
    idNumber: random.chance(exact) ? person.idNumber : spoil(random, 'number', person.idNumber),
    phone: spoil(random, 'phone', person.phone),
    ...place,
  }
}

function placeOf(home: Home): Pick<LinkageRow, 'region' | 'regionName' | 'address'> {
  return {
    region: regionOf(home.village),
    regionName: nameOf(home.village),
    address: `${home.group}组${home.door}号`,
  }
}

// Twelve villages a town, sixteen towns a county: as in the country at large.
function regionOf(village: number): string {
  const town = Math.floor(village / 12)
  const county = Math.floor(town / 16)
  const two = (number: number) => String(number).padStart(2, '0')
  const three = (number: number) => String(number).padStart(3, '0')
  return `99${two(1 + Math.floor(county / 90))}${two(1 + (county % 90))}${three(100 + (town % 16))}${three(200 + (village % 12))}`
}

function nameOf(village: number): string {
  const town = Math.floor(village / 12)
  const county = Math.floor(town / 16)
  const word = (number: number) =>
    heads[number % heads.length]! + middles[Math.floor(number / heads.length) % middles.length]!
  return `${word(county * 7 + 3)}县/${word(town * 5 + 11)}镇/${word(village * 13 + 1)}村`
}
