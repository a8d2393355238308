import type { Refusals, Tasks } from '../platform/jobs-runner.ts'
import { giveUpExport, makeExport, removeExpired } from './make-export.ts'

export { exportOperations } from './exports.routes.ts'
export { identifyExports, readMarks } from './marks.ts'
export type { ExportCell, ExportSource } from './source.ts'

/** The background work of this feature. */
export const exportTasks: Pick<Tasks, 'export-make' | 'export-expiry'> = {
  'export-make': async (server, { exportId }, user) => {
    if (user) await makeExport(server, exportId, user)
  },
  'export-expiry': (server) => removeExpired(server),
}

/** What is told where nobody may do the work any more. */
export const exportRefusals: Refusals = {
  'export-make': (server, { exportId }) => giveUpExport(server, exportId),
}
