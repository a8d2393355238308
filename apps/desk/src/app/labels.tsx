import { pick } from '@zhucan/i18n'
import { categories, levels } from '@zhucan/kernel'
import { State, type StateKind, useFormat, useSpeech, useT } from '@zhucan/ui'
import { certificateStates } from '../register/register.address.ts'

const certificateKinds: Record<(typeof certificateStates)[number], StateKind> = {
  valid: 'good',
  expiring: 'expiring',
  expired: 'danger',
  frozen: 'frozen',
  cancelled: 'cancelled',
  none: 'neutral',
}

const severityKinds = { high: 'danger', medium: 'warning', low: 'notice' } as const

/** Names of category and level in the reader's language. */
export function useDisabilityNames() {
  const { locale } = useSpeech()
  const category = (code: string | null) => {
    const found = categories.find((known) => known.code === code)
    return found ? pick(found.label, locale) : ''
  }
  const level = (code: number | null) => {
    const found = levels.find((known) => known.code === code)
    return found ? pick(found.label, locale) : ''
  }
  const both = (categoryCode: string | null, levelCode: number | null) =>
    [category(categoryCode), level(levelCode)].filter((word) => word !== '').join(locale === 'en' ? ', ' : '')
  return { category, level, both }
}

/** Where a certificate stands, in colour, shape and word. */
export function CertificateState({ state }: { state: string }) {
  const t = useT()
  const known = certificateStates.find((one) => one === state)
  return known ? <State kind={certificateKinds[known]}>{t(`word.certificate.${known}`)}</State> : state
}

/** How grave a clue is, in colour, shape and word. */
export function Severity({ severity }: { severity: string }) {
  const t = useT()
  if (severity !== 'high' && severity !== 'medium' && severity !== 'low') return <>{severity}</>
  return <State kind={severityKinds[severity]}>{t(`word.severity.${severity}`)}</State>
}

/** 男, 女, or nothing when it is not known. */
export function useSexName(): (sex: string | null) => string {
  const t = useT()
  return (sex) => (sex === 'male' || sex === 'female' ? t(`word.sex.${sex}`) : '')
}

/** A day in the reader's words, kept on one line. */
export function Day({ day }: { day: string }) {
  const format = useFormat()
  return (
    <time className="desk-day" dateTime={day}>
      {format.day(day)}
    </time>
  )
}
