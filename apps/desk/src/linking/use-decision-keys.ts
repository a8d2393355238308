import { useEffect, useRef } from 'react'
import { isTyping, singleKeysAreOn } from '../palette/shortcuts.ts'

function leave(target: EventTarget | null): void {
  if (target instanceof HTMLElement) target.blur()
}

/** Listens for single letters while nobody types and no window is open; switched off with the other single keys. */
export function useDecisionKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      if (event.key === 'Escape' && isTyping(event.target)) {
        leave(event.target)
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !singleKeysAreOn())
        return
      if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return
      const act = latest.current[event.key.toLowerCase()]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
