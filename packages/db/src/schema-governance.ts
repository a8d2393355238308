import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string | undefined, string>
type Moment = ColumnType<Date, Date | string, Date | string>
type Day = string
type RegionCode = string

export interface ExportSpendingTable {
  userId: string
  organisationId: string
  day: Day
  measure: string
  amount: bigint
  approved: bigint
  ways: Json<Record<string, number>>
}

export interface ExportPolicyTable {
  id: string
  role: string
  name: string
  region: RegionCode
  fromDay: Day
  amount: number
  basis: string
  setBy: string
  setAt: Moment
  proposalId: ColumnType<string | null, string | null | undefined, never>
}

export type ExportState = 'waiting' | 'making' | 'ready' | 'refused' | 'withdrawn' | 'failed' | 'gone'

export interface ExportRequestTable {
  id: string
  what: string
  filter: Json<Record<string, string>>
  format: 'xlsx' | 'csv'
  locale: 'zh' | 'en'
  withNumbers: boolean
  purpose: string
  rows: number
  needsApproval: boolean
  region: RegionCode
  organisationId: string
  /** Null for what was asked for before offices were kept. */
  appointmentId: Generated<string | null>
  requestedBy: string
  requestedAt: Moment
  state: ExportState
  decidedBy: string | null
  decidedAt: Moment | null
  note: string | null
  madeRows: number | null
  contentHash: Buffer | null
  expiresAt: Moment | null
  downloads: Generated<number>
  problem: Json<{ code: string; params: Record<string, string | number> } | null>
}

export interface BreakGlassTable {
  id: string
  userId: string
  organisationId: string
  officeRegion: RegionCode
  personId: string
  hukouRegion: RegionCode
  residenceRegion: RegionCode
  purpose: string
  reason: string
  grantedAt: Moment
  expiresAt: Moment
  endedAt: Moment | null
  reviewBy: Day
  state: Generated<'open' | 'accepted' | 'rejected'>
  reviewedBy: string | null
  reviewedAt: Moment | null
  note: string | null
}

export interface OrganisationProfileTable {
  organisationId: string
  region: RegionCode
  department: string | null
  address: string | null
  sealed: Buffer | null
  fromDay: Day
  untilDay: Day | null
  updatedAt: Moment
  updatedBy: string
}

export interface OfficeHolderTable {
  id: string
  organisationId: string
  region: RegionCode
  post: 'chair' | 'commissioner' | 'contact'
  name: string
  sex: 'male' | 'female' | null
  sealed: Buffer | null
  paySource: string | null
  isCertificateHolder: boolean | null
  fromDay: Day
  untilDay: Day | null
  recordedAt: Moment
  recordedBy: string
}

export interface DirectoryChangeTable {
  id: string
  organisationId: string
  region: RegionCode
  what: string
  said: Json<Record<string, unknown>>
  day: Day
  at: Moment
  byName: string
}

export interface DirectoryImportTable {
  id: string
  region: RegionCode
  sealed: Buffer
  fileName: string
  counts: Json<Record<string, number>>
  faults: Json<{ row: number; column: string; code: string }[]>
  state: 'ready' | 'done' | 'discarded'
  createdBy: string
  createdAt: Moment
}

export interface DepartmentDutyTable {
  id: string
  department: string
  region: RegionCode
  fromDay: Day
  untilDay: Day | null
  duties: Json<string[]>
  basis: string
  setBy: string
  setAt: Moment
}

export interface AuditCheckTable {
  id: string
  at: Moment
  sealed: bigint
  head: string
  faults: Json<unknown[]>
}

/** The tables of exports, oversight and the directory of organisations. */
export interface GovernanceTables {
  exportSpending: ExportSpendingTable
  exportPolicy: ExportPolicyTable
  exportRequest: ExportRequestTable
  breakGlass: BreakGlassTable
  organisationProfile: OrganisationProfileTable
  officeHolder: OfficeHolderTable
  directoryChange: DirectoryChangeTable
  directoryImport: DirectoryImportTable
  departmentDuty: DepartmentDutyTable
  auditCheck: AuditCheckTable
}
