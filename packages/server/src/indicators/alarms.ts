import { type FigureAlarm, figureAlarms, type IndicatorDefinition } from '@zhucan/catalogue'
import { compareDecimals, decimal, multiplyDecimals } from '@zhucan/kernel'
import type { Alarm } from './figure-shapes.ts'

/** What can be seen beside a figure; whatever is not known is left out. */
export interface Signs {
  kind: IndicatorDefinition['kind']
  value: string | null
  percent?: string | null
  /** The figure before this one, and whether it may ever go down. */
  previous?: string | null
  isRunningSum?: boolean
  children?: readonly (string | null)[]
  /** The children's completions in per cent. */
  childPercents?: readonly (string | null)[]
  ageDays?: number | null
  missing?: number
  unknown?: number
  /** Records that could be judged, for a rate. */
  judged?: number | undefined
}

const staleDays = 35
/** Fewer places than this agree by chance. */
const telling = 4

/** Simple signs, each in words: nothing is proved by them, and nothing is hidden or blocked. */
export function alarmsOf(signs: Signs): Alarm[] {
  const found: FigureAlarm[] = [...tooGood(signs), ...alike(signs), ...incomplete(signs)]
  return found.map((code) => ({ code, text: figureAlarms[code] }))
}

function tooGood({ kind, value, percent, previous, isRunningSum }: Signs): FigureAlarm[] {
  const found: FigureAlarm[] = []
  if (percent && above(percent, '200')) found.push('above-double')
  if (value === null || previous === null || previous === undefined) return found
  const half = multiplyDecimals(decimal(previous), { units: 15n, scale: 1 }, { digits: 4, mode: 'down' })
  const isWorthAskingFor = kind === 'rate' || above(previous, '20')
  if (!isRunningSum && isWorthAskingFor && compareDecimals(decimal(value), half) > 0) found.push('jump')
  if (isRunningSum && above(previous, value)) found.push('fell')
  return found
}

function alike({ kind, children = [], childPercents = [] }: Signs): FigureAlarm[] {
  const known = children.filter((each) => each !== null)
  const percents = childPercents.filter((each) => each !== null)
  const found: FigureAlarm[] = []
  if (percents.length >= telling && percents.every((each) => Number(each) === 100))
    found.push('exactly-target')
  if (known.length < telling) return found
  const isOneValue = known.every((each) => each === known[0])
  const isFull = isOneValue && kind === 'rate' && Number(known[0]) === 100
  if (isFull) found.push('all-hundred')
  else if (isOneValue && Number(known[0]) !== 0) found.push('all-equal')
  else if (kind === 'count' && areRound(known)) found.push('round-numbers')
  return found
}

/** One number in ten ends in 0 by itself; four in five do not. */
function areRound(values: readonly string[]): boolean {
  const large = values.filter((each) => above(each, '49'))
  return large.length > telling && large.filter((each) => each.endsWith('0')).length >= large.length * 0.8
}

function incomplete({ ageDays, missing = 0, unknown = 0, judged }: Signs): FigureAlarm[] {
  const found: FigureAlarm[] = []
  if (ageDays !== null && ageDays !== undefined && ageDays > staleDays) found.push('stale')
  if (missing > 0) found.push('incomplete')
  if (judged !== undefined && unknown * 10 > judged + unknown) found.push('cannot-say')
  return found
}

const above = (a: string, b: string): boolean => compareDecimals(decimal(a), decimal(b)) > 0
