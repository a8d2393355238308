import type { RegionLevel } from '@zhucan/kernel'
import { SURNAMES } from './people/name-tables.ts'
import { draw, type Random, randomOf, ranked } from './random.ts'

/** One invented region, in the shape of the national table. */
export interface DemoRegion {
  code: string
  name: string
  level: RegionLevel
}

/** A village or community with everything about its place that people of it share. */
export interface Village {
  code: string
  name: string
  township: string
  townshipName: string
  county: string
  countyName: string
  isRural: boolean
  /** How many register rows of the set live here. */
  holders: number
  /** Surnames of its old families; many villagers bear one of them. */
  clans: readonly string[]
}

/** The whole invented area: regions in code order, villages with their share of the people. */
export interface Area {
  regions: DemoRegion[]
  villages: Village[]
  /** Six-digit codes that invented ID numbers may begin with. */
  prefixes: string[]
}

const PROVINCE = { code: '990000000000', name: '青原省', level: 1 } as const
const CITIES = [
  { code: '990100000000', name: '云泽市', level: 2 },
  { code: '990200000000', name: '望岳市', level: 2 },
] as const
const COUNTIES = [
  '临溪县',
  '东岭区',
  '西川区',
  '河阴区',
  '松坪县',
  '石梁县',
  '清源县',
  '龙湾县',
  '南坞县',
  '北屏县',
  '青坡县',
  '白沙坪县',
]
const FAR_COUNTIES = ['岳阳坪区', '长岭区', '桃源坪县']

const HOME_TOWNSHIPS = [
  '清河街道',
  '望江街道',
  '城南街道',
  '柳林镇',
  '石桥镇',
  '白塔镇',
  '龙泉镇',
  '双河镇',
  '枣园镇',
  '青山镇',
  '三岔镇',
  '黄土坪镇',
  '杨家湾乡',
  '大槐树乡',
  '云雾乡',
  '红崖回族乡',
]
const STREETS = 3
const TOWNS = 9
const HEADS = [...'清望青云石白柳松桃竹龙凤永安兴双三南北东西大小上下高长新红黄金银']
const MIDDLES = [...'河溪山岭桥坪湾沟塘泉峰林店集寨川口庙岩坡洼井园湖渡崖台槐杨']
const TAILS = ['村', '村', '村', '村', '庄村', '新村', '东村', '西村', '南村', '北村']
// Flatter than the country at large: a village's old families are often rare ones.
const CLANS = ranked([...SURNAMES], 12)

/** Places for so many people: up to 20,000 one county of 16 townships, above that a city of more counties. */
export function makeArea(persons: number, seed: number): Area {
  const counties = persons <= 20_000 ? 1 : Math.max(2, Math.round(persons / 12_750))
  const townships = counties * HOME_TOWNSHIPS.length
  const total = Math.max(townships * 3, Math.round((persons * 1916) / 153_000))
  const regions: DemoRegion[] = [PROVINCE, ...CITIES]
  const villages: Village[] = []
  for (let county = 0; county < Math.max(counties, COUNTIES.length); county++) {
    const code = `9901${String(county + 1).padStart(2, '0')}000000`
    regions.push({ code, name: countyName(county), level: 3 })
    if (county >= counties) continue
    for (let index = 0; index < HOME_TOWNSHIPS.length; index++) {
      const order = county * HOME_TOWNSHIPS.length + index
      const count = Math.floor(((order + 1) * total) / townships) - Math.floor((order * total) / townships)
      addTownship({ regions, villages }, { county: code, index, count, seed })
    }
  }
  FAR_COUNTIES.forEach((name, index) => {
    regions.push({ code: `99020${index + 1}000000`, name, level: 3 })
  })
  spreadPeople(villages, persons, randomOf(seed, 'people-of-villages'))
  regions.sort((a, b) => (a.code < b.code ? -1 : 1))
  const prefixes = regions.filter(({ level }) => level === 3).map(({ code }) => code.slice(0, 6))
  return { regions, villages, prefixes }
}

/** Invented regions that a demo set of this size uses, in code order; load them beside the real table. */
export function demoRegions(persons: number, seed = 1): DemoRegion[] {
  return makeArea(persons, seed).regions
}

function countyName(index: number): string {
  return COUNTIES[index] ?? `${HEADS[index % HEADS.length]}${MIDDLES[(index * 7) % MIDDLES.length]}坪县`
}

interface TownshipPlan {
  county: string
  index: number
  count: number
  seed: number
}

function addTownship({ regions, villages }: Pick<Area, 'regions' | 'villages'>, plan: TownshipPlan): void {
  const { county, index, count, seed } = plan
  const random = randomOf(seed, 'township', county, index)
  const code = `${county.slice(0, 6)}${townshipDigits(index)}000`
  const name = county.startsWith('990101') ? HOME_TOWNSHIPS[index]! : townshipName(random, index)
  regions.push({ code, name, level: 4 })
  const countyRegion = regions.find((region) => region.code === county)!
  const used = new Set<string>()
  for (let order = 0; order < count; order++) {
    const isRural = index >= STREETS && order > 0
    const digits = String(isRural ? 199 + order : order + 1).padStart(3, '0')
    const village = { code: code.slice(0, 9) + digits, name: villageName(random, isRural, used) }
    regions.push({ ...village, level: 5 })
    villages.push({
      ...village,
      township: code,
      townshipName: name,
      county,
      countyName: countyRegion.name,
      isRural,
      holders: 0,
      clans: [draw(random, CLANS), draw(random, CLANS), draw(random, CLANS)],
    })
  }
}

/** GB/T 10114: streets from 001, towns from 100, townships from 200. */
function townshipDigits(index: number): string {
  if (index < STREETS) return String(index + 1).padStart(3, '0')
  return String(index < STREETS + TOWNS ? 97 + index : 188 + index)
}

function townshipName(random: Random, index: number): string {
  const kind = index < STREETS ? '街道' : index < STREETS + TOWNS ? '镇' : '乡'
  // The middle part runs with the index, so that no two townships of a county are called the same.
  return `${random.pick(HEADS)}${MIDDLES[index]}${kind}`
}

function villageName(random: Random, isRural: boolean, used: Set<string>): string {
  for (;;) {
    // Half the villages are called after a family: 杨家湾.
    const isClan = isRural && random.chance(0.5)
    const stem = (isClan ? `${draw(random, CLANS)}家` : random.pick(HEADS)) + random.pick(MIDDLES)
    if (used.has(stem)) continue
    used.add(stem)
    return stem + (isRural ? random.pick(TAILS) : '社区')
  }
}

/** Shares people out by random weights so that the shares add up exactly. */
function spreadPeople(villages: Village[], persons: number, random: Random): void {
  const weights = villages.map(() => Math.exp(0.45 * random.normal()))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  let passed = 0
  let given = 0
  villages.forEach((village, index) => {
    passed += weights[index]!
    const upTo = index === villages.length - 1 ? persons : Math.round((passed / sum) * persons)
    village.holders = upTo - given
    given = upTo
  })
}
