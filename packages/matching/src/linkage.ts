export { assignPairs, linksSql, looksOneToOne, reviewSql, type Thresholds } from './linkage/assign.ts'
export { type Dialect, dialectOf, type Engine } from './linkage/dialect.ts'
export { duplicatesSql, groupDuplicates } from './linkage/duplicates.ts'
export { type CompareColumn, type CompareKind, compareKinds, genericPlan } from './linkage/generic-plan.ts'
export { groupRows, type RowGroup, type WeighedPair } from './linkage/group-rows.ts'
export { identityColumns, identityPlan, identityThresholds } from './linkage/identity-plan.ts'
export { currentVersion, writeTable, writeVersion } from './linkage/kept-folder.ts'
export { keepLinkage, type RegisterChange, relinkChanged } from './linkage/kept-linkage.ts'
export {
  changedRegisterSql,
  type KeptTable,
  type RowChange,
  registerNowSql,
  registerRows,
  registerTableNames,
} from './linkage/kept-register.ts'
export { type LinkReport, type LinkRequest, type LinkStep, scoreSides } from './linkage/link.ts'
export type { LinkModel } from './linkage/model.ts'
export { readModel } from './linkage/model.ts'
export { openedRows } from './linkage/opened-rows.ts'
export type { Plan } from './linkage/plan.ts'
export { planMark } from './linkage/plan-mark.ts'
export { areOtherNames, type NameForm, type PersonName, readPersonName } from './linkage/read-person-name.ts'
export {
  type KeptShares,
  type KeptState,
  keptStateOf,
  linkageTables,
  rescoreChanged,
} from './linkage/rescore.ts'
export { scoredTable } from './linkage/score.ts'
export { prepareRegister, prepareRows, scoreAgainst } from './linkage/score-against.ts'
export { commonShare } from './linkage/shares.ts'
export { onSpark } from './spark/on-spark.ts'
export { openSpark, type SparkEngine, type SparkOptions } from './spark/open-spark.ts'
