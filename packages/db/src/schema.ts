import type { ColumnType } from 'kysely'
import type { AccountTables } from './schema-accounts.ts'
import type { BackupTables } from './schema-backups.ts'
import type { ClueTables } from './schema-clues.ts'
import type { DuplicateTables } from './schema-duplicates.ts'
import type { GovernanceTables } from './schema-governance.ts'
import type { IndicatorTables } from './schema-indicators.ts'
import type { LinkTables } from './schema-linking.ts'
import type { NoticeTables } from './schema-notices.ts'
import type { PaperTables } from './schema-papers.ts'
import type { PolicyTables } from './schema-policy.ts'
import type { ProposalTables } from './schema-proposals.ts'
import type { WorkTables } from './schema-work.ts'

/** A JSON column: objects come out, text goes in (pg would turn an array into a PostgreSQL array). */
type Json<T> = ColumnType<T, string | undefined, string>
/** A moment; written as an ISO text or a Date. */
type Moment = ColumnType<Date, Date | string, Date | string>
/** A day as 'YYYY-MM-DD' text, never a Date with a zone. */
type Day = string
type Sealed = Buffer
type RegionCode = string

export interface RegionTable {
  code: RegionCode
  name: string
  level: number
  parent: RegionCode | null
  edition: string
  since: Day | null
  endedOn: Day | null
  successor: RegionCode | null
}

export interface OrganisationTable {
  id: string
  name: string
  kind: 'federation' | 'member-department' | 'village-association' | 'service'
  parentId: string | null
  region: RegionCode
  reach: string
}

export interface AuditTable {
  id: string
  at: Moment
  actorId: string | null
  actorName: string | null
  role: string | null
  organisationId: string | null
  action: string
  subjectKind: string | null
  subjectId: string | null
  fields: string[]
  details: Json<Record<string, unknown>>
  reason: string | null
  requestId: string | null
}

export interface AuditChainTable {
  seq: bigint
  auditId: string
  entryHash: Buffer
  chainHash: Buffer
  sealedAt: Moment
}

export interface HouseholdTable {
  id: string
  code: string
  region: RegionCode
  isRural: boolean | null
  createdAt: Moment
}

export type CertificateStatus = 'none' | 'issued' | 'frozen' | 'cancelled'

export interface PersonTable {
  id: string
  kind: 'holder' | 'suspected' | 'diagnosed-child' | 'relative'
  name: string
  sex: 'male' | 'female' | null
  birth: Day | null
  alive: boolean
  category: string | null
  level: number | null
  certificateStatus: CertificateStatus
  certificateValidTo: Day | null
  hukouRegion: RegionCode
  residenceRegion: RegionCode
  householdId: string | null
  mergedInto: ColumnType<string | null, string | null | undefined, string | null>
  shown: Json<Record<string, unknown>>
  sealed: Sealed | null
  createdAt: Moment
  updatedAt: Moment
  importId: string | null
}

export interface PersonNumberTable {
  personId: string
  kind: 'id' | 'certificate' | 'former-id'
  key: bigint
  checkSealed: number
  sealed: Sealed
  current: boolean
  importId: string | null
}

export interface CertificateTable {
  id: string
  personId: string
  reissue: number
  category: string
  level: number
  components: Json<unknown[]>
  issuedOn: Day | null
  validTo: Day | null
  status: 'issued' | 'frozen' | 'cancelled' | 'replaced'
  since: Day
  endedOn: Day | null
  importId: string | null
}

export interface HouseholdMemberTable {
  householdId: string
  personId: string
  relation: string | null
  isHead: boolean
  isCarer: boolean
  since: Day
  endedOn: Day | null
}

export interface GuardianTable {
  id: string
  personId: string
  guardianPersonId: string | null
  name: string
  relation: string | null
  sealedPhone: Sealed | null
  since: Day
  endedOn: Day | null
  importId: string | null
}

export interface AssertionTable {
  id: string
  personId: string
  source: string
  importId: string | null
  rowNo: number | null
  validFrom: Day
  recordedAt: Moment
  recordedBy: string | null
  fields: Json<Record<string, unknown>>
  sealed: Sealed | null
}

export type ImportState =
  | 'reading'
  | 'mapping'
  | 'checking'
  | 'ready'
  | 'applying'
  | 'done'
  | 'undoing'
  | 'undone'
  | 'refused'
  | 'failed'
  | 'discarded'

