import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import type { Texts } from '@zhucan/i18n'
import { AnnouncerProvider, type Preferences, PreferencesProvider } from '@zhucan/ui'
import { useState } from 'react'
import { createQueryClient } from './query-client.ts'
import { createDeskRouter } from './router.tsx'
import { Speaking } from './texts.tsx'

/** The whole Desk: choices, language, cache, addresses. */
export function App(props: { preferences: Preferences; texts: Texts; hasAllTexts: boolean }) {
  const [{ queryClient, router }] = useState(() => {
    const client = createQueryClient()
    return { queryClient: client, router: createDeskRouter(client) }
  })
  return (
    <PreferencesProvider initial={props.preferences}>
      <Speaking first={props.texts} isAll={props.hasAllTexts}>
        <AnnouncerProvider>
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </AnnouncerProvider>
      </Speaking>
    </PreferencesProvider>
  )
}
