import { z } from '@hono/zod-openapi'
import { command, query } from '../platform/index.ts'
import { insertAct } from './acts.store.ts'
import { loadOffice } from './office.store.ts'
import { countOrganisations, countPlaces, listWaiting, remindGiven } from './supervision.store.ts'
import { indicatorLabel } from './target-view.ts'
import { insertWatch, liftWatch, listWatched } from './watch.store.ts'
import { lowerRegions } from './weights.store.ts'
import { code, id, label, note, reason } from './work-shapes.ts'

const cell = z.object({ place: z.string(), kind: z.string(), colour: z.string(), count: z.number() })
const titled = z.object({ kind: z.enum(['target', 'task']), title: z.string() })

/** A task has its own title, a target that of its indicator. */
const titleOf = (piece: { kind: string; title: string }) =>
  piece.kind === 'target' ? indicatorLabel(piece.title) : { zh: piece.title, en: piece.title }

const reading = [
  query({
    path: '/api/v1/supervision/board',
    summary: 'Deadlines still to be met by place, department and colour; each count opens its rows',
    right: 'supervision.read',
    query: z.object({ region: code.optional() }),
    output: z.object({
      day: z.string(),
      region: z.string(),
      places: z.array(z.object({ code: z.string(), name: z.string(), level: z.number() })),
      cells: z.array(cell),
      organisations: z.array(cell.extend({ name: z.string() })),
    }),
    audit: 'no-personal-data',
    async run(ctx, { query: asked }) {
      const region = asked.region ?? ctx.user.region
      const places = await lowerRegions(ctx, region)
      return {
        ...{ day: ctx.day(), region, places },
        cells: await countPlaces(
          ctx,
          region,
          places.map((place) => place.code),
        ),
        organisations: await countOrganisations(ctx, region),
      }
    },
  }),
  query({
    path: '/api/v1/supervision/mine',
    summary: "What waits for one's own office, the nearest deadline first",
    right: 'task.read',
    output: z.array(
      titled.extend({
        id: z.string(),
        why: z.string(),
        label,
        value: z.string().nullable(),
        unit: z.string().nullable(),
        form: z.string().nullable(),
        place: z.string().nullable(),
        state: z.string(),
        due: z.string().nullable(),
        colour: z.string(),
        remindedOn: z.string().nullable(),
      }),
    ),
    audit: 'no-personal-data',
    run: async (ctx) =>
      (await listWaiting(ctx, await loadOffice(ctx))).map((piece) => ({ ...piece, label: titleOf(piece) })),
  }),
  query({
    path: '/api/v1/supervision/watch',
    summary: 'The list of close supervision by place and department',
    right: 'supervision.read',
    query: z.object({
      region: code.optional(),
      past: z
        .enum(['true', 'false'])
        .default('false')
        .transform((text) => text === 'true'),
    }),
    output: z.array(
      titled.extend({
        id: z.string(),
        pieceId: z.string(),
        label,
        value: z.string().nullable(),
        region: z.string(),
        regionName: z.string().nullable(),
        organisationName: z.string().nullable(),
        state: z.string(),
        due: z.string().nullable(),
        colour: z.string(),
        reason: z.string(),
        fromDay: z.string(),
        untilDay: z.string().nullable(),
      }),
    ),
    audit: 'no-personal-data',
    run: async (ctx, { query: asked }) =>
      (await listWatched(ctx, asked)).map((piece) => ({ ...piece, label: titleOf(piece) })),
  }),
]

const acting = [
  command({
    method: 'post',
    path: '/api/v1/supervision/watch',
    summary: 'Put a piece of work on the list of close supervision',
    right: 'supervision.watch',
    body: z.object({ kind: z.enum(['target', 'task']), pieceId: z.uuid(), reason }),
    output: z.object({ id: z.string() }),
    audit: (_output, { body }) => ({
      action: 'supervision.watch',
      subjectKind: body.kind,
      subjectId: body.pieceId,
      fields: ['reason'],
    }),
    run: async (ctx, { body }) => ({ id: await insertWatch(ctx, body) }),
  }),
  command({
    method: 'post',
    path: '/api/v1/supervision/{id}/lift',
    summary: 'Take a piece off the list; the entry stays',
    right: 'supervision.watch',
    params: id,
    body: z.object({ note: reason }),
    output: z.object({ id: z.string() }),
    audit: (output) => ({
      action: 'supervision.lift',
      subjectKind: 'work-watch',
      subjectId: output.id,
      fields: ['until'],
    }),
    async run(ctx, { params, body }) {
      await liftWatch(ctx, params.id, body.note)
      return { id: params.id }
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/supervision/remind',
    summary: 'Remind of everything one gave whose deadline is near or over',
    right: 'supervision.remind',
    body: z.object({
      from: z.enum(['blue', 'orange', 'red']),
      region: code.optional(),
      note: note.optional(),
    }),
    output: z.object({ targets: z.number(), tasks: z.number() }),
    audit: (output, { body }) => ({
      action: 'supervision.remind',
      fields: ['remindedOn'],
      details: { from: body.from, region: body.region ?? null, ...output },
    }),
    async run(ctx, { body }) {
      const details = { from: body.from, region: body.region ?? null }
      const actId = await insertAct(ctx, { kind: 'task', action: 'remind', note: body.note, details })
      return remindGiven(ctx, await loadOffice(ctx), actId, body)
    },
  }),
]

/** The board, one's own list, reminders and close supervision. */
export const supervision = [...reading, ...acting]
