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

/** What an organisation can be. */
export const officeKinds = ['village-association', 'federation', 'member-department', 'service'] as const
export type OfficeKind = (typeof officeKinds)[number]

/** One federation, department or service. */
export interface OfficeLine {
  readonly id: string
  readonly name: string
  readonly kind: OfficeKind
  readonly regionName: string | null
  readonly department: string | null
}

/** Member departments with their duties on a day, and the offices recorded. */
export const departmentsOn = (day: string | undefined) =>
  queryOptions({
    queryKey: ['departments', day],
    queryFn: ({ signal }) =>
      get<{ departments: Department[]; offices: OfficeLine[] }>(
        address('/api/v1/departments', { day }),
        signal,
      ),
    placeholderData: keepPreviousData,
  })

/** The same as of today. */
export const departmentsQuery = departmentsOn(undefined)

/** A wording of a department's duties that was set for a place. */
export interface DutiesSet {
  readonly region: string
  readonly regionName: string | null
  readonly fromDay: string
  readonly untilDay: string | null
  readonly duties: readonly string[]
  readonly basis: string
  readonly setBy: string | null
  readonly setAt: string
}

/** Every wording ever set. */
export const dutiesQuery = (department: string) =>
  queryOptions({
    queryKey: ['departments', 'duties', department],
    queryFn: ({ signal }) => get<DutiesSet[]>(`/api/v1/departments/${department}/duties`, signal),
  })

/** A new organisation that somebody asked for. */
export interface OrganisationWish {
  readonly id: string
  readonly kind: OfficeKind
  readonly name: string
  readonly regionName: string | null
  readonly fromDay: string
  readonly reason: string
  readonly madeBy: string
  readonly madeAt: string
  readonly isOwn: boolean
  readonly state: string
}

/** New organisations that wait, and how earlier ones were decided. */
export const wishesQuery = queryOptions({
  queryKey: ['departments', 'wishes'],
  queryFn: ({ signal }) => get<OrganisationWish[]>('/api/v1/organisation-wishes', signal),
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
