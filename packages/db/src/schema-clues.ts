import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

type Json<T> = ColumnType<T, string | undefined, string>
type Moment = ColumnType<Date, Date | string, Date | string>
type Day = string
type RegionCode = string

/** Where a clue stands; the table of transitions is the catalogue's. */
export type ClueStateColumn =
  | 'new'
  | 'issued'
  | 'received'
  | 'verifying'
  | 'answered'
  | 'returned'
  | 'sampled'
  | 'handling'
  | 'closed'
  | 'reopened'
  | 'withdrawn'

export interface ClueTable {
  id: string
  rule: string
  ruleVersion: string
  subject: 'person' | 'household'
  personId: string
  householdId: string | null
  severity: string
  severityRank: GeneratedAlways<number>
  since: Day
  screeningId: string
  state: Generated<ClueStateColumn>
  withdrawnOn: Day | null
  facts: Json<Record<string, unknown>>
  hukouRegion: RegionCode
  residenceRegion: RegionCode
  originRegion: Generated<RegionCode>
  place: Generated<RegionCode>
  holder: Generated<3 | 4 | 5>
  officeId: string | null
  dueCounty: Day | null
  dueTownship: Day | null
  dueVillage: Day | null
  due: GeneratedAlways<Day | null>
  verdict: 'true' | 'false' | 'unknown' | null
  answeredAt: 3 | 4 | 5 | null
  sample: Generated<'none' | 'drawn' | 'agrees' | 'differs'>
  factsChangedOn: Day | null
  closedOn: Day | null
  version: Generated<number>
  changedAt: Moment | null
  isNear: Generated<boolean>
}

export interface ClueBulkTable {
  id: string
  kind: 'issue' | 'receive' | 'pass-up' | 'sample'
  region: RegionCode
  organisationId: string
  startedBy: string
  at: Moment
  selection: Json<Record<string, unknown>>
  done: number
  rate: number | null
  seed: string | null
  population: number | null
  undoneAt: Moment | null
}

export interface ClueEventTable {
  id: string
  clueId: string
  version: number
  at: Moment
  day: Day
  actorId: string | null
  actorName: string | null
  organisationId: string | null
  organisationName: string | null
  action: string
  fromState: string
  toState: string
  fromHolder: number
  toHolder: number
  officeId: string | null
  due: Day | null
  note: string | null
  bulkId: string | null
  details: Json<Record<string, unknown>>
}

export interface ClueFeedbackTable {
  id: string
  clueId: string
  kind: 'feedback' | 'second-look'
  verdict: 'true' | 'false' | 'unknown' | 'agrees' | 'differs'
  visit: 'home' | 'meeting' | 'phone' | 'not-met'
  visitedOn: Day
  finding: string
  factRef: string | null
  holder: number
  givenBy: string
  organisationId: string
  at: Moment
  version: number
}

export interface ClueFileTable {
  id: string
  clueId: string
  feedbackId: string | null
  fileName: string
  mediaType: string
  size: number
  contentHash: Buffer
  storedAs: string
  uploadedBy: string
  uploadedAt: Moment
}

export interface ClueHandlingTable {
  id: string
  clueId: string
  feedbackId: string
  kind: 'stop' | 'correct' | 'add' | 'refer' | 'recover' | 'waive'
  decision: string
  basis: string
  amountFen: bigint | null
  fromDay: Day | null
  handledBy: string
  organisationId: string
  at: Moment
}

/** The tables of clues and of what people do with them. */
export interface ClueTables {
  clue: ClueTable
  clueBulk: ClueBulkTable
  clueEvent: ClueEventTable
  clueFeedback: ClueFeedbackTable
  clueFile: ClueFileTable
  clueHandling: ClueHandlingTable
}
