import { useEffect, useEffectEvent, useRef } from 'react'

/**
 * Keeps what is typed between the keys that open the palette and the palette itself, which may still be on its way: the
 * letters must neither get lost nor be keys of the page below. Gives what takes them over, and ends the keeping.
 */
export function useEarlyText(isWaiting: boolean, close: () => void): () => string {
  const text = useRef<string | null>(null)
  const keep = useEffectEvent((event: KeyboardEvent) => {
    if (text.current === null || event.isComposing || event.key === 'Tab') return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape') close()
    else text.current = textWith(text.current, event.key)
    event.preventDefault()
    event.stopPropagation()
  })
  useEffect(() => {
    if (!isWaiting) return
    text.current = ''
    // Before everything else on the page.
    window.addEventListener('keydown', keep, true)
    return () => {
      text.current = null
      window.removeEventListener('keydown', keep, true)
    }
  }, [isWaiting])
  return () => {
    const typed = text.current ?? ''
    text.current = null
    return typed
  }
}

/** A text after one more key; keys that write nothing leave it alone. */
export function textWith(text: string, key: string): string {
  if (key === 'Backspace') return text.slice(0, -1)
  return [...key].length === 1 ? text + key : text
}
