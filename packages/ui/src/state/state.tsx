import type { ReactNode } from 'react'
import {
  CancelledIcon,
  DangerIcon,
  ExpiringIcon,
  FrozenIcon,
  GoodIcon,
  InfoIcon,
  NeutralIcon,
  UnknownIcon,
  WarningIcon,
} from '../icon/icons.ts'
import './state.css'

const icons = {
  good: GoodIcon,
  warning: WarningIcon,
  danger: DangerIcon,
  unknown: UnknownIcon,
  neutral: NeutralIcon,
  notice: InfoIcon,
  expiring: ExpiringIcon,
  frozen: FrozenIcon,
  cancelled: CancelledIcon,
}

/** What a state means. Each has its own colour and its own shape, so that neither is needed alone. */
export type StateKind = keyof typeof icons

/** A state in colour, icon and word. `unknown` is dashed: the system cannot say, which is not "none". */
export function State({ kind, children }: { kind: StateKind; children: ReactNode }) {
  const Icon = icons[kind]
  return (
    <span className="zc-state" data-kind={kind}>
      <Icon />
      <span>{children}</span>
    </span>
  )
}
