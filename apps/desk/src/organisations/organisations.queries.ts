import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Label } from '@zhucan/kernel'
import { address } from '../app/address.ts'
import { get } from '../app/http.ts'
import type { DirectorySearch } from './organisations.address.ts'

/** Somebody in office. */
export interface Holder {
  readonly id: string
  readonly name: string
  readonly fromDay: string
  readonly paySource: string | null
  readonly isCertificateHolder: boolean | null
  readonly hasPhone: boolean
}

/** One village association. */
export interface Association {
  readonly id: string
  readonly name: string
  readonly regionName: string | null
  readonly townshipName: string | null
  readonly chair: Holder | null
  readonly commissioners: readonly Holder[]
}

/** Rows of one page. */
export const pageSize = 50

/** One page of associations. */
export const directoryQuery = ({ q, lack, region, page = 1 }: DirectorySearch) =>
  queryOptions({
    queryKey: ['directory', q, lack, region, page],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: Association[] }>(
        address('/api/v1/directory', { q, lack, region, page, pageSize }),
        signal,
      ),
    placeholderData: keepPreviousData,
  })

/** One township's gaps. */
export interface Gap {
  readonly code: string
  readonly name: string | null
  readonly villages: number
  readonly withoutAssociation: number
  readonly withoutChair: number
  readonly withoutCommissioner: number
}

/** A village that lacks something. */
export interface GapVillage {
  readonly code: string
  readonly name: string
  readonly association: boolean
  readonly chair: boolean
  readonly commissioner: boolean
}

/** Villages without an association, a chair or a commissioner. */
export const gapsQuery = (township: string | undefined) =>
  queryOptions({
    queryKey: ['directory', 'gaps', township],
    queryFn: ({ signal }) =>
      get<{ townships: Gap[]; villages: GapVillage[] }>(
        address('/api/v1/directory/gaps', { township }),
        signal,
      ),
    placeholderData: keepPreviousData,
  })

/** A member department with its duties here and today. */
export interface Department {
  readonly id: string
  readonly label: Label
  readonly duties: readonly (Label | string)[]
  readonly setBy: {
    readonly regionName: string | null
    readonly fromDay: string
    readonly basis: string
  } | null
}

/** Member departments, and the offices recorded. */
export const departmentsQuery = queryOptions({
  queryKey: ['departments'],
  queryFn: ({ signal }) =>
    get<{
      departments: Department[]
      offices: { id: string; name: string; kind: string; regionName: string | null }[]
    }>('/api/v1/departments', signal),
})

/** A term in a post, over or not. */
export interface Term extends Holder {
  readonly post: 'chair' | 'commissioner' | 'contact'
  readonly untilDay: string | null
  readonly phone: string | null
}

/** One organisation with its history. */
export interface Organisation {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly regionName: string | null
  readonly terms: readonly Term[]
  readonly changes: readonly {
    readonly id: string
    readonly said: Readonly<Record<string, unknown>>
    readonly at: string
    readonly byName: string
  }[]
}

/** One organisation. */
export const organisationQuery = (id: string) =>
  queryOptions({
    queryKey: ['organisation', id],
    queryFn: ({ signal }) => get<Organisation>(`/api/v1/organisations/${id}`, signal),
  })
