import { z } from '@hono/zod-openapi'
import { indicators } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { spendExport } from '../platform/export-budget.store.ts'
import { command, enqueue, query, requireInArea, requireInReach, setProgress } from '../platform/index.ts'
import { progressEvents } from '../platform/sse.ts'
import { describe, loadBoard, loadFigurePage } from './board.ts'
import {
  alarm,
  countState,
  described,
  figure,
  label,
  measuredTarget,
  place,
  reportLine,
} from './figure-schemas.ts'
import { readyOver } from './ready-indicators.ts'
import { listRecords } from './records.store.ts'
import { findRunningSnapshot, findSnapshotFor, getSnapshot, insertSnapshot } from './snapshots.store.ts'
import { countPart, explainFigure, recordPlace, requireIndicator } from './why.ts'

const code = z.string().regex(/^\d{12}$/)
const ofRegion = z.object({ region: code.optional() })
const byCode = z.object({ indicator: z.enum(indicators.map((each) => each.code)) })

/** Figures: the board, one indicator over its regions, why it says so, and the records behind it. */
export const figureOperations = [
  query({
    path: '/api/v1/figures',
    summary: 'All indicators of a region with their age, gaps and signs',
    right: 'figure.read',
    query: ofRegion,
    output: z.object({
      day: z.string(),
      region: place,
      path: z.array(place),
      counting: countState,
      figures: z.array(described.extend({ figure, ageDays: z.number().nullable(), alarms: z.array(alarm) })),
    }),
    audit: 'no-personal-data',
    async run(ctx, { query: { region = ctx.user.region } }) {
      requireInReach(ctx, region)
      return loadBoard(ctx, region, ctx.day())
    },
  }),
  query({
    path: '/api/v1/figures/{indicator}',
    summary: 'One indicator of a region and of the regions right below it',
    right: 'figure.read',
    params: byCode,
    query: ofRegion,
    output: z.object({
      day: z.string(),
      indicator: described.extend({ definition: label }),
      path: z.array(place),
      figure,
      counting: countState.nullable(),
      ageDays: z.number().nullable(),
      completion: measuredTarget.nullable(),
      children: z.array(
        place.extend({
          hasChildren: z.boolean(),
          figure,
          ageDays: z.number().nullable(),
          weight: z.number(),
          completion: measuredTarget.nullable(),
        }),
      ),
      trend: z.array(z.object({ day: z.string(), value: z.string().nullable() })),
      summary: label,
      alarms: z.array(alarm),
    }),
    audit: 'no-personal-data',
    async run(ctx, { params, query: { region = ctx.user.region } }) {
      requireInReach(ctx, region)
      return loadFigurePage(ctx, requireIndicator(params.indicator), region)
    },
  }),
  query({
    path: '/api/v1/figures/{indicator}/why',
    summary: 'Formula, definition, version, source, time and gaps of a figure',
    right: 'figure.read',
    params: byCode,
    query: ofRegion,
    output: z.object({
      indicator: described.extend({
        definition: label,
        numerator: z.object({ label, when: z.string().optional() }),
        denominator: z.object({ label, when: z.string().optional() }).optional(),
        aliases: z.array(z.string()),
      }),
      figure,
      counting: countState.nullable(),
      arithmetic: label.nullable(),
      facts: z.array(z.object({ name: z.string(), label })),
      snapshot: z
        .object({
          day: z.string(),
          finishedAt: z.string().nullable(),
          region: z.string(),
          records: z.number(),
          lists: z.array(z.object({ fileType: z.string(), receivedOn: z.string(), region: z.string() })),
        })
        .nullable(),
      missing: z.array(z.object({ region: z.string(), name: z.string(), count: z.number() })),
      reports: z.array(reportLine),
      hasRecords: z.boolean(),
    }),
    audit: 'no-personal-data',
    async run(ctx, { params, query: { region = ctx.user.region } }) {
      requireInReach(ctx, region)
      const indicator = requireIndicator(params.indicator)
      const { snapshot, ...rest } = await explainFigure(ctx, indicator, region)
      const { definition, numerator, denominator, aliases } = indicator
      const told = {
        ...describe(indicator),
        definition,
        numerator,
        aliases: [...aliases],
        ...(denominator && { denominator }),
      }
      return { ...rest, indicator: told, snapshot: snapshot ?? null }
    },
  }),
  query({
    path: '/api/v1/figures/{indicator}/records',
    summary: 'The records behind a figure, names masked; as many as the figure says',
    right: 'figure.open',
    params: byCode,
    query: ofRegion.extend({
      part: z.enum(['counted', 'base', 'unknown']).default('counted'),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      countedOn: z.string(),
      total: z.number(),
      hidden: z.number(),
      rows: z.array(
        z.object({
          recordId: z.string(),
          personId: z.string().nullable(),
          clueId: z.string().nullable(),
          name: z.string().nullable(),
          category: z.string().nullable(),
          level: z.number().nullable(),
          regionName: z.string().nullable(),
        }),
      ),
    }),
    audit: (output, { params, query: { region, part, page } }) => ({
      action: 'figure.records',
      details: {
        indicator: params.indicator,
        part,
        page,
        ...(region && { region }),
        total: 'total' in output ? output.total : 0,
      },
    }),
    async run(ctx, { params, query: { region = ctx.user.region, part, page, pageSize } }) {
      requireInReach(ctx, region)
      const indicator = requireIndicator(params.indicator)
      const kept = recordPlace(indicator)
      const snapshot = await findSnapshotFor(ctx, region)
      if (!kept || !snapshot) throw problem('figure.not-counted')
      const order = snapshot.sources.order[kept.base] ?? readyOver(kept.base).map((each) => each.code)
      const asked = {
        snapshotId: snapshot.id,
        base: kept.base,
        position: order.indexOf(indicator.code),
        region,
        part,
      }
      const found = await listRecords(ctx, asked, { offset: (page - 1) * pageSize, limit: pageSize })
      await spendExport(ctx, { way: 'figure-records', rows: found.rows.length })
      return {
        ...found,
        total: await countPart(ctx, snapshot.id, { indicator: indicator.code, region, part }),
        countedOn: snapshot.day,
      }
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/figures/count',
    summary: 'Count all indicators of a region anew, in the background',
    right: 'figure.count',
    body: ofRegion,
    output: z.object({ id: z.string() }),
    audit: (output, { body }) => ({
      action: 'figure.count',
      subjectKind: 'indicator-snapshot',
      subjectId: output.id,
      details: { ...body },
    }),
    async run(ctx, { body }) {
      const region = body.region ?? ctx.user.region
      await requireInArea(ctx, region)
      const running = await findRunningSnapshot(ctx, region)
      if (running) return { id: running }
      const snapshotId = await insertSnapshot(ctx, region)
      await setProgress(ctx, snapshotId, { phase: 'waiting', done: 0, total: null, state: 'running' })
      await enqueue(ctx, 'indicator-count', { snapshotId, userId: ctx.user.id })
      return { id: snapshotId }
    },
  }),
  query({
    path: '/api/v1/figures/count/{id}/events',
    summary: 'How far a counting is, as server-sent events',
    right: 'figure.count',
    params: z.object({ id: z.uuid() }),
    output: 'file',
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      await getSnapshot(ctx, params.id)
      return progressEvents(ctx, params.id)
    },
  }),
]
