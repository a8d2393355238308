import { queryOptions } from '@tanstack/react-query'
import { get } from '../app/http.ts'
import type { RegionName } from '../app/session.ts'

/** Somebody of the same household. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly sex: string | null
  readonly age: number | null
  readonly category: string | null
  readonly level: number | null
  readonly relation: string | null
  readonly isHead: boolean
  readonly isCarer: boolean
}

/** A certificate held now or before. */
export interface Certificate {
  readonly id: string
  readonly reissue: number
  readonly category: string
  readonly level: number
  readonly issuedOn: string | null
  readonly validTo: string | null
  readonly status: string
  readonly since: string
  readonly endedOn: string | null
}

/** One source speaking about the person on one day. */
export interface Said {
  readonly kind: 'said' | 'listed'
  readonly id: string
  readonly source: string
  readonly title: string | null
  readonly fileType: string | null
  readonly row: number | null
  readonly day: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** One person's page; numbers are masked until revealed. */
export interface PersonPage {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly sex: string | null
  readonly birth: string | null
  readonly age: number | null
  readonly alive: boolean
  readonly category: string | null
  readonly level: number | null
  readonly certificateState: string
  readonly certificateValidTo: string | null
  readonly hukouPath: readonly RegionName[]
  readonly residencePath: readonly RegionName[]
  readonly shown: Readonly<Record<string, unknown>>
  readonly numbers: readonly { readonly field: string; readonly current: boolean; readonly masked: string }[]
  readonly certificates: readonly Certificate[]
  readonly guardians: readonly {
    readonly id: string
    readonly name: string
    readonly relation: string | null
  }[]
  readonly household: readonly Member[]
  readonly timeline: readonly Said[]
  readonly clues: readonly {
    readonly id: string
    readonly rule: string
    readonly severity: string
    readonly since: string
    readonly subject: string
  }[]
}

/** One person. Each reading is logged by the server, so the answer is kept for a while. */
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id],
    queryFn: ({ signal }) => get<PersonPage>(`/api/v1/persons/${encodeURIComponent(id)}`, signal),
    staleTime: 5 * 60_000,
  })
