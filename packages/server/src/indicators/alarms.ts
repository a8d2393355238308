import {
  alarmText,
  type FigureAlarm,
  type FigurePolicyName,
  type FigurePolicyRow,
  figurePolicy,
  type IndicatorDefinition,
} from '@zhucan/catalogue'
import { compareDecimals, decimal, multiplyDecimals, type PlainDate } from '@zhucan/kernel'
import type { Alarm, Figure } from './figure-shapes.ts'

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

/** The signs that a figure bears in itself. */
export const signsOf = (
  { kind, source }: Pick<IndicatorDefinition, 'kind' | 'source'>,
  figure: Figure,
  ageDays: number | null,
): Signs => ({
  kind,
  value: figure.value,
  previous: figure.previous,
  // What offices hand in is the sum since January, and such a sum cannot fall.
  isRunningSum: source === 'reported' && (kind === 'count' || kind === 'money'),
  ageDays,
  missing: figure.coverage.due - figure.coverage.have,
  unknown: figure.unknown,
  judged: figure.denominator === null ? undefined : Number(figure.denominator),
})

type Policy = Readonly<Record<FigurePolicyName, number>>

/** Simple signs, each in words: nothing is proved by them, and nothing is hidden or blocked. */
export function alarmsOf(
  signs: Signs,
  place: string,
  { day, policy: rows }: { day: PlainDate; policy: readonly FigurePolicyRow[] },
): Alarm[] {
  const policy = figurePolicy(place, day, rows)
  const found: FigureAlarm[] = [
    ...tooGood(signs, policy),
    ...alike(signs, policy),
    ...incomplete(signs, policy),
  ]
  return found.map((code) => ({ code, text: alarmText(code, policy) }))
}

function tooGood({ kind, value, percent, previous, isRunningSum }: Signs, policy: Policy): FigureAlarm[] {
  const found: FigureAlarm[] = []
  if (percent && above(percent, String(policy['figure.doublePercent']))) found.push('above-double')
  if (value === null || previous === null || previous === undefined) return found
  const most = multiplyDecimals(
    decimal(previous),
    { units: BigInt(policy['figure.jumpPercent']), scale: 2 },
    { digits: 4, mode: 'down' },
  )
  const isWorthAskingFor = kind === 'rate' || above(previous, '20')
  if (!isRunningSum && isWorthAskingFor && compareDecimals(decimal(value), most) > 0) found.push('jump')
  if (isRunningSum && above(previous, value)) found.push('fell')
  return found
}

/** Fewer places than the policy names agree by chance. */
function alike({ kind, children = [], childPercents = [] }: Signs, policy: Policy): FigureAlarm[] {
  const telling = policy['figure.alikePlaces']
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
  else if (kind === 'count' && areRound(known, telling)) found.push('round-numbers')
  return found
}

/** One number in ten ends in 0 by itself; four in five do not. */
function areRound(values: readonly string[], telling: number): boolean {
  const large = values.filter((each) => above(each, '49'))
  return large.length > telling && large.filter((each) => each.endsWith('0')).length >= large.length * 0.8
}

function incomplete({ ageDays, missing = 0, unknown = 0, judged }: Signs, policy: Policy): FigureAlarm[] {
  const found: FigureAlarm[] = []
  if (ageDays !== null && ageDays !== undefined && ageDays > policy['figure.staleDays']) found.push('stale')
  if (missing > 0) found.push('incomplete')
  if (judged !== undefined && unknown * 100 > (judged + unknown) * policy['figure.unknownPercent'])
    found.push('cannot-say')
  return found
}

const above = (a: string, b: string): boolean => compareDecimals(decimal(a), decimal(b)) > 0
