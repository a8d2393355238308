import { z } from '@hono/zod-openapi'
import { command, enqueue, query, requireInReach, setProgress } from '../platform/index.ts'
import { progressEvents } from '../platform/sse.ts'
import { paging, ruleId } from '../register/index.ts'
import { getClue, listClues } from './clue-page.store.ts'
import { rulesOn, ruleTitle } from './ready-rules.ts'
import {
  findLatestScreening,
  findRunningScreening,
  getScreening,
  insertScreening,
} from './screenings.store.ts'

const label = z.object({ zh: z.string(), en: z.string() })
const id = z.object({ id: z.uuid() })
const code = z.string().regex(/^\d{12}$/)

const clueLine = z.object({
  id: z.string(),
  rule: z.string(),
  ruleTitle: label,
  severity: z.string(),
  subject: z.string(),
  state: z.string(),
  since: z.string(),
  personId: z.string(),
  personName: z.string(),
  category: z.string().nullable(),
  level: z.number().nullable(),
  regionName: z.string().nullable(),
})

const clueFilter = z.object({
  rule: ruleId.optional(),
  state: z.enum(['new', 'withdrawn']).optional(),
  region: code.optional(),
  severity: z.enum(['high', 'medium', 'low']).optional(),
})

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

/** Rules run, clues with their reason. */
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
  query({
    path: '/api/v1/screenings/{id}/events',
    summary: 'How far a run is, as server-sent events',
    right: 'screening.run',
    params: id,
    output: 'file',
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      await getScreening(ctx, params.id)
      return progressEvents(ctx, params.id)
    },
  }),
  query({
    path: '/api/v1/clues',
    summary: 'Clues in reach, names masked',
    right: 'clue.list',
    query: clueFilter.extend(paging.shape),
    output: z.object({ total: z.number(), rows: z.array(clueLine) }),
    audit: (output, { query: { page, pageSize: _, ...filter } }) => ({
      action: 'clue.list',
      details: { ...filter, page, total: 'total' in output ? output.total : 0 },
    }),
    async run(ctx, { query: { page, pageSize, ...filter } }) {
      const { total, rows } = await listClues(ctx, filter, { offset: (page - 1) * pageSize, limit: pageSize })
      return { total, rows: rows.map((r) => ({ ...r, ruleTitle: ruleTitle(r.rule) })) }
    },
  }),
  query({
    path: '/api/v1/clues/{id}',
    summary: 'One clue with its reason, clause by clause',
    right: 'clue.read',
    params: id,
    output: clueLine.extend({
      why: z.object({
        clauses: z.array(z.object({ text: label, outcome: z.boolean().nullable() })),
        ruleVersion: z.string(),
        source: z.object({ title: label, article: label.nullable() }),
        advice: label,
        rows: z.array(
          z.object({
            fileType: z.string(),
            title: z.string(),
            row: z.number().nullable(),
            day: z.string(),
            personId: z.string(),
          }),
        ),
      }),
    }),
    audit: (output) => ({
      action: 'clue.read',
      subjectKind: 'person',
      subjectId: 'personId' in output ? output.personId : null,
    }),
    async run(ctx, { params }) {
      const clue = await getClue(ctx, params.id)
      return { ...clue, ruleTitle: ruleTitle(clue.rule) }
    },
  }),
]
