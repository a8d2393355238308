import type { Tasks } from '../platform/jobs-runner.ts'
import { runLinking } from './run-linking.ts'

export { linkingOperations } from './linking.routes.ts'

/** The background work of this feature. */
export const linkingTasks: Pick<Tasks, 'linking'> = {
  linking: async (server, { runId }, user) => {
    if (user) await runLinking(server, runId, user)
  },
}
