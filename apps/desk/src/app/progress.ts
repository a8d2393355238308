import { useEffect, useState } from 'react'

/** Where a piece of work stands. */
export interface WorkProgress {
  readonly done: number
  readonly total: number | null
  readonly phase: string
  readonly state: string
}

/** States after which the server says no more. */
const finished = new Set(['ready', 'mapping', 'done', 'failed', 'refused', 'discarded', 'undone'])

/**
 * Follow a piece of work by server-sent events; null until the first one. `onEnd` is called with the last state when the
 * work is over. A lost connection is taken up again by the browser, and the server begins with the present state.
 */
export function useWorkProgress(path: string | null, onEnd: (state: string) => void): WorkProgress | null {
  const [progress, setProgress] = useState<WorkProgress | null>(null)
  useEffect(() => {
    if (path === null) return
    const events = new EventSource(path)
    events.addEventListener('progress', (event) => {
      // The server's own event: always JSON of this shape.
      const next = JSON.parse(String(event.data)) as WorkProgress
      setProgress(next)
      if (!finished.has(next.state)) return
      events.close()
      onEnd(next.state)
    })
    return () => events.close()
  }, [path, onEnd])
  return path === null ? null : progress
}
