import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMe } from '../app/session.ts'
import { goTarget, isTyping, singleKeysAreOn } from './shortcuts.ts'

/** So long "g" waits for its second key. */
const patience = 1_500

/** Listens for Ctrl+K, `?` and `g` with its second key; not while a dialog is open, nor where keys are text. */
export function useShortcuts(open: (what: 'palette' | 'keys') => void): void {
  const me = useMe()
  const router = useRouter()
  const goneAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const single = (event: KeyboardEvent) => {
      const isSecond = event.timeStamp - goneAt.current < patience
      goneAt.current = Number.NEGATIVE_INFINITY
      if (event.key === '?') open('keys')
      else if (isSecond) {
        const target = goTarget(me, event.key.toLowerCase())
        if (!target) return
        router.history.push(target)
      } else if (event.key === 'g') goneAt.current = event.timeStamp
      else return
      event.preventDefault()
    }
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const isCommand = event.ctrlKey || event.metaKey
      if (isCommand && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        open('palette')
        return
      }
      if (isCommand || event.altKey || isTyping(event.target) || !singleKeysAreOn()) return
      if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return
      single(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [me, open, router])
}
