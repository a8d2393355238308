import { type FaultCode, inspectIdentity, type PlainDate } from '@zhucan/kernel'
import { draw, type Random, randomOf, weighted } from '../random.ts'
import { NUMBER_RATES, type NumberDamage, type NumberVariant } from './rates.ts'

/** A number as an office wrote it, and what a reader can make of it. */
export interface WrittenNumber {
  /** A JavaScript number where the spreadsheet made one of it. */
  raw: string | number
  isUsable: boolean
  /** What the reader will say, when it says anything. */
  fault: FaultCode | null
  variant: NumberVariant | NumberDamage | null
}

type Kind = NumberVariant | NumberDamage | 'clean'

const damages: readonly Kind[] = ['missing', 'digit-typo', 'transposed', 'truncated', 'numeric-cell']
const rates = Object.entries(NUMBER_RATES) as [Kind, number][]
const clean = 1 - rates.reduce((sum, [, rate]) => sum + rate, 0)
const anyKind = weighted<Kind>([['clean', clean], ...rates])
const readableKind = weighted<Kind>([['clean', clean], ...rates.filter(([kind]) => !damages.includes(kind))])
const damagedKind = weighted<Kind>(rates.filter(([kind]) => damages.includes(kind)))
const variantKind = weighted<Kind>(
  rates.filter(([kind]) => kind !== 'fifteen-digits' && !damages.includes(kind)),
)

/** Which kinds of fault may happen to a number. */
export type Spoiling = 'any' | 'readable' | 'damaged' | 'variant'

const TABLES = { any: anyKind, readable: readableKind, damaged: damagedKind, variant: variantKind }

/**
 * The number as the office `place` wrote it for person `no`: the same question gives the same answer in every pass.
 * `number` may be an ID or a certificate number; a csv file has no numerals, only their text.
 */
export function writeNumber(
  number: string,
  where: { seed: number; place: string; no: string; day: PlainDate },
  spoiling: Spoiling,
): WrittenNumber {
  const random = randomOf(where.seed, 'number', where.place, where.no)
  const kind = draw(random, TABLES[spoiling])
  const raw = spell(random, kind, number)
  if (raw === number) return { raw, isUsable: true, fault: null, variant: null }
  const variant = kind as NumberVariant | NumberDamage
  if (!damages.includes(kind)) return { raw, isUsable: true, fault: null, variant }
  const fault =
    typeof raw === 'number' ? 'id.numeric-cell' : inspectIdentity(raw, { day: where.day }).faults[0]!
  return { raw, isUsable: false, fault, variant }
}

function spell(random: Random, kind: Kind, number: string): string | number {
  return kind === 'clean' ? number : SPELLINGS[kind](number, random)
}

const SPELLINGS: Readonly<
  Record<NumberVariant | NumberDamage, (number: string, random: Random) => string | number>
> = {
  missing: () => '',
  'digit-typo': mistype,
  transposed: transpose,
  // 14, 16 or 17 digits: fifteen would be read as an old number.
  truncated: (number, random) => number.slice(0, random.pick([14, 16, 17])),
  'numeric-cell': (number) => Number(`${number.slice(0, 15)}000`),
  'fifteen-digits': (number) =>
    number.length === 18 && number.slice(6, 8) === '19' ? number.slice(0, 6) + number.slice(8, 17) : number,
  'lower-case': (number) => number.toLowerCase(),
  'outer-blank': (number, random) =>
    random.pick([` ${number}`, `${number} `, `${number}\u3000`, ` ${number} `]),
  'inner-blank': (number) => `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`,
  'full-width': (number) =>
    [...number].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join(''),
  apostrophe: (number) => `'${number}`,
}

/** One of the first 17 digits replaced by another; the check character always tells. */
function mistype(number: string, random: Random): string {
  const place = random.int(0, 16)
  const digit = (Number(number[place]) + random.int(1, 9)) % 10
  return number.slice(0, place) + digit + number.slice(place + 1)
}

/** Two different neighbours changed round; equal digits everywhere are not possible in a date. */
function transpose(number: string, random: Random): string {
  const places = Array.from({ length: 16 }, (_, place) => place).filter(
    (place) => number[place] !== number[place + 1],
  )
  const place = random.pick(places)
  return number.slice(0, place) + number[place + 1] + number[place] + number.slice(place + 2)
}
