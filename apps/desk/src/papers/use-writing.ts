import type { Paper } from '@zhucan/papers'
import { useState } from 'react'
import type { WholePaper } from './papers.queries.ts'

/**
 * What somebody writes on the version they began with. A newer version takes its place where nothing is unsaved: it is the
 * one just saved, or somebody else's. Unsaved text stays on the version it began with, so that saving tells of the other.
 */
export function useWriting(present: WholePaper) {
  const [{ base, written, sent }, setAll] = useState<{
    base: WholePaper
    written: Paper
    sent: Paper | null
  }>({
    base: present,
    written: present.paper,
    sent: null,
  })
  const isChanged = written !== base.paper
  const isSaved = sent !== null && present.version === base.version + 1
  if (present.version !== base.version && (!isChanged || isSaved))
    // What was typed while the answer was on its way goes on, on top of what was saved.
    setAll({ base: present, written: written === sent || !isChanged ? present.paper : written, sent: null })
  return {
    base,
    written,
    isChanged,
    setWritten: (next: Paper) => setAll((before) => ({ ...before, written: next })),
    /** Notes what is being saved; null when that failed. */
    setSent: (next: Paper | null) => setAll((before) => ({ ...before, sent: next })),
  }
}

export type Writing = ReturnType<typeof useWriting>
