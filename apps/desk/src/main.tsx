import '@zhucan/ui/base.css'
import '@zhucan/ui/tokens.css'
import './app/layout.css'
import { loadTexts } from '@zhucan/i18n'
import { applyPreferences, readPreferences } from '@zhucan/ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'

const preferences = readPreferences()
applyPreferences(preferences)
const texts = await loadTexts(preferences.locale)
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App preferences={preferences} texts={texts} />
  </StrictMode>,
)
