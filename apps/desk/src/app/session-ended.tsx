import { lazy, Suspense, useEffect, useState } from 'react'
import { onSessionEnded } from './query-client.ts'

const SessionDialog = lazy(() =>
  import('./session-dialog.tsx').then((module) => ({ default: module.SessionDialog })),
)

/** When the session ends while somebody works, they sign in over the page; the window for it is fetched then. */
export function SessionEnded() {
  const [isOpen, setOpen] = useState(false)
  const [isWanted, setWanted] = useState(false)
  useEffect(
    () =>
      onSessionEnded(() => {
        setWanted(true)
        setOpen(true)
      }),
    [],
  )
  if (!isWanted) return null
  return (
    <Suspense>
      <SessionDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </Suspense>
  )
}
