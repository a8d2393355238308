export type { Columns, Rows } from './append.ts'
export { AnalysisError, withoutValues } from './engine-errors.ts'
export { type Analysis, type AnalysisOptions, openAnalysis } from './open-analysis.ts'
export {
  type RollUpColumn,
  type RollUpCount,
  type RollUpRegion,
  rollUp,
  rollUpWeights,
  sumPlaces,
  sumRegions,
} from './roll-up.ts'
export { sqlColumn, sqlName, sqlText } from './sql-text.ts'
export { type Done, inTurn, type Piece } from './together.ts'
export type { AnalysisValue, AppendValue, ColumnType, Parameter } from './values.ts'
