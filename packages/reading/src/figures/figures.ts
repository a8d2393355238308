import type { Comparator } from '../document.ts'
import { comparatorOf } from './comparator.ts'
import { numbersIn, type PrintedNumber } from './numbers.ts'
import { rateOf, type Unit, unitAt, unitOfNoun } from './units.ts'

/** A number with its unit; places are offsets in the line. */
export interface Figure {
  readonly start: number
  /** Behind the unit. */
  readonly end: number
  readonly value: number
  readonly unit: string
  readonly comparator: Comparator
  readonly number: PrintedNumber
  /** Set on both ends of a range. */
  readonly range?: 'from' | 'to'
}

interface Draft {
  readonly number: PrintedNumber
  readonly unit: Unit | null
  readonly inherited?: Draft
  readonly range?: 'from' | 'to'
}

const rangeMark = /^(?:—{1,2}|-|~|至|到|——)$/
const listMark = /^(?:、|和|或|及|以及|与|，|或者)$/

/** All numbers of a line that carry a unit, or a scale of 万 or 亿 alone. */
export function figuresIn(text: string): Figure[] {
  const drafts = join(
    text,
    numbersIn(text).map((number) => ({ number, unit: unitOf(text, number) })),
  )
  return drafts.map((draft) => toFigure(text, draft)).filter((figure) => figure !== null)
}

function unitOf(text: string, number: PrintedNumber): Unit | null {
  if (number.ratio !== null) return { name: '%', factor: 1, length: 0 }
  if (text.startsWith('成', number.end) && isTenths(text, number))
    return { name: '%', factor: 0.1, length: 1 }
  return unitAt(text, number.end) ?? (number.scale >= 1e4 ? unitOfNoun(text, number.end) : null)
}

function isTenths(text: string, number: PrintedNumber): boolean {
  if (number.value >= 10 || number.value < 1 || number.scale > 1) return false
  const isNamed = /(?:近|约|超|超过|占|达|达到|逾)$/.test(text.slice(0, number.start))
  return isNamed || /^成(?:以上|以下|左右|[，。；、）]|的)/.test(text.slice(number.end, number.end + 3))
}

/** Gives numbers without unit the unit of the next one they are joined to: 3—5万元, 10、8和5个. */
function join(text: string, drafts: readonly Draft[]): Draft[] {
  const joined: Draft[] = [...drafts]
  for (let at = joined.length - 2; at >= 0; at -= 1) {
    const here = joined[at]!
    const next = joined[at + 1]!
    if (next.unit === null) continue
    const between = text.slice(here.number.end + (here.unit?.length ?? 0), next.number.start)
    const isRange = rangeMark.test(between)
    if (isRange && (here.unit === null || here.unit.name === next.unit.name)) {
      joined[at] = {
        ...(here.unit === null ? { ...here, unit: { ...next.unit, length: 0 }, inherited: next } : here),
        range: 'from',
      }
      joined[at + 1] = { ...next, range: 'to' }
    } else if (here.unit === null && listMark.test(between) && !here.number.isChinese && between !== '，')
      joined[at] = { ...here, unit: { ...next.unit, length: 0 }, inherited: next }
  }
  return joined
}

function toFigure(text: string, { number, unit, inherited, range }: Draft): Figure | null {
  if (unit === null && number.scale < 1e4) return null
  const scale = number.scale === 1 && inherited ? inherited.number.scale : number.scale
  const end = number.end + (unit?.length ?? 0)
  const before = text.slice(0, number.start)
  const rate = unit?.name === '元' ? rateOf(before, text.slice(end)) : { suffix: '', length: 0 }
  const comparator =
    range === undefined
      ? comparatorOf(before, number, text.slice(end + rate.length))
      : range === 'from'
        ? '>='
        : '<='
  const value = number.ratio === null ? tidy(number.value * scale * (unit?.factor ?? 1)) : tidy(number.value)
  const name = (unit?.name ?? '') + rate.suffix
  const figure = {
    start: number.start,
    end: end + rate.length,
    value,
    unit: name,
    comparator,
    number,
  } as const
  return range === undefined ? figure : { ...figure, range }
}

/** Takes out what binary fractions add: 0.97 × 1 is 0.97. */
function tidy(value: number): number {
  return Number(value.toPrecision(14))
}
