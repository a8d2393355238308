import type { ColumnType, Generated } from 'kysely'
import type { LinkEvidence } from './schema-linking.ts'

type Json<T> = ColumnType<T, string | undefined, string>
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>
type Moment = ColumnType<Date, Date | string, Date | string>

export interface DuplicateRunTable {
  id: string
  region: string
  state: 'running' | 'done' | 'failed'
  day: string
  startedBy: string
  startedAt: Moment
  finishedAt: Moment | null
  counts: Json<Record<string, number>>
  problem: NullableJson<{ code: string; params: Record<string, string | number> }>
  model: NullableJson<unknown>
  modelFrom: Generated<string | null>
}

export interface DuplicatePairTable {
  id: string
  runId: string
  personA: string
  personB: string
  weight: number
  evidence: Json<LinkEvidence[]>
  state: 'open' | 'merged' | 'different'
  decidedBy: string | null
  decidedAt: Moment | null
  version: Generated<number>
}

/** A row that a merging moved, as it was before. */
export interface MovedRow {
  table: 'person_number' | 'list_row' | 'clue' | 'guardian'
  key: Record<string, unknown>
  before: Record<string, unknown>
}

export interface PersonMergeTable {
  id: string
  pairId: string
  kept: string
  gone: string
  mergedBy: string
  mergedByName: string
  mergedAt: Moment
  note: string | null
  moved: Json<MovedRow[]>
  undoneByName: string | null
  undoneAt: Moment | null
  undoneNote: string | null
  proposalId: ColumnType<string | null, string, never>
}

export interface DuplicateTables {
  duplicateRun: DuplicateRunTable
  duplicatePair: DuplicatePairTable
  personMerge: PersonMergeTable
}
