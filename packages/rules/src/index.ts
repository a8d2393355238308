export { type CompiledIndicator, type Counted, compileIndicator, countedCode } from './compile-indicator.ts'
export {
  type CompiledRule,
  type Condition,
  checkCondition,
  compileRule,
  type RuleAnswer,
} from './compile-rule.ts'
export { type ConditionFault, faultProblem } from './condition-fault.ts'
export type { FactRow, FactValue } from './evaluate-term.ts'
export type { ClauseExplanation, ExplainedFact } from './explain.ts'
export { formatFactLabel } from './format-fact.ts'
export {
  type FactRange,
  factRangesSql,
  type PackedFact,
  type PackedLayout,
  packedLayout,
} from './packed/packed-layout.ts'
export {
  blocksSql,
  countColumns,
  countPackedSql,
  type Elsewhere,
  inWords,
  packedAnswersSql,
  packSql,
  renewedSql,
  slotsSql,
  wordsSql,
} from './packed/packed-sql.ts'
export { type ConditionScope, maxConditionLength } from './parse-condition.ts'
export { factRowOf, factTableColumns, screeningAnswer, screeningSql } from './screening-sql.ts'
export { factColumn, factColumnType } from './sql-text.ts'
export type { Truth } from './term.ts'
