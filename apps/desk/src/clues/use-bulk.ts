import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNotify, useSpeech } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { refreshClues } from './clue-work.queries.ts'
import type { CluesSearch } from './clues.address.ts'
import { type ClueLine, filterOf } from './clues.queries.ts'

/** What a bulk action did, and what it left alone. */
export interface BulkAnswer {
  readonly bulkId: string | null
  readonly done: number
  readonly skipped: readonly {
    readonly reason: string
    readonly count: number
    readonly places: readonly { readonly code: string; readonly name: string; readonly count: number }[]
  }[]
}

/** The clues that are ticked, with the version that was seen. */
export interface Ticked {
  readonly keys: ReadonlySet<string>
  readonly versions: ReadonlyMap<string, number>
  readonly isAll: boolean
}

const none: Ticked = { keys: new Set(), versions: new Map(), isAll: false }

/** Ticks that stay while one turns pages and go when the filter changes. */
export function useTicks(search: CluesSearch, rows: readonly ClueLine[]) {
  const filter = JSON.stringify(filterOf(search))
  const [state, setState] = useState({ filter, ticked: none })
  const ticked = state.filter === filter ? state.ticked : none
  const set = (next: Ticked) => setState({ filter, ticked: next })
  return {
    ticked,
    clear: () => set(none),
    all: () => set({ ...ticked, isAll: true }),
    change: (keys: ReadonlySet<string>) => {
      const here = rows.map(({ id, version }) => [id, version] as const)
      const seen = new Map([...ticked.versions, ...here])
      set({ keys, versions: new Map([...seen].filter(([id]) => keys.has(id))), isAll: false })
    },
  }
}

/** What the server takes for a selection: single clues, or the whole filter. */
export function selectionOf(search: CluesSearch, { versions, isAll }: Ticked) {
  if (!isAll) return { clues: [...versions].map(([id, version]) => ({ id, version })) }
  const { mine, changed, ...filter } = filterOf(search)
  return {
    filter: JSON.parse(
      JSON.stringify({ ...filter, ...(mine && { mine: true }), ...(changed && { changed: true }) }),
    ) as object,
  }
}

/** Does one thing with many clues; says how many, and takes it back from the notice. */
export function useBulk(action: 'issue' | 'receive' | 'pass-up', onDone: (answer: BulkAnswer) => void) {
  const { t, problem } = useSpeech()
  const queries = useQueryClient()
  const notify = useNotify()
  const undo = async (bulkId: string) => {
    try {
      const { done } = await post<BulkAnswer>('/api/v1/clues/undo', { bulkId })
      notify({ kind: 'good', text: t('clues.undone', { count: done }) })
    } catch (error) {
      const { code, params } = problemOf(error)
      notify({ kind: 'danger', text: problem(code, params).what })
    }
    await refreshClues(queries)
  }
  return useMutation({
    mutationFn: (body: object) => post<BulkAnswer>(`/api/v1/clues/${action}`, body),
    onSuccess: async (answer) => {
      const { bulkId, done } = answer
      notify({
        kind: 'good',
        text: t('clues.bulkDone', { count: done }),
        ...(bulkId && done > 0 && { undo: () => void undo(bulkId) }),
      })
      onDone(answer)
      await refreshClues(queries)
    },
  })
}
