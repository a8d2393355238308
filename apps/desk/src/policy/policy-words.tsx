import type { PolicyLineValue } from '@zhucan/catalogue'
import { State, useFormat, useT } from '@zhucan/ui'
import type { EnteredLine, HeldLine, LineKind } from './policy.queries.ts'

type Shown = Pick<LineKind, 'type' | 'unit'>

/** A line's value in words. */
export function useLineValue() {
  const t = useT()
  const format = useFormat()
  return ({ type, unit }: Shown, value: PolicyLineValue | null): string => {
    if (value === null) return t('policyLines.handedBack')
    if (typeof value === 'boolean') return t(value ? 'policyLines.on' : 'policyLines.off')
    if (typeof value === 'string') return value.trim().replaceAll(/\s+/g, ' ')
    if (type === 'money') return t('policyLines.yuan', { amount: format.money(value) })
    return unit ? `${format.number(value)} ${format.label(unit)}` : format.number(value)
  }
}

/** Whose line it is and on which paper it stands. */
export function LineSource({ held }: { held: HeldLine }) {
  const t = useT()
  const format = useFormat()
  const { source, basis, isLocal } = held
  return (
    <>
      {format.label(source.title)}
      {source.article && ` ${format.label(source.article)}`}{' '}
      <span className="desk-quiet desk-small">
        {isLocal ? t('policyLines.byDecision', { place: held.regionName ?? '' }) : format.label(basis)}
      </span>
    </>
  )
}

const kinds = { waiting: 'warning', confirmed: 'good', refused: 'cancelled', withdrawn: 'neutral' } as const

/** Where an entered line stands. */
export function EntryState({ state }: Pick<EnteredLine, 'state'>) {
  const t = useT()
  return <State kind={kinds[state]}>{t(`policyLines.state.${state}`)}</State>
}
