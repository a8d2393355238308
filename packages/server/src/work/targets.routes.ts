import { z } from '@hono/zod-openapi'
import type { Completion } from '../indicators/index.ts'
import { query } from '../platform/index.ts'
import { paging } from '../register/index.ts'
import { completionOf } from './completion.ts'
import { loadOffice } from './office.store.ts'
import { proposeFromNotice } from './proposals.store.ts'
import { findSharers } from './split.store.ts'
import { previewSplit } from './split-target.ts'
import { countTargets, listTargets, type TargetLine } from './target-list.store.ts'
import { getClause, getTarget, targetHistory } from './target-page.store.ts'
import {
  proposal,
  sharer,
  splitPreview,
  splitRequest,
  sum,
  targetFilter,
  targetLine,
} from './target-shapes.ts'
import { showTarget, sumOfParts } from './target-view.ts'
import { clause, id, label, workLine } from './work-shapes.ts'

const completion = z
  .object({
    version: z.number(),
    value: z.string().nullable(),
    measuredBy: z.enum(['region', 'office', 'region-for-office']),
    unit: z.string(),
    percent: z.string().nullable(),
    left: z.string().nullable(),
    timePassed: z.string(),
    status: z.string(),
    statusText: label,
    ageDays: z.number().nullable(),
    figure: z.object({
      source: z.string(),
      day: z.string().nullable(),
      missingPlaces: z.number(),
      coverage: z.object({ have: z.number(), due: z.number() }),
    }),
    alarms: z.array(z.object({ code: z.string(), text: label })),
  })
  .nullable()

const withCompletion = <Line extends TargetLine>(rows: readonly Line[], known: Map<string, Completion>) =>
  rows.map((row) => ({ ...row, completion: known.get(row.id) ?? null }))

const shownLine = targetLine.extend({ completion })

/** What one may ask of targets. */
export const targetReading = [
  query({
    path: '/api/v1/targets',
    summary: "Targets: one's own, those one gave, or all of the area",
    right: 'target.read',
    query: targetFilter.extend(paging.shape),
    output: z.object({ total: z.number(), rows: z.array(shownLine) }),
    audit: 'no-personal-data',
    async run(ctx, { query: { page, pageSize, ...filter } }) {
      const office = await loadOffice(ctx)
      const { total, rows } = await listTargets(ctx, office, filter, {
        offset: (page - 1) * pageSize,
        limit: pageSize,
      })
      const known = await completionOf(ctx, rows)
      return {
        total,
        rows: withCompletion(
          rows.map((row) => showTarget(ctx, office, row)),
          known,
        ),
      }
    },
  }),
  query({
    path: '/api/v1/targets/counts',
    summary: 'How many targets share a state and a colour; each count opens into its rows',
    right: 'target.read',
    query: targetFilter,
    output: z.array(z.object({ state: z.string(), colour: z.string(), count: z.number() })),
    audit: 'no-personal-data',
    run: async (ctx, { query: filter }) => countTargets(ctx, await loadOffice(ctx), filter),
  }),
  query({
    path: '/api/v1/targets/proposals',
    summary: 'What the confirmed items of a notice could become, and what they became already',
    right: 'target.give',
    query: z.object({ notice: z.uuid() }),
    output: z.array(proposal),
    audit: 'no-personal-data',
    run: (ctx, { query: { notice } }) => proposeFromNotice(ctx, notice),
  }),
  query({
    path: '/api/v1/targets/{id}',
    summary: 'One target with its clause and how its shares add up',
    right: 'target.read',
    params: id,
    output: shownLine.extend({
      rootId: z.string(),
      splitBy: z.string().nullable(),
      since: z.string(),
      until: z.string().nullable(),
      clause: clause.nullable(),
      sum: sum.nullable(),
      sharers: z.array(sharer),
    }),
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      const office = await loadOffice(ctx)
      const { partsSum, ...target } = await getTarget(ctx, params.id)
      const known = await completionOf(ctx, [target])
      return {
        ...showTarget(ctx, office, target),
        completion: known.get(target.id) ?? null,
        clause: await getClause(ctx, 'target', target.id),
        sum: sumOfParts(target, partsSum),
        sharers: await findSharers(ctx, target.region),
      }
    },
  }),
  query({
    path: '/api/v1/targets/{id}/history',
    summary: 'What was done with a target, oldest first',
    right: 'target.read',
    params: id,
    output: z.array(workLine),
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      await getTarget(ctx, params.id)
      return targetHistory(ctx, params.id)
    },
  }),
  query({
    method: 'post',
    path: '/api/v1/targets/{id}/split-preview',
    summary: 'How a division would come out; nothing is written',
    right: 'target.give',
    params: id,
    body: splitRequest,
    output: splitPreview,
    audit: 'no-personal-data',
    run: (ctx, { params, body }) => previewSplit(ctx, params.id, body),
  }),
]
