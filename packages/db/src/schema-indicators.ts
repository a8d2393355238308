import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string | undefined, string>
type Moment = ColumnType<Date, Date | string, Date | string>
type Day = string
type RegionCode = string

/** Decimals travel as text; a figure is never rounded on its way. */
type Decimal = ColumnType<string, string, string>

/** Which lists spoke when figures were made, and in which order records carry their answers. */
export interface SnapshotSources {
  readonly lists: readonly {
    readonly fileType: string
    readonly receivedOn: Day
    readonly region: RegionCode
  }[]
  readonly order: Readonly<Record<string, readonly string[]>>
}

export interface IndicatorSnapshotTable {
  id: string
  region: RegionCode
  day: Day
  state: 'running' | 'done' | 'failed'
  startedAt: Moment
  finishedAt: Moment | null
  startedBy: string
  records: bigint | null
  isThinned: Generated<boolean>
  /** How many changes of each region were in the records it counted. */
  seen: ColumnType<Record<string, number>, string | undefined, string>
  sources: Json<SnapshotSources>
  problem: Json<{ code: string; params: Record<string, string | number> } | null>
}

/** What last changed many records of a region at once. */
export type RecordChangeKind = 'import' | 'undo' | 'screening' | 'linking' | 'clues'

export interface RecordChangeTable {
  region: RegionCode
  changes: bigint
  kind: RecordChangeKind
}

export interface IndicatorValueTable {
  snapshotId: string
  indicator: string
  version: number
  region: RegionCode
  level: number
  numerator: bigint
  denominator: bigint | null
  unknown: bigint
  missingVillages: number
}

export interface IndicatorRecordTable {
  snapshotId: string
  base: 'person' | 'household' | 'clue' | 'visit'
  recordId: string
  region: RegionCode
  answers: string
}

/** Where a reported figure stands; which moves are allowed is the catalogue's. */
export type ReportStateColumn = 'draft' | 'submitted' | 'returned' | 'reviewed' | 'locked' | 'corrected'

export interface IndicatorReportTable {
  id: string
  indicator: string
  version: number
  region: RegionCode
  level: number
  period: string
  periodFrom: Day
  periodTo: Day
  numerator: Decimal
  denominator: ColumnType<string | null, string | null, string | null>
  evidence: string
  note: string | null
  state: ReportStateColumn
  revision: Generated<number>
  organisationId: string
  carrierId: string | null
  submittedBy: string | null
  reviewedBy: string | null
  changedAt: Moment
}

export interface ReportFileTable {
  id: string
  reportId: string | null
  revision: number | null
  region: RegionCode
  fileName: string
  mediaType: string
  size: number
  contentHash: Buffer
  storedAs: string
  uploadedBy: string
  uploadedAt: Moment
}

export interface IndicatorReportEventTable {
  reportId: string
  revision: number
  region: RegionCode
  at: Moment
  day: Day
  actorId: string
  actorName: string
  organisationName: string
  action: string
  toState: ReportStateColumn
  numerator: Decimal
  denominator: ColumnType<string | null, string | null, string | null>
  evidence: string
  reason: string | null
}

/** The tables of figures: counted ones, the records behind them, and those that offices hand in. */
export interface IndicatorTables {
  indicatorSnapshot: IndicatorSnapshotTable
  recordChange: RecordChangeTable
  indicatorValue: IndicatorValueTable
  indicatorRecord: IndicatorRecordTable
  indicatorReport: IndicatorReportTable
  indicatorReportEvent: IndicatorReportEventTable
  reportFile: ReportFileTable
}
