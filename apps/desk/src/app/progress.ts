import { useEffect, useState } from 'react'

/** Where a piece of work stands. */
export interface WorkProgress {
  readonly done: number
  readonly total: number
  readonly phase: string
  readonly state: string
}

/**
 * Follow a piece of work by server-sent events; null until the first one. `onChange` is called when its state changes
 * and when the stream ends, so that the caller can fetch anew.
 */
export function useWorkProgress(path: string | null, onChange: () => void): WorkProgress | null {
  const [progress, setProgress] = useState<WorkProgress | null>(null)
  useEffect(() => {
    if (path === null) return
    let state: string | null = null
    const events = new EventSource(path)
    events.addEventListener('progress', (event) => {
      // The server's own event: always JSON of this shape.
      const next = JSON.parse(String(event.data)) as WorkProgress
      setProgress(next)
      if (state !== null && state !== next.state) onChange()
      state = next.state
    })
    events.onerror = () => {
      // The server closes the stream when the work is over; reconnecting would only repeat the end.
      events.close()
      onChange()
    }
    return () => events.close()
  }, [path, onChange])
  return path === null ? null : progress
}
