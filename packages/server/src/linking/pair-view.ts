import { isLinked, type LinkAction, linkActionsOf } from '@zhucan/catalogue'
import { hideNumbers, maskNumber, maskPhone, Problem, parseLooseDate } from '@zhucan/kernel'
import { openRawList, openRegionResolver } from '../imports/index.ts'
import type { Ctx } from '../platform/index.ts'
import { findRegionPath } from '../regions/index.ts'
import { startingBits } from './evidence.ts'
import { type Identity, identityOfRow, placeOfRow } from './list-side.ts'
import { type LinkPair, listEvents, listRivals } from './pairs.store.ts'
import { findKnownPerson } from './people.store.ts'

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

/** One pair with everything a person needs to decide. */
export async function viewPair(ctx: Ctx, pair: LinkPair) {
  const person = await findKnownPerson(ctx, pair.personId)
  const row = await readRow(ctx, pair)
  const events = await listEvents(ctx, pair.id)
  return {
    ...pair,
    start: startingBits(pair.weight, pair.evidence),
    isLinked: isLinked(pair.state),
    isRawGone: row === null,
    actions: actionsOf(ctx, pair),
    fields: person ? await compared(ctx, row, person) : [],
    others: await listRivals(ctx, pair),
    events: events.map(({ at, ...event }) => ({ ...event, at: at.toISOString() })),
  }
}

function actionsOf(ctx: Ctx, pair: LinkPair): (LinkAction | 'judge')[] {
  const isJudged = pair.sample === 'drawn' && pair.state === 'linked'
  return [...linkActionsOf(pair, ctx.user.id), ...(isJudged ? (['judge'] as const) : [])]
}

/** What the row says, or null once its raw content is gone; the place as it is written. */
async function readRow(ctx: Ctx, pair: LinkPair): Promise<(Identity & { place: string }) | null> {
  try {
    const list = await openRawList(ctx, pair.listId)
    const row = await list.row(pair.sheet, pair.row)
    if (!row) return null
    const place = placeOfRow(row)
    const resolver = openRegionResolver(ctx)
    await resolver.prepare(place === '' ? [] : [place])
    return {
      ...identityOfRow(row, (text) => resolver.get(text).code),
      address: row.texts.address ?? '',
      place,
    }
  } catch (error) {
    if (error instanceof Problem && error.code === 'link.raw-deleted') return null
    throw error
  }
}

async function compared(
  ctx: Ctx,
  row: (Identity & { place: string }) | null,
  person: Identity,
): Promise<ComparedField[]> {
  const codes = [person.region, person.residence].filter((code) => code !== '')
  const places = await Promise.all(codes.map((code) => placeName(ctx, code)))
  const listed = { ...(row ?? { ...nobody, place: '' }) }
  const isFromNumber = listed.birth === '' && birthInNumber(listed.number) !== ''
  if (isFromNumber) listed.birth = birthInNumber(listed.number)
  const known = { ...person, place: places.join(' / ') }
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

/** A place as lists write it: county, township, village. */
const placeName = async (ctx: Ctx, code: string): Promise<string> =>
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
