import type { ItemContent } from './items.store.ts'
import type { Span } from './retell.ts'

const numeral = /[0-9０-９〇零一二三四五六七八九十百千万亿两半]/
const digits = (text: string): string => text.normalize('NFKC').replaceAll(/\D/g, '')

/**
 * Whether an item was read from the very number that is masked now: a telephone taken for a figure, a birthday for a day.
 * Nothing else in its words can have said it.
 */
export function restsOnMasked(
  item: ItemContent,
  after: string,
  masked: readonly { clear: string; at: Span }[],
): boolean {
  if (item.kind === 'responsibility') return false
  const within = masked.filter(({ at }) => at.start < item.end && item.start < at.end && at.start < at.end)
  if (!within.some(({ clear }) => numeral.test(clear))) return false
  if (!numeral.test(after.slice(item.start, item.end).replaceAll('*', ''))) return true
  const { value } = item.value
  const figure = digits(String(value ?? ''))
  return figure !== '' && within.some(({ clear }) => digits(clear) === figure)
}

/** The item without its number. */
export function withoutNumber<C extends ItemContent>(item: C): C {
  const value =
    item.kind === 'deadline' ? { ...item.value, date: { year: null, month: 1 } } : { ...item.value, value: 0 }
  return { ...item, value }
}
