import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react'
import { ApiProblem } from '../app/http.ts'

const ConfirmWindow = lazy(() =>
  import('./confirm-window.tsx').then((module) => ({ default: module.ConfirmWindow })),
)

/**
 * Runs an act that may ask to show again who one is: then a window asks, and the act is tried once more. `window` has to be
 * drawn by the page.
 */
export function useConfirmed(): {
  confirmed: <T>(act: () => Promise<T>) => Promise<T>
  window: ReactNode
} {
  const [isOpen, setOpen] = useState(false)
  // Seldom asked for, so the window is fetched the first time it is.
  const [isWanted, setWanted] = useState(false)
  const waiting = useRef<{ go: () => void; stop: () => void } | null>(null)
  const confirmed = useCallback(async <T,>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'access.confirm-needed') throw error
      await new Promise<void>((resolve, reject) => {
        waiting.current = { go: resolve, stop: () => reject(error) }
        setWanted(true)
        setOpen(true)
      })
      return act()
    }
  }, [])
  const close = (isDone: boolean) => {
    setOpen(false)
    if (isDone) waiting.current?.go()
    else waiting.current?.stop()
    waiting.current = null
  }
  return {
    confirmed,
    window: isWanted && (
      <Suspense>
        <ConfirmWindow isOpen={isOpen} onClose={() => close(false)} onDone={() => close(true)} />
      </Suspense>
    ),
  }
}
