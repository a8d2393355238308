import type { Item, Reason } from '@zhucan/reading'
import type { ItemKind } from './item-shapes.ts'

/** An item as the machine proposed it, and as it rests beside what a person made of it. */
export interface ProposedItem {
  kind: ItemKind
  section: string
  quote: string
  start: number
  end: number
  value: Record<string, unknown>
  /** Why a figure was taken for a target or a fact. */
  reasons?: Reason[] | undefined
}

/** Parts what an item says from where it says it. */
export function asItem(item: Item): ProposedItem {
  const place = { section: item.section, quote: item.quote, start: item.start }
  const end = item.start + item.quote.length
  if (item.kind === 'deadline')
    return { kind: item.kind, ...place, end, value: { date: item.date, action: item.action, to: item.to } }
  if (item.kind === 'responsibility')
    return { kind: item.kind, ...place, end, value: { lead: item.lead, support: item.support } }
  const { kind, indicator, comparator, value, unit, by, reasons } = item
  const figure = { indicator, comparator, value, unit, ...(by !== undefined && { by }) }
  return { kind, ...place, end, value: figure, reasons: [...reasons] }
}
