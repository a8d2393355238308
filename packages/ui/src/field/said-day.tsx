import { useFormat } from '../locale/format.ts'
import { useSpeech } from '../locale/locale.tsx'

/**
 * The chosen day in the words of the page. A browser writes the days of its own calendar as the machine is set, which may
 * be another language: 12/06 is a day in June to some and in December to others. Screen readers speak the field itself.
 */
export function SaidDay({ day }: { day: string | undefined }) {
  const format = useFormat()
  const { locale } = useSpeech()
  if (!day || speaks(locale, new Intl.DateTimeFormat().resolvedOptions().locale)) return null
  return (
    <span className="zc-field-said" aria-hidden="true">
      {format.day(day)}
    </span>
  )
}

/** Whether the browser writes days as the page does: the same language, and in English the same order of day and month. */
export function speaks(locale: string, machine: string): boolean {
  return locale === 'en' ? machine === 'en-GB' : machine.startsWith('zh')
}
