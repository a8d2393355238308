import { problem } from '@zhucan/kernel'
import { findUser } from '../access/index.ts'
import { inSession, type Server } from '../platform/index.ts'
import type { Refusals, Tasks } from '../platform/jobs-runner.ts'
import { giveUpScreening, runScreening } from './screening.jobs.ts'
import { insertScreening } from './screenings.store.ts'

export { buildFacts } from './facts.store.ts'
export { findRule, findRuleVersion, rulesOn, ruleTitle } from './ready-rules.ts'
export { rehearse, requireCondition } from './rehearse.store.ts'
export { runScreening } from './screening.jobs.ts'
export { screeningOperations } from './screening.routes.ts'
export { findLatestScreening, insertScreening } from './screenings.store.ts'

/** Runs all rules over a user's own region at once, without the queue: for the demo's first filling and the bench. */
export async function screenRegion(server: Server, userId: string): Promise<string> {
  const user = await findUser(server, userId)
  if (!user) throw problem('access.no-appointment')
  const id = await inSession(server, user, (ctx) => insertScreening(ctx, user.region))
  await runScreening(server, id, user)
  return id
}

/** What is told where nobody may do the work any more. */
export const screeningRefusals: Refusals = {
  screening: (server, { screeningId }) => giveUpScreening(server, screeningId),
}

/** The background work of this feature. */
export const screeningTasks: Pick<Tasks, 'screening'> = {
  screening: async (server, { screeningId }, user) => {
    if (user) await runScreening(server, screeningId, user)
  },
}
