import { openAnalysis } from '@zhucan/analysis'
import { duplicatesSql, groupDuplicates, identityPlan, scoreSides } from '@zhucan/matching'
import { appendPeople, digitEngine, readEvidence } from '../linking/index.ts'
import { type Ctx, inSession, insertAudit, type Server, setProgress, type User } from '../platform/index.ts'
import { asProblem } from '../platform/problem-response.ts'
import { endRun, findModel, getRun, proposePairs } from './duplicates.store.ts'
import { readDuplicates } from './found-duplicates.store.ts'

const table = 'register_person'
/** Below even odds nobody is asked. */
const least = 0

/** Looks for files of the same person among everybody in reach: proposals only, nothing is changed. */
export async function runDuplicates(server: Server, runId: string, user: User): Promise<void> {
  const tell = (phase: string, state = 'running') =>
    inSession(server, user, (ctx) => setProgress(ctx, runId, { phase, done: 0, total: null, state }))
  try {
    await tell('reading')
    await inSession(server, user, (ctx) => findDuplicates(ctx, runId))
    await tell('done', 'done')
  } catch (error) {
    const wrong = asProblem(error, runId, console.error)
    await inSession(server, user, (ctx) =>
      endRun(ctx, runId, { problem: { code: wrong.code, params: { ...wrong.params } } }),
    )
    await tell('failed', 'failed')
  }
}

async function findDuplicates(ctx: Ctx, runId: string): Promise<void> {
  const run = await getRun(ctx, runId)
  if (run.state !== 'running') return
  const analysis = await openAnalysis(await digitEngine(ctx))
  try {
    const people = await appendPeople(ctx, analysis, table)
    const known = await findModel(ctx)
    const report = await scoreSides(analysis, {
      plan: identityPlan(),
      sides: { left: table, right: table },
      trainedOn: `register of ${ctx.user.region} on ${ctx.day()}`,
      ...(known && { model: known.model }),
    })
    await groupDuplicates(analysis)
    const found = (await readDuplicates(analysis, duplicatesSql, least)).map(
      ({ a, b, weight, evidence }) => ({
        a: people[a]!.id,
        b: people[b]!.id,
        weight,
        evidence: readEvidence(evidence),
      }),
    )
    const open = await proposePairs(ctx, runId, found)
    const counts = { people: people.length, compared: report.pairs, found: found.length, open }
    const modelFrom = report.trained ? null : (known?.runId ?? null)
    await endRun(ctx, runId, { counts, model: report.model, modelFrom })
    await insertAudit(ctx, {
      action: 'duplicate.run',
      subjectKind: 'duplicate-run',
      subjectId: runId,
      details: { ...counts, model: report.model.version },
    })
  } finally {
    await analysis.close()
  }
}
