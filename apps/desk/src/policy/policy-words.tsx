import { factsCatalogue, type PolicyLineValue } from '@zhucan/catalogue'
import { State, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import type { EnteredLine, HeldLine, LineKind } from './policy.queries.ts'

type Shown = Pick<LineKind, 'code' | 'type' | 'unit'>

/** The address of a line's page; a point in it would make it the name of a file. */
export const lineAddress = (code: string, region: string): string =>
  address(`/policy-lines/${code.replaceAll('.', '~')}`, { region })

/** The line that a page's address names. */
export const codeOfAddress = (part: string): string => part.replaceAll('~', '.')

/** A line's value in words. */
export function useLineValue() {
  const t = useT()
  const format = useFormat()
  return ({ code, type, unit }: Shown, value: PolicyLineValue | null): string => {
    if (value === null) return t('policyLines.handedBack')
    const named = factsCatalogue[code]?.values?.find((one) => one.value === value)
    if (named) return format.label(named.label)
    if (typeof value === 'boolean') return t(wordOf(code, value))
    if (typeof value === 'string') return value.trim().replaceAll(/\s+/g, ' ')
    if (type === 'money') return format.money(value)
    return unit ? `${format.number(value)} ${format.label(unit)}` : format.number(value)
  }
}

/** A rule is in use or not; anything else is so or is not. */
export const wordOf = (code: string, value: boolean) =>
  code.startsWith('rule.')
    ? (`policyLines.${value ? 'on' : 'off'}` as const)
    : (`policyLines.${value ? 'yes' : 'no'}` as const)

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
