import type { Tasks } from '../platform/jobs-runner.ts'
import { runDuplicates } from './run-duplicates.ts'

export { duplicateOperations } from './duplicates.routes.ts'

/** The background work of this feature. */
export const duplicateTasks: Pick<Tasks, 'duplicates'> = {
  duplicates: async (server, { runId }, user) => {
    if (user) await runDuplicates(server, runId, user)
  },
}