export interface ImportTable {
  id: string
  region: RegionCode
  fileName: string
  size: bigint
  contentHash: Buffer
  storedAs: string
  state: ImportState
  fileType: string | null
  day: Day
  sheets: Json<unknown[]>
  counts: Json<Record<string, number>>
  faults: Json<{ code: string; count: number }[]>
  problem: Json<{ code: string; params: Record<string, string | number> } | null>
  uploadedBy: string
  uploadedAt: Moment
  checkedAt: Moment | null
  appliedAt: Moment | null
  checkedAgainst: string | null
  appliedNo: ColumnType<bigint | null, undefined, bigint | null>
  rowCount: ColumnType<number | null, undefined, number | null>
  /** The list that goes when this one comes. */
  replaces: ColumnType<string | null, string | null | undefined, string | null>
  formId: ColumnType<string | null, undefined, string | null>
  fileDeletedAt: ColumnType<Date | null, undefined, Date | null>
}

export type ImportRowState =
  | 'new'
  | 'changed'
  | 'unchanged'
  | 'conflicting'
  | 'faulty'
  | 'matched'
  | 'invalid'
  | 'absent'

export interface ImportRowTable {
  importId: string
  sheet: number
  rowNo: number
  state: ImportRowState
  personId: string | null
  name: string | null
  key: bigint | null
  checkSealed: number | null
  method: string | null
  faults: Json<{ column: string; code: string }[]>
  changes: Json<{ field: string; from: unknown; to: unknown }[]>
  fields: Json<Record<string, unknown>>
  sealed: Sealed | null
  role: 'holder' | 'relative' | 'member' | null
  hukouRegion: RegionCode | null
  residenceRegion: RegionCode | null
  said: Json<Record<string, unknown>> | null
  shows: Json<Record<string, unknown>> | null
  saidSealed: Sealed | null
  idSealed: Sealed | null
  certificateSealed: Sealed | null
  guardianSealed: Sealed | null
}

export interface ListTable {
  id: string
  fileType: string
  title: string
  region: RegionCode
  receivedOn: Day
  rowCount: number
  retainUntil: Day
  rawDeletedAt: Moment | null
  createdAt: Moment
  createdBy: string
}

export interface ListRowTable {
  listId: string
  sheet: number
  rowNo: number
  state: 'matched' | 'invalid' | 'absent'
  method: string | null
  personId: string | null
  key: bigint | null
  checkSealed: number | null
  faultCodes: string[]
  fields: Json<Record<string, unknown>>
  sealed: Sealed | null
}

export interface ProgressTable {
  id: string
  phase: string
  done: bigint
  total: bigint | null
  state: string
  region: RegionCode
  updatedAt: Moment
}

export interface ScreeningTable {
  id: string
  region: RegionCode
  day: Day
  state: 'running' | 'done' | 'failed'
  startedAt: Moment
  finishedAt: Moment | null
  startedBy: string
  counts: Json<
    { rule: string; clues: number; cannotSay: number; missing: { facts: string[]; count: number }[] }[]
  >
  people: number | null
  problem: Json<{ code: string; params: Record<string, string | number> } | null>
}

export interface NameSoundTable {
  name: string
  letters: string
  initials: string
}

export interface SavedViewTable {
  id: string
  place: 'register' | 'clues' | 'lists' | 'targets' | 'tasks' | 'supervision' | 'notices' | 'papers'
  name: string
  search: Json<Record<string, string>>
  ownerId: string
  organisationId: string
  isShared: boolean
  createdAt: Moment
  updatedAt: Moment
}

export interface SavedViewFirstTable {
  userId: string
  place: string
  viewId: string
}

export interface SettingTable {
  key: string
  value: Json<unknown>
}

/** The tables as the application sees them: camelCase names, int8 as bigint, days as text. */
export interface Database
  extends AccountTables,
    BackupTables,
    ClueTables,
    DuplicateTables,
    GovernanceTables,
    IndicatorTables,
    LinkTables,
    NoticeTables,
    PaperTables,
    PolicyTables,
    ProposalTables,
    WorkTables {
  region: RegionTable
  organisation: OrganisationTable
  audit: AuditTable
  auditChain: AuditChainTable
  household: HouseholdTable
  person: PersonTable
  personNumber: PersonNumberTable
  certificate: CertificateTable
  householdMember: HouseholdMemberTable
  guardian: GuardianTable
  assertion: AssertionTable
  import: ImportTable
  importRow: ImportRowTable
  list: ListTable
  listRow: ListRowTable
  progress: ProgressTable
  screening: ScreeningTable
  nameSound: NameSoundTable
  savedView: SavedViewTable
  savedViewFirst: SavedViewFirstTable
  setting: SettingTable
}
