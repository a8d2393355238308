import { hideNumbers, maskNumber, maskPhone, parseLooseDate } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { findRegionPath } from '../regions/index.ts'
import type { Identity } from './list-side.ts'

/** What stands beside each other of a row and a person, in the order in which it is shown. */
export const comparedFields = ['name', 'sex', 'birth', 'number', 'place', 'address', 'phone'] as const

/** One field of both sides; numbers masked, and where they differ by places counted from 1. */
export interface ComparedField {
  field: (typeof comparedFields)[number]
  listed: string
  known: string
  differsAt: number[]
  /** The list says no birth date; this one stands in its number. */
  isFromNumber: boolean
}

/** A side of a comparison: what it says of its person, the place as it is written. */
export type PlacedIdentity = Identity & { place: string }

/** Lays two sides beside each other; null = what it said is gone. */
export function compareSides(left: PlacedIdentity | null, known: PlacedIdentity): ComparedField[] {
  const listed = { ...(left ?? { ...nobody, place: '' }) }
  const isFromNumber = listed.birth === '' && birthInNumber(listed.number) !== ''
  if (isFromNumber) listed.birth = birthInNumber(listed.number)
  return comparedFields
    .filter((field) => listed[field] !== '' || known[field] !== '')
    .map((field) => ({
      field,
      listed: shown(field, listed[field]),
      known: shown(field, known[field]),
      isFromNumber: isFromNumber && field === 'birth',
      differsAt: field === 'number' || field === 'phone' ? differingPlaces(listed[field], known[field]) : [],
    }))
}

/** A person of the register with their places in words. */
export async function placed(ctx: Ctx, person: Identity): Promise<PlacedIdentity> {
  const codes = [person.region, person.residence].filter((code) => code !== '')
  return { ...person, place: (await Promise.all(codes.map((code) => placeName(ctx, code)))).join(' / ') }
}

/** A place as lists write it: county, township, village. */
export const placeName = async (ctx: Ctx, code: string): Promise<string> =>
  (await findRegionPath(ctx, code))
    .filter(({ level }) => level >= 3)
    .map(({ name }) => name)
    .join('')

const nobody: Identity = {
  name: '',
  sex: '',
  birth: '',
  region: '',
  residence: '',
  address: '',
  phone: '',
  number: '',
}

/** The birth date that digits 7 to 14 of a number say; empty when they are no date. */
function birthInNumber(number: string): string {
  const { date } = parseLooseDate(number.slice(6, 14))
  return number.length >= 14 && date !== null ? date : ''
}

function shown(field: ComparedField['field'], text: string): string {
  if (field === 'number') return maskNumber(text)
  if (field === 'phone') return maskPhone(text)
  return hideNumbers(text)
}

/** Places, from 1, where two numbers differ; none when one is missing or they are of unlike length. */
export function differingPlaces(a: string, b: string): number[] {
  if (a === '' || b === '' || a.length !== b.length) return []
  return [...a].flatMap((sign, at) => (sign === b[at] ? [] : [at + 1]))
}
