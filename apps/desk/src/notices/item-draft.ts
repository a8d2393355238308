import type { Span } from './clauses.ts'
import type { ItemKind, NoticeItem } from './notices.queries.ts'

/** An item while somebody writes it: every field as text. */
export interface ItemDraft {
  readonly kind: ItemKind
  readonly place: Span | null
  readonly indicator: string
  readonly comparator: string
  readonly value: string
  readonly unit: string
  readonly by: string
  readonly dayKind: 'day' | 'part' | 'yearly'
  readonly day: string
  readonly year: string
  readonly month: string
  readonly part: string
  readonly action: string
  readonly to: string
  readonly lead: string
  readonly support: string
}

/** Fields that can be wrong. */
export type DraftField = 'place' | 'value' | 'day' | 'year' | 'month' | 'lead'

const empty = {
  ...{ indicator: '', comparator: '>=', value: '', unit: '', by: '' },
  ...{ dayKind: 'day' as const, day: '', year: '', month: '', part: 'end', action: '', to: '' },
  ...{ lead: '', support: '' },
}

/** A draft of something new. */
export const newDraft = (kind: ItemKind, place: Span | null): ItemDraft => ({ ...empty, kind, place })

/** A draft of what an item says. */
export function draftOf({ kind, value, start, end }: NoticeItem): ItemDraft {
  const place = { start, end }
  if ('date' in value)
    return { ...empty, kind, place, ...dayOf(value.date), action: value.action, to: value.to ?? '' }
  if ('lead' in value)
    return { ...empty, kind, place, lead: value.lead.join('、'), support: value.support.join('、') }
  const { indicator, comparator, unit, by = '' } = value
  return { ...empty, kind, place, indicator, comparator, unit, by, value: printed(value.value, unit) }
}

type Value = NoticeItem['value']
type DayValue = Extract<Value, { date: unknown }>['date']

function dayOf(date: DayValue): Partial<ItemDraft> {
  if (typeof date === 'string') return { dayKind: 'day', day: date }
  const year = date.year === null ? '' : String(date.year)
  return {
    dayKind: date.every === 'year' || date.year === null ? 'yearly' : 'part',
    ...{ year, month: String(date.month), part: date.part ?? 'end' },
    ...(date.day !== undefined && { day: String(date.day) }),
  }
}

/** A share is kept as a fraction and read as a percentage; the digits stay those of the paper. */
const printed = (value: number, unit: string): string =>
  String(unit === '%' ? Number((value * 100).toPrecision(12)) : value)

const numberOf = ({ value, unit }: ItemDraft): number => {
  const plain = Number(value.replaceAll(/[,，\s]/g, ''))
  return unit.trim() === '%' ? Number((plain / 100).toPrecision(12)) : plain
}

/** What is wrong in a draft. */
export function faultsOf(draft: ItemDraft): DraftField[] {
  const faults: DraftField[] = draft.place === null ? ['place'] : []
  if (draft.kind === 'target' || draft.kind === 'fact') {
    if (draft.value.trim() === '' || !Number.isFinite(numberOf(draft))) faults.push('value')
  } else if (draft.kind === 'responsibility') {
    if (namesOf(draft.lead).length === 0) faults.push('lead')
  } else if (draft.dayKind === 'day') {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.day)) faults.push('day')
  } else {
    if (draft.dayKind === 'part' && !/^(19|20|21)\d{2}$/.test(draft.year)) faults.push('year')
    if (!/^([1-9]|1[0-2])$/.test(draft.month)) faults.push('month')
  }
  return faults
}

/** Names of bodies as people separate them. */
export const namesOf = (text: string): string[] =>
  text
    .split(/[、，,；;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** The item that a faultless draft means, as the server wants it. */
export function itemOf(draft: ItemDraft): { kind: ItemKind; value: Value } {
  const { kind } = draft
  if (kind === 'responsibility')
    return { kind, value: { lead: namesOf(draft.lead), support: namesOf(draft.support) } }
  if (kind === 'deadline')
    return { kind, value: { date: dateOf(draft), action: draft.action.trim(), to: draft.to.trim() || null } }
  const { indicator, comparator, unit, by } = draft
  const figure = { indicator: indicator.trim(), comparator, value: numberOf(draft), unit: unit.trim() }
  return { kind, value: { ...figure, ...(by !== '' && { by }) } }
}

function dateOf({ dayKind, day, year, month, part }: ItemDraft): DayValue {
  if (dayKind === 'day') return day
  const isDay = /^\d{1,2}$/.test(day)
  const loose = { month: Number(month), ...(isDay ? { day: Number(day) } : { part: part as 'end' }) }
  return dayKind === 'yearly' ? { year: null, ...loose, every: 'year' } : { year: Number(year), ...loose }
}
