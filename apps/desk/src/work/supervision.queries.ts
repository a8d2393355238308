import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Label } from '@zhucan/kernel'
import { address } from '../app/address.ts'
import { get } from '../app/http.ts'

/** A piece that waits for one's office. */
export interface Waiting {
  readonly kind: 'target' | 'task'
  readonly id: string
  readonly why: 'receive' | 'report' | 'finish' | 'handed-back' | 'settle' | 'check'
  readonly label: Label
  readonly value: string | null
  readonly unit: string | null
  readonly form: string | null
  readonly place: string | null
  readonly state: string
  readonly due: string | null
  readonly colour: string
  readonly remindedOn: string | null
}

/** How many pieces of a kind have a colour at a place or with an organisation. */
export interface BoardCell {
  readonly place: string
  readonly kind: 'target' | 'task'
  readonly colour: string
  readonly count: number
}

/** The board of a region. */
export interface Board {
  readonly day: string
  readonly region: string
  readonly places: readonly { readonly code: string; readonly name: string; readonly level: number }[]
  readonly cells: readonly BoardCell[]
  readonly organisations: readonly (BoardCell & { readonly name: string })[]
}

/** A piece under close supervision. */
export interface Watched {
  readonly id: string
  readonly kind: 'target' | 'task'
  readonly pieceId: string
  readonly label: Label
  readonly regionName: string | null
  readonly organisationName: string | null
  readonly state: string
  readonly due: string | null
  readonly colour: string
  readonly reason: string
  readonly fromDay: string
}

/** What waits for one's own office. */
export const waitingQuery = queryOptions({
  queryKey: ['work', 'waiting'],
  queryFn: ({ signal }) => get<Waiting[]>('/api/v1/supervision/mine', signal),
})

/** Open work by place and colour. */
export const boardQuery = (region: string | undefined) =>
  queryOptions({
    queryKey: ['work', 'board', region],
    queryFn: ({ signal }) => get<Board>(address('/api/v1/supervision/board', { region }), signal),
    placeholderData: keepPreviousData,
  })

/** The list of close supervision. */
export const watchQuery = (region: string | undefined) =>
  queryOptions({
    queryKey: ['work', 'watch', region],
    queryFn: ({ signal }) => get<Watched[]>(address('/api/v1/supervision/watch', { region }), signal),
  })
