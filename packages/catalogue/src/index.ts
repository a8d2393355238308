export * from './access-signals.ts'
export * from './account-policies.ts'
export * from './assertions.ts'
export * from './audit-words.ts'
export type { Cell } from './cell.ts'
export type { ReadOptions } from './cell-readers.ts'
export * from './clue-policies.ts'
export * from './clue-states.ts'
export * from './clue-work.ts'
export * from './define-file.ts'
export * from './define-indicator.ts'
export * from './define-rule.ts'
export * from './departments/departments.ts'
export * from './directory-sheet.ts'
export * from './export-budgets.ts'
export * from './export-columns.ts'
export type { FilterNames } from './export-condition.ts'
export { exportFilterWords, isToldFilter } from './export-filter-words.ts'
export { type ExportKind, exportKinds, impersonalKinds } from './export-kinds.ts'
export { paperKindWords, paperStateWords } from './export-paper-words.ts'
export * from './facts.ts'
export * from './fault-sheet.ts'
export * from './figure-policies.ts'
export * from './figure-words.ts'
export * from './file-exports.ts'
export { fileById, files, isKnownHeader, rankFiles, recogniseFile } from './file-list.ts'
export { joinHeader } from './group-header.ts'
export {
  type CellPlace,
  type HeaderMap,
  mapHeaders,
  missingColumns,
  type Recognition,
  unusedHeaders,
} from './header-map.ts'
export * from './indicator-facts.ts'
export { indicatorByCode, indicatorByWords, indicators } from './indicator-list.ts'
export * from './link-states.ts'
export * from './link-words.ts'
export * from './notice-words.ts'
export {
  brokenPasswordRules,
  isCommonPassword,
  type PasswordOwner,
  type PasswordRule,
  passwordRules,
} from './password-check.ts'
export * from './policies.ts'
export * from './policy-lines.ts'
export * from './precedence.ts'
export { compileReader, isBlankRow, isFooterRow, readRow } from './read-file.ts'
export { type ChangeKind, changeKindOf } from './region-change-kinds.ts'
export { isFillerName, type NameForm, nameForms } from './region-names.ts'
export * from './register-form.ts'
export * from './report-states.ts'
export * from './reporting-periods.ts'
export * from './rights.ts'
export { ownNumber } from './row-checks.ts'
export type * from './row-values.ts'
export { ruleById, rules } from './rule-list.ts'
export * from './sharing-basis.ts'
export { type Sharer, splitQuota } from './split-quota.ts'
export * from './target-forms.ts'
export * from './target-states.ts'
export * from './task-states.ts'
export { type UndoFate, type UndoReason, undoFates, undoReasons, undoSheet } from './undo-words.ts'
