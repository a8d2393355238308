import {
  type NoticeItemState,
  type NoticeState,
  noticeItemKinds,
  noticeItemStates,
  noticeKinds,
  noticeStates,
} from '@zhucan/catalogue'
import { State, type StateKind, useFormat, useT } from '@zhucan/ui'
import type { DeadlineValue, FigureValue, ItemContent, ItemKind } from './notices.queries.ts'

const itemLooks: Record<NoticeItemState, StateKind> = {
  proposed: 'neutral',
  confirmed: 'good',
  corrected: 'notice',
  added: 'notice',
  rejected: 'cancelled',
}
const noticeLooks: Record<NoticeState, StateKind> = {
  checking: 'notice',
  confirmed: 'good',
  withdrawn: 'cancelled',
}

/** Whether an item is decided, in colour, shape and word. */
export function ItemState({ state }: { state: NoticeItemState }) {
  const format = useFormat()
  return <State kind={itemLooks[state]}>{format.label(noticeItemStates[state])}</State>
}

/** Where a notice stands. */
export function NoticeStateMark({ state }: { state: NoticeState }) {
  const format = useFormat()
  return <State kind={noticeLooks[state]}>{format.label(noticeStates[state])}</State>
}

/** Kinds, days and whole items in words. */
export function useItemWords() {
  const t = useT()
  const format = useFormat()
  const day = (date: DeadlineValue['date']): string => {
    if (typeof date === 'string') return format.day(date)
    const parts = [
      date.year === null ? t('notices.dayKind.yearly') : String(date.year),
      format.month(date.month),
      date.day === undefined ? t(`notices.part.${date.part ?? 'end'}`) : String(date.day),
    ]
    return parts.join(' ')
  }
  const figure = (value: FigureValue): string => {
    const amount =
      value.unit === '%'
        ? `${format.number(Number((value.value * 100).toPrecision(12)))}%`
        : `${format.number(value.value)} ${value.unit}`.trim()
    const how = isComparator(value.comparator) ? t(`notices.comparator.${value.comparator}`) : ''
    return [value.indicator, value.comparator === '=' ? '' : how, amount].filter(Boolean).join(' ')
  }
  const summary = ({ value, quote }: Pick<ItemContent, 'value' | 'quote'>): string => {
    if ('date' in value) return `${day(value.date)} ${value.action || quote}`
    if ('lead' in value) return value.lead.join('、') || quote
    return figure(value)
  }
  return {
    ...{ summary, day },
    kind: (kind: ItemKind) => format.label(noticeItemKinds[kind]),
    paper: (kind: string) =>
      Object.hasOwn(noticeKinds, kind) ? format.label(noticeKinds[kind as keyof typeof noticeKinds]) : kind,
  }
}

const comparators = ['>=', '<=', '=', '~'] as const
const isComparator = (sign: string): sign is (typeof comparators)[number] =>
  comparators.some((one) => one === sign)
