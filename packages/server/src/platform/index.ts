export { type AuditEntry, insertAudit } from './audit.store.ts'
export type { CodeRange, Ctx, Server, User, Walls } from './context.ts'
export {
  type BudgetLine,
  budgetDay,
  loadExportPolicy,
  officeSpending,
  readBudget,
  type Spending,
  spendExport,
} from './export-budget.store.ts'
export { housekeeper } from './housekeeper.ts'
export { enqueue, findProgress, type Jobs, type Progress, setProgress } from './jobs.store.ts'
export { alongIndex, figure, findFigure, keepFigure, large, orderedFrom } from './large-lists.store.ts'
export { command, type Operation, query } from './operation.ts'
export { loadPolicyBook } from './policy-book.store.ts'
export { findProposal, type Proposal, propose } from './proposals.store.ts'
export { proposalOperations, shownProposal, type TwoPersonAct } from './proposals.ts'
export {
  isHolder,
  officeInReach,
  personInReach,
  personInRegion,
  regionInArea,
  regionInReach,
  requireInArea,
  requireInReach,
} from './reach.store.ts'
export {
  decidedNow,
  type FirstPerson,
  isOneself,
  isOwnAccount,
  requireOtherPerson,
  requireSecondPerson,
  tellRefusal,
} from './second-person.ts'
export { asOperator, inSession, newUuid, withoutReach } from './session-transaction.ts'
