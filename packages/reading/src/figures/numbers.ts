import { chineseDigits, numeralValue } from '../numerals/numeral.ts'

/** A printed number, its scale not yet taken in. */
export interface PrintedNumber {
  readonly start: number
  readonly end: number
  readonly value: number
  /** 1e4 for 万 and so on; 1 where none is printed. */
  readonly scale: number
  /** 余, 多, 几 beside it: more than printed. */
  readonly isMore: boolean
  readonly isChinese: boolean
  /** Set for 百分之… and 千分之…, which carry their unit before them. */
  readonly ratio: '%' | '‰' | null
  readonly text: string
}

const scales: Readonly<Record<string, number>> = {
  万亿: 1e12,
  千亿: 1e11,
  百亿: 1e10,
  十亿: 1e9,
  亿: 1e8,
  千万: 1e7,
  百万: 1e6,
  十万: 1e5,
  万: 1e4,
  千: 1e3,
}
const scale = '万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千(?=[元人名户])'
const pattern = new RegExp(
  [
    `(?<base>百|千|万)分之(?<part>[${chineseDigits}]+(?:点[${chineseDigits}]+)?|\\d+(?:\\.\\d+)?)`,
    `(?<half>一半|半数)`,
    `(?<whole>[二三四五六七八九十])分之(?<share>[一二两三四五六七八九])`,
    `(?<arabic>\\d+(?:\\.\\d+)?)(?<a1>余|多|几)?(?<as>${scale})?(?<a2>余|多)?`,
    `(?<chinese>[${chineseDigits}]+(?:点[零一二三四五六七八九]+)?)(?<c1>余|多|几)?(?<cs>万|亿)?(?<c2>余|多)?`,
  ].join('|'),
  'g',
)

/** All numbers of a text, in digits or Chinese numerals. */
export function numbersIn(text: string): PrintedNumber[] {
  return [...text.matchAll(pattern)]
    .map((match) => toNumber(match))
    .filter((number) => number !== null)
    .map((number, at, all) => secondRatio(text, number, all[at - 1]))
}

/** 百分之三十至五十: the second number has the first one's unit. */
function secondRatio(
  text: string,
  number: PrintedNumber,
  previous: PrintedNumber | undefined,
): PrintedNumber {
  if (!previous?.ratio || number.ratio !== null || number.scale !== 1) return number
  if (!/^(?:至|到|—|~|-|、|和)$/.test(text.slice(previous.end, number.start))) return number
  return { ...number, value: number.value / (previous.ratio === '%' ? 100 : 1000), ratio: previous.ratio }
}

function toNumber(match: RegExpExecArray): PrintedNumber | null {
  const groups = match.groups!
  const { base, part, arabic, chinese } = groups
  const place = { start: match.index, end: match.index + match[0].length, text: match[0] }
  if (base !== undefined && part !== undefined) {
    const value = valueIn(part)
    const of = base === '百' ? 100 : base === '千' ? 1000 : 10_000
    const ratio = base === '百' ? '%' : '‰'
    return value === null
      ? null
      : { ...place, value: value / of, scale: 1, isMore: false, isChinese: true, ratio }
  }
  if (groups.half !== undefined)
    return { ...place, value: 0.5, scale: 1, isMore: false, isChinese: true, ratio: '%' }
  if (groups.whole !== undefined && groups.share !== undefined) return { ...place, ...fractionOf(groups) }
  const value = valueIn(arabic ?? chinese ?? '')
  if (value === null || value > 1e15) return null
  const isMore = Boolean(groups.a1 ?? groups.a2 ?? groups.c1 ?? groups.c2)
  const factor = scales[groups.as ?? groups.cs ?? ''] ?? 1
  return { ...place, value, scale: factor, isMore, isChinese: arabic === undefined, ratio: null }
}

/** 三分之二. */
function fractionOf({ whole = '', share = '' }: Record<string, string | undefined>) {
  const value = (numeralValue(share) ?? 0) / (numeralValue(whole) ?? 1)
  return { value, scale: 1, isMore: false, isChinese: true, ratio: '%' } as const
}

function valueIn(text: string): number | null {
  return /^\d/.test(text) ? Number(text) : numeralValue(text)
}
