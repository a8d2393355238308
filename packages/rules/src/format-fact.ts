import type { FactDefinition } from '@zhucan/catalogue'
import { formatYuan, type Label } from '@zhucan/kernel'
import type { Value } from './evaluate-term.ts'

/** A language explanations are written in. */
export type Locale = keyof Label

/** How a fact looks to whoever formats one of its values; constants without a fact have a type only. */
export type FactStyle = Pick<FactDefinition, 'type'> & Partial<FactDefinition>

/** Writes a known value the way its fact is written: 2 → 二级, 202603 → 2026年3月, 3200000 → 32,000.00元. */
export function formatFactValue(fact: FactStyle, value: Exclude<Value, null>, locale: Locale): string {
  const named = fact.values?.find((each) => each.value === value)
  if (named) return named.label[locale]
  if (typeof value === 'boolean') return yesNo[value ? 'yes' : 'no'][locale]
  if (typeof value === 'string') return fact.type === 'date' ? formatDay(value, locale) : value
  if (value === 0 && fact.zero) return fact.zero[locale]
  if (fact.format === 'month') return formatMonth(value, locale)
  if (fact.format === 'countdown') return formatCountdown(value, locale)
  if (fact.type === 'money') return formatMoney(value, locale)
  return fact.unit ? withUnit(value, fact.unit, locale) : String(value)
}

/** The same in both languages, as a line of policy is shown. */
export const formatFactLabel = (fact: FactStyle, value: Exclude<Value, null>): Label => {
  const style = demandStyle(fact, true)
  return { zh: formatFactValue(style, value, 'zh'), en: formatFactValue(style, value, 'en') }
}

/** True when the value is written as a remark ("never", "10 days ago") that no "is" fits in front of. */
export function isRemark(fact: FactStyle, value: Value): boolean {
  return fact.format === 'countdown' || (value === 0 && fact.zero !== undefined)
}

/** The style for what a value is held against: 0 and 183 days are bare numbers there, not "today" or "183 days left". */
export function demandStyle({ format, zero, ...fact }: FactStyle, isEquality: boolean): FactStyle {
  const isKept = format === 'month'
  return { ...fact, ...(isKept && { format }), ...(isEquality && zero && { zero }) }
}

const yesNo = { yes: { zh: '是', en: 'yes' }, no: { zh: '否', en: 'no' } } as const

function formatDay(day: string, locale: Locale): string {
  const [year, month, date] = day.split('-').map(Number)
  return locale === 'zh' ? `${year}年${month}月${date}日` : day
}

function formatMonth(month: number, locale: Locale): string {
  const [year, rest] = [Math.floor(month / 100), month % 100]
  return locale === 'zh' ? `${year}年${rest}月` : `${year}-${String(rest).padStart(2, '0')}`
}

function formatCountdown(days: number, locale: Locale): string {
  if (days >= 0) return locale === 'zh' ? `还有${days}天` : `${withUnit(days, dayUnit, locale)} left`
  return locale === 'zh' ? `已过${-days}天` : `${withUnit(-days, dayUnit, locale)} ago`
}

const dayUnit: Label = { zh: '天', en: 'days' }

function formatMoney(fen: number, locale: Locale): string {
  return formatYuan(BigInt(fen)) + (locale === 'zh' ? '元' : ' yuan')
}

function withUnit(value: number, unit: Label, locale: Locale): string {
  if (locale === 'zh') return `${value}${unit.zh}`
  return `${value} ${value === 1 ? unit.en.replace(/s$/, '') : unit.en}`
}
