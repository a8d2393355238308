import type { Tasks } from '../platform/jobs-runner.ts'
import { auditOperations } from './audit.routes.ts'
import { checkChain } from './audit-check.store.ts'
import { glassOperations } from './glass.routes.ts'

export { looksSource } from './looks.ts'

/** What those who watch over the use of the data may ask for. */
export const oversightOperations = [...auditOperations, ...glassOperations]

/** The background work of this feature. */
export const oversightTasks: Pick<Tasks, 'audit-verify'> = { 'audit-verify': (server) => checkChain(server) }
