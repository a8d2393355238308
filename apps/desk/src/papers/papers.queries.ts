import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Paper, PaperKind } from '@zhucan/papers'
import { address } from '../app/address.ts'
import { get, post } from '../app/http.ts'
import { pageSize } from '../register/register.queries.ts'
import type { PaperState, PapersSearch } from './papers.address.ts'

/** One paper in a list. */
export interface PaperLine {
  readonly id: string
  readonly kind: PaperKind
  readonly state: PaperState
  readonly version: number
  readonly title: string
  readonly documentNumber: string | null
  readonly organisationName: string
  readonly changedByName: string | null
  readonly changedAt: string
  readonly issuedOn: string | null
}

/** A paper whole. */
export interface WholePaper extends PaperLine {
  readonly paper: Paper
  readonly flags: {
    readonly personal: readonly { readonly kind: string; readonly masked: string; readonly line: number }[]
    readonly doubts: readonly { readonly quote: string; readonly arithmetic: string }[]
    readonly changed: readonly {
      readonly figure: string
      readonly was: string
      readonly now: string | null
    }[]
  }
  readonly figureNames: Readonly<Record<string, { readonly indicator: string; readonly region: string }>>
  readonly sha256: string | null
  readonly size: number | null
  readonly isOwn: boolean
  readonly hasWritten: boolean
  readonly events: readonly {
    readonly at: string
    readonly actorName: string
    readonly action: string
    readonly note: string | null
  }[]
}

/** A target one can tell in a circular. */
export interface TargetChoice {
  readonly id: string
  readonly label: { readonly zh: string; readonly en: string }
  readonly value: string | null
  readonly carrierName: string | null
  readonly periodFrom: string
  readonly periodTo: string
}

const base = '/api/v1/papers'
/** Where a paper is asked about. */
export const pathOf = (id: string): string => `${base}/${encodeURIComponent(id)}`

/** One page of the papers of the office, in the order asked for. */
export const papersQuery = ({ state, sort, page = 1 }: PapersSearch) =>
  queryOptions({
    queryKey: ['papers', 'list', state ?? null, sort ?? null, page],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: PaperLine[] }>(address(base, { state, sort, page, pageSize }), signal),
    placeholderData: keepPreviousData,
  })

/** One paper. */
export const paperQuery = (id: string) =>
  queryOptions({
    queryKey: ['papers', 'one', id],
    queryFn: ({ signal }) => get<WholePaper>(pathOf(id), signal),
    staleTime: 0,
    // What is being typed must not be replaced because somebody looked at another window.
    refetchOnWindowFocus: false,
  })

/** Targets the office carries. */
export const targetChoices = queryOptions({
  queryKey: ['papers', 'targets'],
  queryFn: ({ signal }) =>
    get<{ rows: TargetChoice[] }>(address('/api/v1/targets', { scope: 'mine', state: 'live' }), signal),
})

/** Confirmed notices. */
export const noticeChoices = queryOptions({
  queryKey: ['papers', 'notices'],
  queryFn: ({ signal }) =>
    get<{ rows: { id: string; title: string }[] }>(
      address('/api/v1/notices', { state: 'confirmed', page: 1, pageSize: 50 }),
      signal,
    ),
})

/** Makes a draft. */
export function useMakePaper() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (source: Record<string, unknown>) => post<{ id: string }>(base, source),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['papers', 'list'] }),
  })
}

/** Does something with a paper as it was seen. */
export function usePaperAct({ id, version }: Pick<WholePaper, 'id' | 'version'>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ act, ...body }: { act: string } & Record<string, unknown>) =>
      act === 'save'
        ? post<{ state: PaperState }>(pathOf(id), { ...body, version }, 'PUT')
        : post<{ state: PaperState }>(`${pathOf(id)}/${act}`, { ...body, version }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['papers'] }),
  })
}
