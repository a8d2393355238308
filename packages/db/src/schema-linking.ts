import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string | undefined, string>
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>
type Moment = ColumnType<Date, Date | string, Date | string>
type Words = { code: string; params: Record<string, string | number> }

/** Where a pair of a list's row and a person stands; the table of transitions is the catalogue's. */
export type LinkStateColumn =
  | 'linked'
  | 'review'
  | 'awaiting-second'
  | 'accepted'
  | 'rejected'
  | 'unsure'
  | 'unlinked'
  | 'superseded'

export interface LinkRunTable {
  id: string
  listId: string
  region: string
  state: 'running' | 'done' | 'failed'
  day: string
  startedBy: string
  startedAt: Moment
  finishedAt: Moment | null
  oneToOne: boolean | null
  model: NullableJson<unknown>
  modelFrom: string | null
  counts: Json<Record<string, number>>
  rules: Json<unknown[]>
  quality: NullableJson<unknown>
  problem: NullableJson<Words>
  reason: Generated<'asked' | 'register-changed'>
}

/** What one comparison of a pair found; no values of the data. */
export interface LinkEvidence {
  comparison: string
  level: string
  bits: number
}

export interface LinkPairTable {
  id: string
  runId: string
  listId: string
  sheet: number
  rowNo: number
  personId: string
  weight: number
  rivals: Generated<number>
  guarded: Generated<boolean>
  needsTwo: Generated<boolean>
  remembered: Generated<boolean>
  evidence: Json<LinkEvidence[]>
  state: LinkStateColumn
  sample: Generated<'none' | 'drawn' | 'agrees' | 'differs'>
  beforeState: 'matched' | 'invalid' | 'absent' | null
  beforeMethod: string | null
  decidedBy: string | null
  decidedAt: Moment | null
  version: Generated<number>
  /** What the register said of the person when the pair was weighed. */
  personSeen: Generated<Buffer | null>
}

export interface LinkEventTable {
  id: string
  pairId: string
  version: number
  at: Moment
  actorId: string | null
  actorName: string | null
  action: string
  fromState: string
  toState: string
  note: string | null
}

export interface LinkMemoryTable {
  fileType: string
  region: string
  rowKey: Buffer
  personId: string
  verdict: 'accepted' | 'rejected' | 'doubted'
  decidedBy: string
  decidedAt: Moment
  personSeen: Buffer | null
}

export interface LinkTables {
  linkRun: LinkRunTable
  linkPair: LinkPairTable
  linkEvent: LinkEventTable
  linkMemory: LinkMemoryTable
}
