import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { LinkAction, LinkState } from '@zhucan/catalogue'
import { address } from '../app/address.ts'
import { get, post } from '../app/http.ts'

/** What one comparison of a pair found. */
export interface Evidence {
  readonly comparison: string
  readonly level: string
  readonly bits: number
}

/** One run over a list; see the server's `link-runs`. */
export interface LinkRun {
  readonly id: string
  readonly listId: string
  readonly listTitle: string
  readonly fileType: string
  readonly state: 'running' | 'done' | 'failed'
  readonly startedAt: string
  readonly startedByName: string | null
  readonly reason: 'asked' | 'register-changed'
  readonly oneToOne: boolean | null
  readonly modelVersion: string | null
  readonly modelFrom: string | null
  readonly counts: Readonly<Record<string, number>>
  readonly states: Readonly<Partial<Record<LinkState, number>>>
  readonly rules: readonly { id: string; pairs: number; refused: boolean }[]
  readonly quality: Quality | null
  readonly problem: { code: string; params: Record<string, string | number> } | null
  readonly sample: {
    /** Pairs drawn, those of them that wait for an answer, and how many more could be drawn. */
    drawn: number
    left: number
    undrawn: number
    links: Answers
    questions: Answers
    precision: Bounds | null
    recall: Bounds | null
  }
  /** The newest search of the list, if it came after this one: open questions went there. */
  readonly newer: { readonly id: string; readonly startedAt: string } | null
}

/** What people said of drawn pairs. */
export interface Answers {
  readonly same: number
  readonly differs: number
  readonly unsure: number
}

/** Between which shares something lies, ninety-five times in a hundred. */
export interface Bounds {
  readonly low: number
  readonly high: number
}

/** What is told of a run's quality. */
export interface Quality {
  readonly histogram: readonly { from: number; pairs: number; expected: number }[]
  readonly groups: readonly Group[]
  readonly precision: number | null
  readonly recall: number | null
}

/** Rows of one township or form of name. */
export interface Group {
  readonly by: 'region' | 'form'
  readonly key: string
  readonly name: string
  readonly rows: number
  readonly linked: number
  readonly expected: number
  readonly found: number
  /** Rows to which nobody of the register came near. */
  readonly unseen?: number
}

/** A pair in a queue. */
export interface PairLine {
  readonly id: string
  readonly sheet: number
  readonly row: number
  readonly name: string
  readonly weight: number
  readonly rivals: number
  readonly guarded: boolean
  readonly needsTwo: boolean
  readonly remembered: boolean
  readonly state: LinkState
  readonly sample: string
  readonly version: number
  readonly evidence: readonly Evidence[]
}

/** A pair with both sides. */
export interface Pair extends Omit<PairLine, 'name'> {
  readonly runId: string
  readonly listId: string
  readonly listTitle: string
  readonly personId: string
  /** Bits before anything is compared. */
  readonly start: number
  readonly isLinked: boolean
  readonly isRawGone: boolean
  readonly actions: readonly (LinkAction | 'judge')[]
  readonly fields: readonly {
    field: string
    listed: string
    known: string
    differsAt: readonly number[]
    isFromNumber: boolean
  }[]
  readonly others: readonly { id: string; weight: number; state: LinkState }[]
  readonly events: readonly {
    version: number
    at: string
    actorName: string | null
    action: string
    toState: string
    note: string | null
  }[]
}

/** Runs over one list, the newest first. */
export const runsQuery = (listId: string) =>
  queryOptions({
    queryKey: ['link-runs', listId],
    queryFn: ({ signal }) => get<LinkRun[]>(address('/api/v1/link-runs', { list: listId }), signal),
  })

/** One run. */
export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['link-run', id],
    queryFn: ({ signal }) => get<LinkRun>(`/api/v1/link-runs/${encodeURIComponent(id)}`, signal),
  })

/** Pairs on one page of a queue. */
export const queuePage = 50

/** One page of the pairs of a run that stand in some states. */
export const pairsQuery = (
  runId: string,
  { states, page = 1, sampled = false }: { states: readonly LinkState[]; page?: number; sampled?: boolean },
) =>
  queryOptions({
    queryKey: ['link-run', runId, 'pairs', states.join(), page, sampled],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: PairLine[] }>(
        address(`/api/v1/link-runs/${encodeURIComponent(runId)}/pairs`, {
          state: states.join(','),
          page,
          pageSize: queuePage,
          sampled: sampled ? 'true' : undefined,
        }),
        signal,
      ),
  })

/** One pair side by side. Opening it is written down, so it is asked for once. */
export const pairQuery = (id: string) =>
  queryOptions({
    queryKey: ['link-pair', id],
    queryFn: ({ signal }) => get<Pair>(`/api/v1/link-pairs/${encodeURIComponent(id)}`, signal),
    staleTime: 60_000,
  })

/** What somebody does with a pair. */
export type PairStep =
  | { action: LinkAction; version: number; note?: string }
  | { judge: boolean; version: number; note?: string }

/** Does a step on a pair; the answer is the pair as it stands then. */
export function usePairStep(runId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, step }: { id: string; step: PairStep }) => {
      const path = `/api/v1/link-pairs/${encodeURIComponent(id)}`
      if ('action' in step) return post<Pair>(`${path}/decide`, step)
      const { judge: agrees, ...rest } = step
      return post<Pair>(`${path}/judge`, { agrees, ...rest })
    },
    onSuccess: (pair) => client.setQueryData(pairQuery(pair.id).queryKey, pair),
    onError: (_error, { id }) => client.invalidateQueries({ queryKey: ['link-pair', id] }),
    onSettled: () => client.invalidateQueries({ queryKey: runQuery(runId).queryKey, exact: true }),
  })
}

/** Starts a run over a list. */
export function useStartRun(listId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => post<{ id: string }>('/api/v1/link-runs', { listId }),
    onSuccess: () => client.invalidateQueries({ queryKey: runsQuery(listId).queryKey }),
  })
}

/** Draws pairs from each band of weights for a person to judge. */
export function useDrawSample(runId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (size: number) =>
      post<{ drawn: number }>(`/api/v1/link-runs/${encodeURIComponent(runId)}/sample`, { size }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['link-run', runId] }),
  })
}
