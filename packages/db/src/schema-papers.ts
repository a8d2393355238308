import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string | undefined, string>
type Moment = ColumnType<Date, Date | string, Date | string>

export type PaperState = 'draft' | 'reviewed' | 'issued' | 'withdrawn'

export interface PaperTable {
  id: string
  organisationId: string
  region: string
  kind: 'notice' | 'duties' | 'bulletin'
  state: Generated<PaperState>
  version: Generated<number>
  title: string
  source: Json<Record<string, unknown>>
  sealed: Buffer
  figures: Json<Record<string, unknown>>
  madeBy: string
  madeAt: Moment
  changedBy: string
  changedAt: Moment
  reviewedBy: string | null
  reviewedAt: Moment | null
  issuedBy: string | null
  issuedAt: Moment | null
  issuedOn: string | null
  organ: string | null
  numberYear: number | null
  number: number | null
  fileSealed: Buffer | null
  sha256: Buffer | null
  size: number | null
}

export interface PaperNumberTable {
  organisationId: string
  region: string
  organ: string
  year: number
  last: number
}

export interface PaperEventTable {
  id: string
  paperId: string
  at: Moment
  actorId: string
  actorName: string
  action: string
  note: string | null
  details: Json<Record<string, unknown>>
}

/** Tables of the papers an office writes. */
export interface PaperTables {
  paper: PaperTable
  paperNumber: PaperNumberTable
  paperEvent: PaperEventTable
}
