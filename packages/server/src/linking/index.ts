import type { Tasks } from '../platform/jobs-runner.ts'
import { renewLinks } from './changed-people.ts'
import { runLinking } from './run-linking.ts'

export { type ComparedField, compareSides, placed } from './compared-fields.ts'
export { readEvidence, startingBits } from './evidence.ts'
export { linkingOperations } from './linking.routes.ts'
export { findKnownPerson } from './people.store.ts'
export { appendPeople, digitEngine } from './people-side.ts'

/** The background work of this feature. */
export const linkingTasks: Pick<Tasks, 'linking' | 'links-renew'> = {
  linking: async (server, { runId }, user) => {
    if (user) await runLinking(server, runId, user)
  },
  'links-renew': async (server, _, user) => {
    if (user) await renewLinks(server, user)
  },
}
