export {
  countOutcomes,
  distinctNumbersSql,
  type ExactMatchRequest,
  type ExactMatchSummary,
  type ExactMatchTables,
  type ExactMethod,
  exactMatchTables,
  exactMatchViewsSql,
  type KeySource,
  type Outcome,
  runExactMatch,
} from './exact-match.ts'
export { identitySheet } from './identity-sheet.ts'
export {
  applyDelta,
  type DeltaRequest,
  type DeltaSummary,
  type KeptKeys,
  keepKeys,
  touchedRows,
} from './key-index.ts'
export * from './linkage.ts'
export { type Linker, linkers } from './linkers.ts'
export {
  type FileKeyRow,
  fileKeyRow,
  keyColumns,
  type NumberReading,
  type PlainKey,
  plainKey,
  type RegisterKeyRow,
  registerKeyRows,
} from './plain-key.ts'
export {
  addReadings,
  dropNumbers,
  type NumberCells,
  prepareReading,
  readNumbers,
  unreadSql,
} from './read-numbers.ts'
