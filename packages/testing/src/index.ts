export { type TestDatabase, testDatabase } from './database.ts'
export { default as startTestRun } from './vitest-global-setup.ts'
