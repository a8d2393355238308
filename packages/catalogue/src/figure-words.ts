import type { Label, Rounding } from '@zhucan/kernel'
import { type IndicatorDefinition, indicatorUnits } from './define-indicator.ts'
import type { FigurePolicyName } from './figure-policies.ts'

/** Reasons to look twice at a figure; the numbers of `figurePolicies` stand in them by name. */
export const figureAlarms = {
  'above-double': {
    zh: '完成率超过{figure.doublePercent}%：请核对目标是否定得过低、口径与单位是否一致。',
    en: 'More than {figure.doublePercent}% of the target: was the target set too low, or is another thing or unit counted?',
  },
  jump: {
    zh: '超过上一次数的{figure.jumpPercent}%：请核对是否补报、重复或口径变化。',
    en: 'More than {figure.jumpPercent}% of the figure before: was something handed in late, twice, or counted otherwise?',
  },
  fell: {
    zh: '全年累计数比上一期减少：累计数不应下降，请核对更正原因。',
    en: 'A sum since January is below the one of the period before: such a sum cannot fall.',
  },
  'all-equal': {
    zh: '各地数字完全相同：请核对是否平均填报。',
    en: 'All places hand in the same number: was it simply divided?',
  },
  'all-hundred': {
    zh: '各地全部恰好100%：请抽查原始记录。',
    en: 'All places stand at exactly 100%: look at some of the records.',
  },
  'exactly-target': {
    zh: '各地恰好完成目标数，不多不少：请抽查原始记录。',
    en: 'All places reach their target exactly, no more and no less: look at some of the records.',
  },
  'round-numbers': {
    zh: '多数地方的数字以0结尾：可能是估计数。',
    en: 'Most places hand in numbers that end in 0: they may be estimates.',
  },
  stale: {
    zh: '数字已超过{figure.staleDays}天没有更新。',
    en: 'The figure is more than {figure.staleDays} days old.',
  },
  incomplete: {
    zh: '还有地方没有数字，合计偏小。',
    en: 'Some places are missing, so the sum is too small.',
  },
  'cannot-say': {
    zh: '超过{figure.unknownPercent}%的记录缺少事实、无法判断，比率只代表其余部分。',
    en: 'More than {figure.unknownPercent}% of the records cannot be judged; the rate speaks of the rest only.',
  },
} as const satisfies Record<string, Label>

export type FigureAlarm = keyof typeof figureAlarms

/** A sign in words, with the numbers that hold where the figure is. */
export function alarmText(code: FigureAlarm, policy: Readonly<Record<FigurePolicyName, number>>): Label {
  const filled = (text: string) =>
    text.replaceAll(/\{([\w.]+)\}/g, (_, name: FigurePolicyName) => String(policy[name]))
  const { zh, en } = figureAlarms[code]
  return { zh: filled(zh), en: filled(en) }
}

/** How a target stands, in a word. */
export const completionWords = {
  reached: { zh: '已完成', en: 'Reached' },
  ahead: { zh: '快于进度', en: 'Ahead' },
  'on-time': { zh: '符合进度', en: 'On time' },
  behind: { zh: '慢于进度', en: 'Behind' },
  'far-behind': { zh: '严重滞后', en: 'Far behind' },
  missed: { zh: '到期未完成', en: 'Missed' },
  'no-figure': { zh: '没有数字', en: 'No figure' },
} as const satisfies Record<string, Label>

/** A decimal text with thousands separated: '252813' → '252,813'. */
export function groupDigits(text: string): string {
  const [whole = '', decimals] = text.split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return decimals === undefined ? grouped : `${grouped}.${decimals}`
}

/** A figure with its unit, as a sentence says it. */
export function figureText(
  indicator: Pick<IndicatorDefinition, 'kind' | 'unit'>,
  value: string | null,
): Label {
  if (value === null) return { zh: '没有数字', en: 'no figure' }
  const number = groupDigits(value)
  if (indicator.kind === 'rate' || indicator.kind === 'yes-no') return { zh: `${number}%`, en: `${number}%` }
  const unit = indicatorUnits[indicator.unit]
  return { zh: `${number}${unit.zh}`, en: `${number} ${unit.en}` }
}

/** What a summary speaks of: one region and the ones right below it. */
export interface SummaryFacts {
  readonly indicator: Pick<IndicatorDefinition, 'kind' | 'unit' | 'label' | 'direction'>
  readonly regionName: string
  readonly day: string | null
  readonly value: string | null
  readonly numerator: string | null
  readonly denominator: string | null
  readonly children: readonly { readonly name: string; readonly value: string | null }[]
  readonly missing: number
  readonly unknown: number
}

