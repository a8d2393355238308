import {
  createTranslate,
  describeProblem,
  type Locale,
  type MessageKey,
  type Messages,
  type Params,
  type ProblemText,
  type ProblemTexts,
  type Translate,
} from '@zhucan/i18n'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'

/** Everything a screen needs to speak: its language, its texts, and the texts of Problems. */
export interface Speech {
  readonly locale: Locale
  readonly t: Translate<MessageKey>
  readonly problem: (code: string, params?: Params) => ProblemText
}

const SpeechContext = createContext<Speech | null>(null)

/** Gives all components inside the language and its texts. */
export function SpeechProvider(props: {
  locale: Locale
  messages: Partial<Messages<MessageKey>>
  problems: ProblemTexts
  children: ReactNode
}) {
  const { locale, messages, problems } = props
  const speech = useMemo<Speech>(
    () => ({
      locale,
      t: createTranslate(locale, messages),
      problem: (code, params = {}) => describeProblem(problems, code, params, locale),
    }),
    [locale, messages, problems],
  )
  return (
    <I18nProvider locale={locale === 'en' ? 'en-US' : locale}>
      <SpeechContext value={speech}>{props.children}</SpeechContext>
    </I18nProvider>
  )
}

/** The language, `t`, and Problem texts of the nearest SpeechProvider. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext)
  if (!speech) throw new Error('useSpeech needs a SpeechProvider above it')
  return speech
}

/** The look-up function alone, the common case. */
export function useT(): Translate<MessageKey> {
  return useSpeech().t
}
