import '@zhucan/ui/base.css'
import '@zhucan/ui/tokens.css'
import '@zhucan/ui/print.css'
import './app/layout.css'
import { loadFirstTexts, loadTexts } from '@zhucan/i18n'
import { applyPreferences, readPreferences } from '@zhucan/ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { isFirstPlace } from './app/texts.tsx'

/** A page opened before an upgrade asks for parts that are gone; loading it anew, at most once in ten seconds, brings both together. */
const reloadedKey = 'zhucan.reloaded'
window.addEventListener('vite:preloadError', () => {
  const before = Number(sessionStorage.getItem(reloadedKey) ?? 0)
  if (performance.timeOrigin - before < 10_000) return
  sessionStorage.setItem(reloadedKey, String(performance.timeOrigin))
  location.reload()
})

const preferences = readPreferences()
applyPreferences(preferences)
const hasAllTexts = !isFirstPlace(location.pathname)
const texts = await (hasAllTexts ? loadTexts : loadFirstTexts)(preferences.locale)
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App preferences={preferences} texts={texts} hasAllTexts={hasAllTexts} />
  </StrictMode>,
)
