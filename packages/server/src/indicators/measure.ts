import type { IndicatorDefinition } from '@zhucan/catalogue'
import {
  compareDecimals,
  type Decimal,
  daysBetween,
  decimal,
  decimalText,
  divideDecimals,
  multiplyDecimals,
  type PlainDate,
  percentOf,
  subtractDecimals,
} from '@zhucan/kernel'
import type { CompletionStatus } from './figure-shapes.ts'

const twoDecimals = { digits: 2, mode: 'half-up' } as const
const hundred: Decimal = { units: 100n, scale: 0 }
const zero: Decimal = { units: 0n, scale: 0 }

/** What a figure shows of its two numbers: a rate divided anew from them, a yes-no as the share of places that say yes. */
export function shownValue(
  { kind, rounding }: Pick<IndicatorDefinition, 'kind' | 'rounding'>,
  numerator: string | null,
  denominator: string | null,
): string | null {
  if (numerator === null) return null
  if (kind !== 'rate' && kind !== 'yes-no')
    return decimalText(divideDecimals(decimal(numerator), { units: 1n, scale: 0 }, rounding)!)
  const share =
    denominator === null
      ? null
      : percentOf(decimal(numerator), decimal(denominator), kind === 'rate' ? rounding : twoDecimals)
  return share && decimalText(share)
}

/** What is asked of a region, as far as measuring it goes. */
export interface Asked {
  form: string
  target: string | null
  periodFrom: PlainDate
  periodTo: PlainDate
}

/** How far a value is: against the target, against the time that passed, and in a word. */
export interface Measured {
  percent: string | null
  left: string | null
  timePassed: string
  expected: { even: string; schedule: string | null }
  status: CompletionStatus
}

/** Measures a value on a day. The schedule of the indicator, where it has one, decides what is expected by now. */
export function measure(
  value: string | null,
  asked: Asked,
  day: PlainDate,
  schedule?: readonly string[],
): Measured {
  const even = timePassed(asked, day)
  const planned = schedule ? schedulePassed(schedule, asked, day) : null
  const base = {
    timePassed: decimalText(even),
    expected: { even: decimalText(even), schedule: planned && decimalText(planned) },
  }
  if (value === null) return { ...base, percent: null, left: null, status: 'no-figure' }
  const actual = decimal(value)
  const wanted = wantedOf(asked)
  const percent = wanted && wanted.units !== 0n ? percentOf(actual, wanted, twoDecimals) : null
  const left = wanted && subtractDecimals(wanted, actual)
  return {
    ...base,
    percent: percent && decimalText(percent),
    left: left && decimalText(left),
    status: statusOf(asked, { actual, percent, expected: planned ?? even }, day),
  }
}

/** Full coverage is a hundred per cent, a zero state is none; both have no number of their own. */
function wantedOf({ form, target }: Asked): Decimal | null {
  if (form === 'full-coverage') return hundred
  if (form === 'zero-state') return zero
  return target === null ? null : decimal(target)
}

interface Stand {
  actual: Decimal
  percent: Decimal | null
  expected: Decimal
}

function statusOf(asked: Asked, { actual, percent, expected }: Stand, day: PlainDate): CompletionStatus {
  const isOver = day > asked.periodTo
  const wanted = wantedOf(asked)
  if (wanted === null) return 'no-figure'
  const against = compareDecimals(actual, wanted)
  if (asked.form === 'zero-state') return against === 0 ? 'reached' : isOver ? 'missed' : 'behind'
  if (asked.form === 'ceiling') return against > 0 ? 'missed' : isOver ? 'reached' : 'on-time'
  if (against >= 0) return 'reached'
  if (isOver) return 'missed'
  // A rate or a coverage is to be held, not collected: time gives it no discount.
  const due = asked.form === 'rate' || asked.form === 'full-coverage' ? hundred : expected
  return paceOf(percent ?? zero, due)
}

/** Ten points above what is due is ahead, five below still on time, twenty below far behind. */
function paceOf(percent: Decimal, due: Decimal): CompletionStatus {
  const lead = subtractDecimals(percent, due)
  const atLeast = (points: bigint) => compareDecimals(lead, { units: points, scale: 0 }) >= 0
  if (atLeast(10n)) return 'ahead'
  if (atLeast(-5n)) return 'on-time'
  return atLeast(-20n) ? 'behind' : 'far-behind'
}

/** Share of the days of the period that have passed, that day included, in per cent. */
function timePassed({ periodFrom, periodTo }: Asked, day: PlainDate): Decimal {
  if (day < periodFrom) return { units: 0n, scale: 2 }
  if (day >= periodTo) return { units: 10_000n, scale: 2 }
  const passed = decimal(daysBetween(periodFrom, day) + 1)
  return percentOf(passed, decimal(daysBetween(periodFrom, periodTo) + 1), twoDecimals)!
}

/** What the schedule asks for by a day, in per cent; between two month ends evenly. It speaks of calendar years only. */
function schedulePassed(schedule: readonly string[], asked: Asked, day: PlainDate): Decimal | null {
  const year = asked.periodFrom.slice(0, 4)
  if (asked.periodFrom !== `${year}-01-01` || asked.periodTo !== `${year}-12-31`) return null
  if (day < asked.periodFrom) return { units: 0n, scale: 2 }
  if (day >= asked.periodTo) return { units: 10_000n, scale: 2 }
  const month = Number(day.slice(5, 7))
  const before = decimal(schedule[month - 2] ?? '0')
  const step = subtractDecimals(decimal(schedule[month - 1] ?? '1'), before)
  const inMonth = divideDecimals(decimal(Number(day.slice(8))), decimal(daysIn(day)), {
    digits: 6,
    mode: 'down',
  })!
  const soFar = multiplyDecimals(step, inMonth, { digits: 8, mode: 'down' })
  const share = subtractDecimals(before, { ...soFar, units: -soFar.units })
  return multiplyDecimals(share, hundred, twoDecimals)
}

function daysIn(day: PlainDate): number {
  const [year = 0, month = 0] = day.split('-').map(Number)
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
