import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string | undefined, string>
type Moment = ColumnType<Date, Date | string, Date | string>
type Day = string
type RegionCode = string

export interface NoticeTable {
  id: string
  organisationId: string
  region: RegionCode
  reach: string
  title: string
  documentNumber: string | null
  issuers: string[]
  issuedOn: Day | null
  addressees: string[]
  kind: string
  state: Generated<'checking' | 'confirmed' | 'withdrawn'>
  version: Generated<number>
  source: 'docx' | 'pdf' | 'html' | 'txt' | 'pasted'
  fileName: string
  size: number
  sha256: Buffer
  storedAs: string
  text: string
  textSealed: Buffer | null
  reading: Json<Record<string, unknown>>
  readerVersion: string
  createdBy: string
  createdAt: Moment
  confirmedBy: string | null
  confirmedAt: Moment | null
  sentBy: string | null
  sentAt: Moment | null
}

export interface NoticeItemTable {
  id: string
  noticeId: string
  seq: number
  kind: 'target' | 'fact' | 'deadline' | 'responsibility'
  section: string
  quote: string
  startAt: number
  endAt: number
  value: Json<Record<string, unknown>>
  state: 'proposed' | 'confirmed' | 'corrected' | 'added' | 'rejected'
  proposed: Json<Record<string, unknown>> | null
  version: Generated<number>
  decidedBy: string | null
  decidedAt: Moment | null
}

export interface NoticeEventTable {
  id: string
  noticeId: string
  itemId: string | null
  at: Moment
  actorId: string
  actorName: string
  action: string
  reason: string | null
  details: Json<Record<string, unknown>>
}

/** The tables of notices, what was read in them and what people decided. */
export interface NoticeTables {
  notice: NoticeTable
  noticeItem: NoticeItemTable
  noticeEvent: NoticeEventTable
}
