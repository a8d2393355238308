import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { address } from '../app/address.ts'
import { get, post } from '../app/http.ts'
import type { Evidence, Pair } from '../linking/linking.queries.ts'
import type { Proposal } from '../proposals/proposals.queries.ts'

/** Where a pair of files stands. */
export const duplicateStates = ['open', 'waiting', 'merged', 'different'] as const
export type DuplicateState = (typeof duplicateStates)[number]

/** A search of the register. */
export interface DuplicateRun {
  readonly id: string
  readonly state: 'running' | 'done' | 'failed'
  readonly startedAt: string
  readonly counts: Readonly<Record<string, number>>
  readonly problem: { code: string; params: Record<string, string | number> } | null
  readonly modelVersion: string | null
  readonly modelFrom: string | null
}

/** Two files in a list. */
export interface DuplicateLine {
  readonly id: string
  readonly personA: string
  readonly personB: string
  readonly nameA: string
  readonly nameB: string
  readonly weight: number
  readonly evidence: readonly Evidence[]
  readonly state: DuplicateState
  readonly version: number
}

/** Two files side by side. */
export interface DuplicatePair extends Omit<DuplicateLine, 'nameA' | 'nameB'> {
  readonly start: number
  readonly fields: Pair['fields']
  readonly proposal: Proposal<{ keep: string }> | null
  readonly merges: readonly {
    kept: string
    wantedByName: string | null
    mergedByName: string
    mergedAt: string
    note: string | null
    moved: number
    undoneByName: string | null
    undoneAt: string | null
    undoneNote: string | null
  }[]
}

/** Searches, the newest first. */
export const duplicateRunsQuery = queryOptions({
  queryKey: ['duplicate-runs'],
  queryFn: ({ signal }) => get<DuplicateRun[]>('/api/v1/duplicate-runs', signal),
})

export const duplicatesPage = 50

/** One page of the pairs in a state. */
export const duplicatesQuery = (state: DuplicateState, page: number) =>
  queryOptions({
    queryKey: ['duplicate-pairs', state, page],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: DuplicateLine[] }>(
        address('/api/v1/duplicate-pairs', { state, page, pageSize: duplicatesPage }),
        signal,
      ),
    placeholderData: keepPreviousData,
  })

/** One pair. Opening it is written down, so it is asked for once. */
export const duplicateQuery = (id: string) =>
  queryOptions({
    queryKey: ['duplicate-pair', id],
    queryFn: ({ signal }) => get<DuplicatePair>(`/api/v1/duplicate-pairs/${encodeURIComponent(id)}`, signal),
    staleTime: 60_000,
  })

/** What somebody decides about two files. */
export type DuplicateStep = { version: number; note?: string } & (
  | { action: 'merge'; keep: string }
  | { action: 'different' | 'reopen' | 'unmerge' }
)

/** Decides about two files; the answer is the pair as it stands then. */
export function useDuplicateStep(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (step: DuplicateStep) =>
      post<DuplicatePair>(`/api/v1/duplicate-pairs/${encodeURIComponent(id)}/decide`, step),
    onSuccess: (pair) => {
      client.setQueryData(duplicateQuery(id).queryKey, pair)
      void client.invalidateQueries({ queryKey: ['duplicate-pairs'] })
      void client.invalidateQueries({ queryKey: ['persons'] })
    },
    onError: () => client.invalidateQueries({ queryKey: ['duplicate-pair', id] }),
  })
}

/** Starts a search of the register. */
export function useStartDuplicates() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => post<{ id: string }>('/api/v1/duplicate-runs', {}),
    onSuccess: () => client.invalidateQueries({ queryKey: duplicateRunsQuery.queryKey }),
  })
}
