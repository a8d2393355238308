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
  type BackupContent,
  type BackupHeader,
  eraseRemembered,
  makeBackup,
  readBackup,
  readBackupHeader,
  restoreBackup,
  type StartBackup,
  type WrittenBackup,
  whatIsThere,
  writeBackup,
} from './backup/index.ts'
export {
  type DemoAccount,
  type DemoPlace,
  type DemoStep,
  fillDemo,
  isDemoFilled,
  renewDemoAccounts,
} from './demo/demo-office.ts'
export { isBlocking } from './imports/fault-weight.ts'
export { chosenSheets } from './imports/import-sheets.ts'
export { importTasks, type TakenFile, takeFile } from './imports/index.ts'
export { makeClaimReader, type PersonClaim } from './imports/person-claim.ts'
export { recogniseWorkbook } from './imports/recognise-workbook.ts'
export { countRegion } from './indicators/index.ts'
export { type AuditAnchor, sealAudit, verifyAudit } from './platform/audit-sealer.store.ts'
export { isDemoDatabase } from './platform/database-kind.store.ts'
export type { CodeRange, Ctx, Server, User } from './platform/index.ts'
export { prepareServer } from './prepare.ts'
export { applyRegionChanges } from './regions/index.ts'
export { factPlaces, placeColumns } from './screening/fact-places.ts'
export { factSteps, factTableSql, hitsSql } from './screening/fact-sources.store.ts'
export { rulesOn, screenRegion } from './screening/index.ts'
export {
  type CountyCount,
  countKept,
  keepFacts,
  keepFactTable,
  orderPeople,
  type Renewal,
  type Renewed,
  renewFacts,
} from './screening/kept-facts.store.ts'
export { allOperations, buildApp, openServer, type ServerSettings, startApi, startWorker } from './start.ts'
