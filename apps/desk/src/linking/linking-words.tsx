import { type LinkAction, linkActions, linkStates, linkWords } from '@zhucan/catalogue'
import { State, type StateKind, useFormat, useT } from '@zhucan/ui'
import { writeBits, writeWeight } from './bits.ts'
import { isLinkState } from './linking.address.ts'
import type { Evidence } from './linking.queries.ts'

const kinds: Record<keyof typeof linkStates, StateKind> = {
  linked: 'good',
  review: 'warning',
  'awaiting-second': 'notice',
  accepted: 'good',
  rejected: 'cancelled',
  unsure: 'unknown',
  unlinked: 'cancelled',
  superseded: 'neutral',
}

/** Where a pair stands, in colour, shape and word. */
export function PairState({ state }: { state: string }) {
  const format = useFormat()
  if (!isLinkState(state)) return <>{state}</>
  return <State kind={kinds[state]}>{format.label(linkStates[state])}</State>
}

/** Names of actions, comparisons and ways of agreeing; unknown ones as they are. */
export function useLinkWords() {
  const t = useT()
  const format = useFormat()
  const action = (name: string) => {
    if (Object.hasOwn(linkActions, name)) return format.label(linkActions[name as LinkAction].label)
    if (
      name === 'sample-agrees' ||
      name === 'sample-differs' ||
      name === 'superseded' ||
      name === 'person-changed' ||
      name === 'asked-anew'
    )
      return t(`linking.event.${name}`)
    return name
  }
  const level = ({ comparison, level: id }: Pick<Evidence, 'comparison' | 'level'>) => {
    const found = linkWords[comparison]?.levels[id]
    return found ? format.label(found) : `${comparison} ${id}`
  }
  return { action, level, bits: writeBits, weight: writeWeight }
}
