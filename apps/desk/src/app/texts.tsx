import { type Locale, loadTexts, type Texts } from '@zhucan/i18n'
import { SpeechProvider, usePreferences } from '@zhucan/ui'
import { type ReactNode, useEffect, useState } from 'react'

/** Speaks the chosen language; while another is fetched, the present one stays on the page. */
export function Speaking(props: { first: Texts; children: ReactNode }) {
  const { locale } = usePreferences()
  const [spoken, setSpoken] = useState<{ locale: Locale; texts: Texts }>({ locale, texts: props.first })
  useEffect(() => {
    if (spoken.locale === locale) return
    let isWanted = true
    void loadTexts(locale).then((texts) => {
      if (isWanted) setSpoken({ locale, texts })
    })
    return () => {
      isWanted = false
    }
  }, [locale, spoken.locale])
  return (
    <SpeechProvider locale={spoken.locale} {...spoken.texts}>
      {props.children}
    </SpeechProvider>
  )
}
