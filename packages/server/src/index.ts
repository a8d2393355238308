export {
  createLogin,
  findLogin,
  findUser,
  insertAppointment,
  insertOrganisation,
  inviteAdministrator,
  openAccounts,
  setPassword,
} from './access/index.ts'
export {
  type DemoAccount,
  type DemoPlace,
  type DemoStep,
  fillDemo,
  isDemoFilled,
  renewDemoAccounts,
} from './demo/demo-office.ts'
export { importTasks, type TakenFile, takeFile } from './imports/index.ts'
export { type AuditAnchor, sealAudit, verifyAudit } from './platform/audit-sealer.store.ts'
export { isDemoDatabase } from './platform/database-kind.store.ts'
export type { CodeRange, Ctx, Server, User } from './platform/index.ts'
export { prepareServer } from './prepare.ts'
export { applyRegionChanges } from './regions/index.ts'
export { screenRegion } from './screening/index.ts'
export { allOperations, buildApp, openServer, type ServerSettings, startApi, startWorker } from './start.ts'
