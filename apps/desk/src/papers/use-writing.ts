import type { Paper } from '@zhucan/papers'
import { useState } from 'react'
import type { WholePaper } from './papers.queries.ts'

/** What somebody writes on the version they began with; a saved version begins anew. */
export function useWriting(base: WholePaper) {
  const [written, setWritten] = useState<Paper>(base.paper)
  return { base, written, isChanged: written !== base.paper, setWritten }
}

export type Writing = ReturnType<typeof useWriting>
