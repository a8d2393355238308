import { useEffect, useEffectEvent } from 'react'
import { isTyping, singleKeysAreOn } from '../palette/shortcuts.ts'
import type { NoticeWork } from './use-notice-work.ts'

/** Single keys of the page of a notice; silent while something is typed, written or asked, or when they are switched off. */
export function useNoticeKeys(work: NoticeWork): void {
  const listen = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !singleKeysAreOn()) return
    if (
      work.writing ||
      (work.canDecide && work.writingNow()) ||
      document.querySelector('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')
    )
      return
    const act = actOf(event.key, work)
    if (!act) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    // Behind the keys of the whole Desk, which stand at the document: "g" and a second key are theirs.
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

function actOf(key: string, work: NoticeWork): (() => void) | undefined {
  if (key === 'j') return () => work.step(1)
  if (key === 'k') return () => work.step(-1)
  if (key === 'n') return () => void work.nextUndecided()
  if (!work.canDecide) return undefined
  if (key === 'a') return () => work.write('add')
  if (key === 'm') return () => work.write('mask')
  const current = work.currentNow()
  if (!current || work.isDeciding) return undefined
  const decisions: Record<string, () => void> = {
    y: () => work.decide(current, { act: 'confirm' }),
    x: () => work.decide(current, { act: 'reject' }),
    u: () => current.proposed && work.decide(current, { act: 'reset' }),
    e: () => work.write('correct'),
    t: () => work.turn(current),
  }
  return Object.hasOwn(decisions, key) ? decisions[key] : undefined
}
