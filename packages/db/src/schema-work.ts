import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

type Json<T> = ColumnType<T, string | undefined, string>
type Moment = ColumnType<Date, Date | string, Date | string>
type Day = string
type RegionCode = string

/** Decimals travel as text; a figure is never rounded on its way. */
type Decimal = ColumnType<string, string | number, string | number>

export interface WorkClauseTable {
  id: string
  region: RegionCode
  noticeId: string | null
  noticeItemId: string | null
  title: string
  documentNumber: string | null
  issuedOn: Day | null
  quote: string
  startAt: number | null
  endAt: number | null
  createdAt: Moment
}

export interface WorkActTable {
  id: string
  kind: 'target' | 'task'
  action: string
  region: RegionCode
  organisationId: string
  organisationName: string
  actorId: string
  actorName: string
  at: Moment
  day: Day
  note: string | null
  details: Json<Record<string, unknown>>
}

/** Where a target stands; the table of transitions is the catalogue's. */
export type TargetStateColumn =
  | 'draft'
  | 'issued'
  | 'received'
  | 'confirmed'
  | 'split'
  | 'returned'
  | 'withdrawn'

export interface TargetTable {
  id: string
  rootId: string
  parentId: string | null
  clauseId: string | null
  noticeId: string | null
  noticeItemId: string | null
  indicator: string
  form: 'floor' | 'ceiling' | 'equals' | 'rate' | 'full-coverage' | 'zero-state'
  value: Decimal | null
  decimals: Generated<number>
  unit: string
  periodFrom: Day
  periodTo: Day
  region: RegionCode
  level: number
  carriedBy: 'own' | 'department' | 'affiliated' | 'lower'
  organisationId: string | null
  splitBy: 'equal' | 'population' | 'last-year' | 'hand' | 'as-is' | null
  state: TargetStateColumn
  version: Generated<number>
  receiveBy: Day | null
  reportBy: Day | null
  reportOpen: Generated<boolean>
  reportedOn: Day | null
  remindedOn: Day | null
  since: Day
  until: Day | null
  due: GeneratedAlways<Day | null>
  createdAt: Moment
}

export interface TargetEventTable {
  targetId: string
  version: number
  actId: string
  region: RegionCode
  fromState: string | null
  toState: string
  fromValue: Decimal | null
  toValue: Decimal | null
}

/** Where a task stands; the table of transitions is the catalogue's. */
export type TaskStateColumn =
  | 'draft'
  | 'issued'
  | 'received'
  | 'working'
  | 'done'
  | 'sampled'
  | 'verified'
  | 'returned'
  | 'declined'
  | 'reopened'
  | 'withdrawn'

export interface TaskTable {
  id: string
  rootId: string
  parentId: string | null
  targetId: string | null
  clauseId: string | null
  noticeId: string | null
  noticeItemId: string | null
  title: string
  what: string
  reportTo: string | null
  region: RegionCode
  level: number
  leadOrganisationId: string | null
  giverOrganisationId: string
  giverRegion: RegionCode
  state: TaskStateColumn
  sample: Generated<'none' | 'drawn' | 'true' | 'false' | 'unknown'>
  version: Generated<number>
  receiveBy: Day | null
  dueOn: Day
  firstDueOn: Day
  receivedOn: Day | null
  progressOn: Day | null
  doneOn: Day | null
  remindedOn: Day | null
  due: GeneratedAlways<Day | null>
  createdAt: Moment
}

export interface TaskSupportTable {
  taskId: string
  organisationId: string
  position: number
}

export interface TaskEventTable {
  taskId: string
  version: number
  actId: string
  region: RegionCode
  fromState: string | null
  toState: string
  fromDue: Day | null
  toDue: Day | null
}

export interface TaskFileTable {
  id: string
  taskId: string
  actId: string | null
  region: RegionCode
  fileName: string
  mediaType: string
  size: number
  contentHash: Buffer
  storedAs: string
  uploadedBy: string
  uploadedAt: Moment
}

export interface WorkWatchTable {
  id: string
  targetId: string | null
  taskId: string | null
  region: RegionCode
  organisationId: string | null
  reason: string
  fromDay: Day
  untilDay: Day | null
  setAct: string
  liftedAct: string | null
}

/** The tables of targets and tasks and of what people do with them. */
export interface WorkTables {
  workClause: WorkClauseTable
  workAct: WorkActTable
  target: TargetTable
  targetEvent: TargetEventTable
  task: TaskTable
  taskSupport: TaskSupportTable
  taskEvent: TaskEventTable
  taskFile: TaskFileTable
  workWatch: WorkWatchTable
}
