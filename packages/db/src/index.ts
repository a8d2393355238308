export { allowBackups } from './backup/backup-policies.ts'
export {
  type AppliedMigration,
  openSnapshot,
  type Snapshot,
  type WaitingJob,
} from './backup/export-tables.ts'
export { type ImportRequest, importTables, type TableLoader } from './backup/import-tables.ts'
export {
  compareTallies,
  type TableTally,
  type TallyDifference,
  tallyRows,
} from './backup/row-tally.ts'
export type { CopiedTable } from './backup/table-list.ts'
export * from './connection.ts'
export { type DatabaseState, databaseState } from './database-state.ts'
export { type EmbeddedOptions, type EmbeddedServer, startEmbedded, stopEmbedded } from './embedded.ts'
export { type FolderLock, folderHolder, lockFolder } from './folder-lock.ts'
export { type MigrationReport, migrate, requireKnownSchema } from './migrate.ts'
export { type DatabaseOptions, type OpenDatabase, openDatabase } from './open-database.ts'
export { isAlive, processIdentity } from './process-identity.ts'
export { requireSafeServer } from './safe-server.ts'
export type * from './schema.ts'
export type * from './schema-accounts.ts'
export type * from './schema-clues.ts'
export type * from './schema-duplicates.ts'
export type * from './schema-governance.ts'
export type * from './schema-indicators.ts'
export type * from './schema-linking.ts'
export type * from './schema-papers.ts'
export type * from './schema-policy.ts'
export type * from './schema-proposals.ts'
export { type TransactionSettings, withTransaction } from './transaction.ts'
