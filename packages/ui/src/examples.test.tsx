import { loadTexts, locales } from '@zhucan/i18n'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { AnnouncerProvider } from './announce/announcer.tsx'
import { exampleSets } from './examples.ts'
import { SpeechProvider } from './locale/locale.tsx'
import { PreferencesProvider } from './preferences/preferences.tsx'

const texts = new Map(
  await Promise.all(locales.map(async (locale) => [locale, await loadTexts(locale)] as const)),
)
const chinese = /[\u4e00-\u9fff]/

function draw(locale: (typeof locales)[number], example: ReactNode): string {
  const spoken = texts.get(locale)
  if (!spoken) throw new Error(`no texts for ${locale}`)
  return renderToStaticMarkup(
    <PreferencesProvider initial={{ locale, theme: 'light', isElder: false }}>
      <SpeechProvider locale={locale} {...spoken}>
        <AnnouncerProvider>{example}</AnnouncerProvider>
      </SpeechProvider>
    </PreferencesProvider>,
  )
}

it('pages past the end of a list lead back to its last page', () => {
  const past = exampleSets
    .find(({ component }) => component === 'pagination')
    ?.examples.find(({ name }) => name === 'past the end')
  if (!past) throw new Error('no such example')
  const html = draw('en', <past.Show />)
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['/gallery?page=3'])
  expect(html).toContain('0–0 of 120')
})

describe.each(exampleSets)('$component', ({ examples }) => {
  it.each(examples)('$name speaks Chinese in Chinese and English in English', ({ Show }) => {
    const inChinese = draw('zh-CN', <Show />)
    const inEnglish = draw('en', <Show />).replace(/<span lang="zh-CN">[^<]*<\/span>/g, '')
    expect(inChinese).not.toBe('')
    expect(inEnglish).not.toMatch(chinese)
    expect(inEnglish).not.toMatch(/\b(ui|example|word)\.[a-z]/)
  })

  it.each(examples)('$name names every button, link and field', ({ Show }) => {
    const html = draw('zh-CN', <Show />)
    for (const [control, attributes = '', inside = ''] of html.matchAll(
      /<(?:button|a)\b([^>]*)>(.*?)<\/(?:button|a)>/gs,
    )) {
      const words = inside.replace(/<[^>]+>/g, '').trim()
      const isNamed = words !== '' || /aria-label(ledby)?="[^"]+"/.test(attributes)
      expect(isNamed || /aria-hidden="true"|tabindex="-1"/i.test(attributes), control).toBe(true)
    }
  })
})
