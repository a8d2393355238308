import { type ClueAction, clueActions, clueColours, clueHolders, clueStates } from '@zhucan/catalogue'
import { State, type StateKind, useFormat, useT } from '@zhucan/ui'
import { Day } from '../app/labels.tsx'
import { isClueColour, isClueHolder, isClueState } from './clue-work.queries.ts'
import './clue.css'

const stateKinds: Record<keyof typeof clueStates, StateKind> = {
  new: 'notice',
  issued: 'neutral',
  received: 'neutral',
  verifying: 'neutral',
  answered: 'notice',
  returned: 'warning',
  sampled: 'notice',
  handling: 'notice',
  closed: 'good',
  reopened: 'warning',
  withdrawn: 'cancelled',
}

const colourKinds = { blue: 'notice', orange: 'warning', red: 'danger' } as const

/** Where a clue stands, in colour, shape and word. */
export function ClueState({ state }: { state: string }) {
  const format = useFormat()
  if (!isClueState(state)) return <>{state}</>
  return <State kind={stateKinds[state]}>{format.label(clueStates[state])}</State>
}

/** A deadline, and how near it is in colour, shape and word. */
export function Due({ due, colour }: { due: string | null; colour: string }) {
  const t = useT()
  const format = useFormat()
  if (due === null) return <span className="desk-quiet desk-day">{t('clues.noDue')}</span>
  return (
    <span className="clues-due">
      <Day day={due} />
      {isClueColour(colour) && colour !== 'clear' && (
        <State kind={colourKinds[colour]}>{format.label(clueColours[colour])}</State>
      )}
    </span>
  )
}

/** Names of levels and actions; unknown ones as they are. */
export function useClueWords() {
  const t = useT()
  const format = useFormat()
  const holder = (level: number) => (isClueHolder(level) ? format.label(clueHolders[level]) : String(level))
  const action = (name: string) => {
    if (Object.hasOwn(clueActions, name)) return format.label(clueActions[name as ClueAction].label)
    if (name === 'undo' || name === 'moved' || name === 'withdrawn' || name === 'facts-changed')
      return t(`clueWork.event.${name}`)
    return name
  }
  const state = (name: string) => (isClueState(name) ? format.label(clueStates[name]) : name)
  return { holder, action, state }
}
