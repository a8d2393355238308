import type { Tasks } from '../platform/jobs-runner.ts'
import { runScreening } from './screening.jobs.ts'

export { rulesOn, ruleTitle } from './ready-rules.ts'
export { runScreening } from './screening.jobs.ts'
export { screeningOperations } from './screening.routes.ts'
export { findLatestScreening, insertScreening } from './screenings.store.ts'

/** The background work of this feature. */
export const screeningTasks: Pick<Tasks, 'screening'> = {
  screening: async (server, { screeningId }, user) => {
    if (user) await runScreening(server, screeningId, user)
  },
}
