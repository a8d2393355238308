import { type Locale, loadTexts, type Texts } from '@zhucan/i18n'
import { SpeechProvider, usePreferences } from '@zhucan/ui'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'

/** Where log-in and the first list are; all they say is among the first texts. */
const firstPlaces = ['/sign-in', '/register']

/** Whether a page can do with the first texts. */
export const isFirstPlace = (path: string): boolean => firstPlaces.includes(path)

/** Whether all texts are there, and the way to have them fetched. */
interface AllTexts {
  readonly areThere: boolean
  readonly want: () => void
}

const AllTextsContext = createContext<AllTexts>({ areThere: true, want: () => undefined })

/** Whether all texts are there, and the way to have them fetched. */
export const useAllTexts = (): AllTexts => useContext(AllTextsContext)

interface Spoken {
  readonly locale: Locale
  readonly texts: Texts
  readonly isAll: boolean
}

/** Speaks the chosen language; while another is fetched, the present one stays on the page. */
export function Speaking(props: { first: Texts; isAll: boolean; children: ReactNode }) {
  const { locale } = usePreferences()
  const [spoken, setSpoken] = useState<Spoken>({ locale, texts: props.first, isAll: props.isAll })
  const [isWanted, setWanted] = useState(false)
  const isMissing = spoken.locale !== locale || (isWanted && !spoken.isAll)
  useEffect(() => {
    if (!isMissing) return
    let isCurrent = true
    void loadTexts(locale).then(
      (texts) => isCurrent && setSpoken({ locale, texts, isAll: true }),
      () => isCurrent && setWanted(false),
    )
    return () => {
      isCurrent = false
    }
  }, [locale, isMissing])
  const want = useCallback(() => setWanted(true), [])
  const all = useMemo(() => ({ areThere: spoken.isAll, want }), [spoken.isAll, want])
  return (
    <AllTextsContext value={all}>
      <SpeechProvider locale={spoken.locale} {...spoken.texts}>
        {props.children}
      </SpeechProvider>
    </AllTextsContext>
  )
}
