import { z } from '@hono/zod-openapi'
import { command, enqueue, query, requireInReach, setProgress } from '../platform/index.ts'
import { progressOperation } from '../platform/progress-operation.ts'
import { rulesOn } from './ready-rules.ts'
import {
  findLatestScreening,
  findRunningScreening,
  getScreening,
  insertScreening,
} from './screenings.store.ts'

const label = z.object({ zh: z.string(), en: z.string() })
const code = z.string().regex(/^\d{12}$/)

const screening = z.object({
  id: z.string(),
  day: z.string(),
  finishedAt: z.string().nullable(),
  people: z.number().nullable(),
  rules: z.array(
    z.object({
      id: z.string(),
      title: label,
      severity: z.string(),
      clues: z.number(),
      cannotSay: z.number(),
      missing: z.array(z.object({ facts: z.array(z.string()), count: z.number() })),
    }),
  ),
})

/** Rules run. */
export const screeningOperations = [
  command({
    method: 'post',
    path: '/api/v1/screenings',
    summary: 'Run all rules over a region, in the background',
    right: 'screening.run',
    body: z.object({ region: code.optional() }),
    output: z.object({ id: z.string() }),
    audit: (output) => ({ action: 'screening.start', subjectKind: 'screening', subjectId: output.id }),
    async run(ctx, { body }) {
      const region = body.region ?? ctx.user.region
      requireInReach(ctx, region)
      const running = await findRunningScreening(ctx, region)
      if (running) return { id: running }
      const screeningId = await insertScreening(ctx, region)
      await setProgress(ctx, screeningId, { phase: 'waiting', done: 0, total: null, state: 'running' })
      await enqueue(ctx, 'screening', { screeningId, userId: ctx.user.id })
      return { id: screeningId }
    },
  }),
  query({
    path: '/api/v1/screenings/latest',
    summary: 'The last run that ended, by rule',
    right: 'screening.read',
    output: screening.nullable(),
    audit: 'no-personal-data',
    async run(ctx) {
      const latest = await findLatestScreening(ctx)
      if (!latest) return null
      const counts = new Map(latest.counts.map((c) => [c.rule, c]))
      return {
        ...latest,
        finishedAt: latest.finishedAt?.toISOString() ?? null,
        rules: rulesOn(ctx.day()).map(({ definition: r }) => ({
          id: r.id,
          title: r.title,
          severity: r.severity,
          clues: counts.get(r.id)?.clues ?? 0,
          cannotSay: counts.get(r.id)?.cannotSay ?? 0,
          missing: counts.get(r.id)?.missing ?? [],
        })),
      }
    },
  }),
  progressOperation({
    path: '/api/v1/screenings/{id}/events',
    what: 'a run',
    right: 'screening.run',
    find: getScreening,
  }),
]