/** Two sentences about a figure: what it is, and where it is highest, lowest and missing. */
export function summariseFigure(facts: SummaryFacts): Label {
  const first = firstSentence(facts)
  const second = secondSentence(facts)
  return { zh: first.zh + second.zh, en: `${first.en} ${second.en}` }
}

function firstSentence({ indicator, regionName, day, value, numerator, denominator }: SummaryFacts): Label {
  const { label } = indicator
  if (value === null || day === null)
    return {
      zh: `${regionName}还没有“${label.zh}”的数字。`,
      en: `${regionName} has no figure for “${label.en}” yet.`,
    }
  const text = figureText(indicator, value)
  const parts =
    denominator === null || numerator === null
      ? ''
      : `${groupDigits(numerator)} ÷ ${groupDigits(denominator)}`
  return {
    zh: `截至${day}，${regionName}${label.zh}为${text.zh}${parts && `（${parts}）`}。`,
    en: `On ${day}, ${regionName}: ${label.en} ${text.en}${parts && ` (${parts})`}.`,
  }
}

function secondSentence(facts: SummaryFacts): Label {
  const { indicator, children } = facts
  const known = children.filter((each): each is { name: string; value: string } => each.value !== null)
  const gap = gapWords(facts)
  if (known.length < 2) {
    const few =
      children.length === 0
        ? { zh: '没有下级地区', en: 'There is no region below' }
        : {
            zh: `${children.length}个下级地区中有数字的不足两个`,
            en: `Of ${children.length} regions below, fewer than two have a figure`,
          }
    return { zh: `${few.zh}${gap.zh}。`, en: `${few.en}${gap.en}.` }
  }
  const sorted = [...known].sort((a, b) => Number(b.value) - Number(a.value) || (a.name < b.name ? -1 : 1))
  const [high, low] = [sorted[0]!, sorted.at(-1)!]
  const at = (one: { name: string; value: string }) => ({
    name: one.name,
    ...figureText(indicator, one.value),
  })
  const [top, bottom] = [at(high), at(low)]
  if (high.value === low.value)
    return {
      zh: `${known.length}个下级地区的数字都是${top.zh}${gap.zh}。`,
      en: `The ${known.length} regions below all stand at ${top.en}${gap.en}.`,
    }
  return {
    zh: `${known.length}个下级地区中，${top.name}最高（${top.zh}），${bottom.name}最低（${bottom.zh}）${gap.zh}。`,
    en: `Of ${known.length} regions below, ${top.name} is highest (${top.en}) and ${bottom.name} lowest (${bottom.en})${gap.en}.`,
  }
}

/** Records nobody can judge have a place; an office that did not hand in has no records. */
function gapWords({ missing, unknown }: SummaryFacts): Label {
  if (missing === 0 && unknown === 0) return { zh: '', en: '' }
  if (unknown === 0)
    return {
      zh: `；${missing}个地方没有数字`,
      en: `; ${missing} ${missing === 1 ? 'place is' : 'places are'} missing`,
    }
  const records = groupDigits(String(unknown))
  if (missing === 0) return { zh: `；${records}条记录无法判断`, en: `; ${records} records cannot be judged` }
  return {
    zh: `；${missing}个村的${records}条记录无法判断`,
    en: `; ${records} records in ${missing} ${missing === 1 ? 'village' : 'villages'} cannot be judged`,
  }
}

const roundingModes: Readonly<Record<Rounding['mode'], Label>> = {
  'half-up': { zh: '四舍五入', en: 'half up' },
  'half-even': { zh: '四舍六入五成双', en: 'half to even' },
  down: { zh: '截断', en: 'truncated' },
}

/** A division as one could do it by hand, with how its result is cut. */
export function divisionText(sum: {
  numerator: string
  denominator: string
  value: string
  rounding: Rounding
}): Label {
  const text = `${groupDigits(sum.numerator)} ÷ ${groupDigits(sum.denominator)} × 100 = ${sum.value}`
  const mode = roundingModes[sum.rounding.mode]
  return {
    zh: `${text}（保留${sum.rounding.digits}位小数，${mode.zh}）`,
    en: `${text} (${sum.rounding.digits} decimals, ${mode.en})`,
  }
}
