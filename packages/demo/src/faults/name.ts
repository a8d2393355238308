import type { FaultCode } from '@zhucan/kernel'
import { HOMOPHONES, LOOKALIKES, TRADITIONAL } from '../people/name-tables.ts'
import { draw, type Random, randomOf, weighted } from '../random.ts'
import { NAME_RATES, type NameVariant } from './rates.ts'

/** A name as an office wrote it. */
export interface WrittenName {
  raw: string
  fault: FaultCode | null
  variant: NameVariant | null
}

type Kind = keyof typeof NAME_RATES | 'clean'

const rates = Object.entries(NAME_RATES) as [Kind, number][]
const kinds = weighted<Kind>([['clean', 1 - rates.reduce((sum, [, rate]) => sum + rate, 0)], ...rates])
const DOTS = ['•', '.', '・', '‧', ' · ']

/** The name as the office `place` wrote it for person `no`; offices differ in the dot of minority names. */
export function writeName(name: string, where: { seed: number; place: string; no: string }): WrittenName {
  const random = randomOf(where.seed, 'name', where.place, where.no)
  if (name.includes('·')) {
    const raw = random.chance(0.5) ? name : name.replace('·', random.pick(DOTS))
    return { raw, fault: null, variant: raw === name ? null : 'middle-dot' }
  }
  const kind = draw(random, kinds)
  const raw = kind === 'clean' ? name : SPELLINGS[kind](name, random)
  if (kind === 'clean' || raw === name) return { raw: name, fault: null, variant: null }
  return { raw, fault: kind === 'lost-character' ? 'name.lost-character' : null, variant: kind }
}

const SPELLINGS: Readonly<Record<keyof typeof NAME_RATES, (name: string, random: Random) => string>> = {
  homophone: (name, random) => swapOne(name, random, HOMOPHONES),
  lookalike: (name, random) => swapOne(name, random, LOOKALIKES),
  traditional: (name) => [...name].map((sign) => TRADITIONAL[sign] ?? sign).join(''),
  'lost-character': (name, random) => [...name].slice(0, -1).join('') + random.pick(['?', '□', '？']),
  'dropped-character': (name) => ([...name].length > 2 ? [...name].slice(0, -1).join('') : name),
  swapped: (name) => {
    const signs = [...name]
    return signs.length < 3 ? name : [signs[0], ...signs.slice(1).toReversed()].join('')
  },
}

/** Replaces one character that has a partner in the groups; names without one stay as they are. */
function swapOne(name: string, random: Random, groups: readonly string[]): string {
  const signs = [...name]
  const open = signs.flatMap((sign, place) => {
    const group = groups.find((members) => members.includes(sign))
    return group ? [{ place, others: [...group].filter((other) => other !== sign) }] : []
  })
  if (open.length === 0) return name
  const { place, others } = random.pick(open)
  signs[place] = random.pick(others)
  return signs.join('')
}
