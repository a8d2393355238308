import { queryOptions } from '@tanstack/react-query'
import { get } from '../app/http.ts'

/** Why a person may ask to be erased. */
export const erasureBases = ['withdrawn-consent', 'purpose-met', 'unlawful', 'retention-over'] as const
export type ErasureBasis = (typeof erasureBases)[number]

/** A request to erase somebody, and what stayed behind. */
export interface Erasure {
  readonly id: string
  readonly personId: string
  readonly personName: string | null
  readonly basis: ErasureBasis
  readonly reason: string
  readonly askedOn: string
  readonly enteredBy: string
  readonly enteredAt: string
  readonly isOwn: boolean
  readonly state: 'waiting' | 'done' | 'refused' | 'withdrawn'
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly note: string | null
  readonly remains: { readonly rows?: Readonly<Record<string, number>>; readonly clues?: readonly unknown[] }
}

/** Every request of the area. */
export const erasuresQuery = queryOptions({
  queryKey: ['erasures'],
  queryFn: ({ signal }) => get<Erasure[]>('/api/v1/erasures', signal),
})
