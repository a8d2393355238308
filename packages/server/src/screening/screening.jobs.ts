import { problem } from '@zhucan/kernel'
import {
  housekeeper,
  inSession,
  insertAudit,
  type Server,
  setProgress,
  type User,
} from '../platform/index.ts'
import { asProblem } from '../platform/problem-response.ts'
import { applyAnswers, judge } from './clues.store.ts'
import { buildFacts } from './facts.store.ts'
import { rulesBy } from './ready-rules.ts'
import { finishScreening, getScreening } from './screenings.store.ts'

/** Runs all rules over the region of a screening: facts, one scan, clues; all of it or nothing. */
export async function runScreening(server: Server, screeningId: string, user: User): Promise<void> {
  const tell = (phase: string, done: number, total: number | null, state = 'running') =>
    inSession(server, user, (ctx) => setProgress(ctx, screeningId, { phase, done, total, state }))
  try {
    await tell('building-facts', 0, null)
    // A line that was just confirmed by another process counts.
    server.policies.forget()
    await inSession(server, user, async (ctx) => {
      const screening = await getScreening(ctx, screeningId)
      const rules = rulesBy(ctx.policy, ctx.day())
      const people = await buildFacts(ctx, screening.region, rules)
      await judge(ctx, rules)
      const counts = []
      for (const rule of rules) counts.push(await applyAnswers(ctx, rule, screening))
      await finishScreening(ctx, screeningId, { people, counts })
      await insertAudit(ctx, {
        action: 'screening.run',
        subjectKind: 'screening',
        subjectId: screeningId,
        details: { people, rules: counts.length },
      })
      await setProgress(ctx, screeningId, { phase: 'done', done: people, total: people, state: 'done' })
    })
  } catch (error) {
    const { code, params } = asProblem(error, screeningId, console.error)
    await inSession(server, user, (ctx) =>
      finishScreening(ctx, screeningId, { problem: { code, params: { ...params } } }),
    )
    await tell('failed', 0, null, 'failed')
  }
}

/** Tells that a screening was not run because who asked for it may not any more; it must not look as if it still ran. */
export async function giveUpScreening(server: Server, screeningId: string): Promise<void> {
  const { code } = problem('access.forbidden')
  await inSession(server, housekeeper, async (ctx) => {
    await finishScreening(ctx, screeningId, { problem: { code, params: {} } })
    const region = (await getScreening(ctx, screeningId)).region
    await setProgress({ ...ctx, user: { ...ctx.user, region } }, screeningId, {
      ...{ phase: 'failed', done: 0, total: null, state: 'failed' },
    })
  })
}
