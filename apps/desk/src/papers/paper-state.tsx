import { State, type StateKind, useT } from '@zhucan/ui'
import type { PaperState } from './papers.address.ts'

const looks: Record<PaperState, StateKind> = {
  draft: 'neutral',
  reviewed: 'notice',
  issued: 'good',
  withdrawn: 'cancelled',
}

/** Where a paper stands, in colour, shape and word. */
export function PaperStateMark({ state }: { state: PaperState }) {
  const t = useT()
  return <State kind={looks[state]}>{t(`papers.state.${state}`)}</State>
}
