import {
  clueColours,
  indicatorUnits,
  splitWays,
  targetActions,
  targetForms,
  targetStates,
  taskActions,
  taskStates,
} from '@zhucan/catalogue'
import type { Label } from '@zhucan/kernel'
import { State, type StateKind, useFormat, useT } from '@zhucan/ui'
import { Day } from '../app/labels.tsx'
import type { WorkKind } from './work.queries.ts'

const kinds: Record<string, StateKind> = {
  draft: 'neutral',
  issued: 'notice',
  received: 'neutral',
  confirmed: 'good',
  split: 'good',
  working: 'neutral',
  done: 'notice',
  sampled: 'notice',
  verified: 'good',
  returned: 'warning',
  declined: 'warning',
  reopened: 'warning',
  withdrawn: 'cancelled',
}

const colourKinds: Record<string, StateKind> = { blue: 'notice', orange: 'warning', red: 'danger' }

const find = <Entry,>(table: Record<string, Entry>, name: string): Entry | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** Where a piece of work stands, in colour, shape and word. */
export function WorkState({ kind, state }: { kind: WorkKind; state: string }) {
  const words = useWorkWords()
  return <State kind={kinds[state] ?? 'neutral'}>{words.state(kind, state)}</State>
}

/** A deadline and how near it is. */
export function WorkDue({ due, colour }: { due: string | null; colour: string }) {
  const t = useT()
  if (due === null) return <span className="desk-quiet">{t('work.noDue')}</span>
  return (
    <span className="work-due">
      <Day day={due} /> <DueColour colour={colour} />
    </span>
  )
}

/** The colour of a deadline with its word; nothing while there is time. */
export function DueColour({ colour }: { colour: string }) {
  const words = useWorkWords()
  const kind = colourKinds[colour]
  return kind ? <State kind={kind}>{words.colour(colour)}</State> : null
}

/** Names of states, actions, units and ways; unknown ones as they are. */
export function useWorkWords() {
  const t = useT()
  const format = useFormat()
  const name = (table: Record<string, Label>, word: string) => {
    const label = find(table, word)
    return label ? format.label(label) : word
  }
  const state = (kind: WorkKind, word: string) => name(kind === 'targets' ? targetStates : taskStates, word)
  const action = (kind: WorkKind, word: string) => {
    const known = find<{ label: Label }>(kind === 'targets' ? targetActions : taskActions, word)
    if (known) return format.label(known.label)
    const other = ['create', 'report', 'watch', 'unwatch'].find((one) => one === word)
    return other ? t(`work.action.${other as 'create' | 'report' | 'watch' | 'unwatch'}`) : word
  }
  const unit = (word: string) => (word === 'per-cent' ? '%' : name(indicatorUnits, word))
  const form = (word: string) => {
    const known = find<{ label: Label }>(targetForms, word)
    return known ? format.label(known.label) : word
  }
  const figure = (piece: { form: string; value: string | null; unit: string }) =>
    piece.value === null
      ? form(piece.form)
      : `${form(piece.form)} ${format.number(Number(piece.value))}${piece.unit === 'per-cent' ? '' : ' '}${unit(piece.unit)}`
  return {
    ...{ state, action, unit, form, figure },
    colour: (word: string) => name(clueColours, word),
    way: (word: string) => name(splitWays, word),
  }
}

/** The notice a piece comes from: its number, which is never broken, or its title. */
export function NoticeOf(piece: { documentNumber: string | null; noticeTitle: string | null }) {
  if (piece.documentNumber === null) return piece.noticeTitle ?? ''
  return <span className="work-number">{piece.documentNumber}</span>
}
