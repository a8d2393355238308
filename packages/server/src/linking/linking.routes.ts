import { z } from '@hono/zod-openapi'
import { type LinkAction, type LinkState, linkActions, linkStates } from '@zhucan/catalogue'
import { hideNumbers } from '@zhucan/kernel'
import { openRawList } from '../imports/index.ts'
import { command, query } from '../platform/index.ts'
import { progressOperation } from '../platform/progress-operation.ts'
import { paging } from '../register/index.ts'
import { startRun } from './changed-people.ts'
import { precisionBounds, recallBounds, type Stratum } from './clerical-sample.ts'
import { decidePair, judgeSample } from './decide-pair.ts'
import { viewPair } from './pair-view.ts'
import { getPair, listPairs } from './pairs.store.ts'
import { expectedBelow } from './quality.ts'
import { getRun, type LinkRun, listRuns } from './runs.store.ts'
import { drawSample } from './sample.store.ts'

const id = z.object({ id: z.uuid() })
const state = z.enum(Object.keys(linkStates) as [LinkState, ...LinkState[]])
const action = z.enum(Object.keys(linkActions) as [LinkAction, ...LinkAction[]])
const version = z.number().int().positive()
/** A note outlives what it is about, so no number rests in it. */
const note = z.string().max(500).transform(hideNumbers).optional()

const evidence = z.array(z.object({ comparison: z.string(), level: z.string(), bits: z.number() }))
const counts = z.record(z.string(), z.number())

const answers = z.object({ same: z.number(), differs: z.number(), unsure: z.number() })

const bounds = z.object({ low: z.number(), high: z.number() })

const quality = z.object({
  histogram: z.array(z.object({ from: z.number(), pairs: z.number(), expected: z.number() })),
  groups: z.array(
    z.object({
      by: z.enum(['region', 'form']),
      key: z.string(),
      name: z.string(),
      rows: z.number(),
      linked: z.number(),
      expected: z.number(),
      found: z.number(),
      unseen: z.number().optional(),
    }),
  ),
  precision: z.number().nullable(),
  recall: z.number().nullable(),
})

const run = z.object({
  id: z.string(),
  listId: z.string(),
  listTitle: z.string(),
  fileType: z.string(),
  region: z.string(),
  state: z.string(),
  day: z.string(),
  startedAt: z.string(),
  startedByName: z.string().nullable(),
  finishedAt: z.string().nullable(),
  reason: z.enum(['asked', 'register-changed']),
  oneToOne: z.boolean().nullable(),
  modelVersion: z.string().nullable(),
  modelFrom: z.string().nullable(),
  counts,
  states: counts,
  rules: z.array(z.object({ id: z.string(), pairs: z.number(), refused: z.boolean() })),
  quality: quality.nullable(),
  problem: z.object({ code: z.string(), params: z.record(z.string(), z.any()) }).nullable(),
  sample: z.object({
    drawn: z.number(),
    left: z.number(),
    undrawn: z.number(),
    links: answers,
    questions: answers,
    precision: bounds.nullable(),
    recall: bounds.nullable(),
  }),
  newer: z.object({ id: z.string(), startedAt: z.string() }).nullable(),
})

const pairHead = {
  id: z.string(),
  sheet: z.number(),
  row: z.number(),
  weight: z.number(),
  rivals: z.number(),
  guarded: z.boolean(),
  needsTwo: z.boolean(),
  remembered: z.boolean(),
  state: z.string(),
  sample: z.string(),
  version: z.number(),
  evidence,
}

const pair = z.object({
  ...pairHead,
  runId: z.string(),
  listId: z.string(),
  listTitle: z.string(),
  fileType: z.string(),
  personId: z.string(),
  start: z.number(),
  isLinked: z.boolean(),
  isRawGone: z.boolean(),
  actions: z.array(z.string()),
  fields: z.array(
    z.object({
      field: z.string(),
      listed: z.string(),
      known: z.string(),
      differsAt: z.array(z.number()),
      isFromNumber: z.boolean(),
    }),
  ),
  others: z.array(z.object({ id: z.string(), weight: z.number(), state: z.string() })),
  events: z.array(
    z.object({
      version: z.number(),
      at: z.string(),
      actorName: z.string().nullable(),
      action: z.string(),
      toState: z.string(),
      note: z.string().nullable(),
    }),
  ),
})

/** Linkage by likeness: runs over lists, and people who decide. */
export const linkingOperations = [
  command({
    method: 'post',
    path: '/api/v1/link-runs',
    summary: 'Look for the people behind the rows of a list that no number led from, in the background',
    right: 'link.run',
    body: z.object({ listId: z.uuid() }),
    output: z.object({ id: z.string() }),
    audit: (output) => ({ action: 'link.start', subjectKind: 'link-run', subjectId: output.id }),
    async run(ctx, { body }) {
      const list = await openRawList(ctx, body.listId)
      return { id: await startRun(ctx, { id: body.listId, region: list.region }, 'asked') }
    },
  }),
  query({
    path: '/api/v1/link-runs',
    summary: 'Runs over one list or over all, the newest first',
    right: 'link.read',
    query: z.object({ list: z.uuid().optional() }),
    output: z.array(run),
    audit: 'no-personal-data',
    run: async (ctx, { query: { list } }) => (await listRuns(ctx, list ?? null)).map(shownRun),
  }),
  query({
    path: '/api/v1/link-runs/{id}',
    summary: 'One run: what it found, by which rules, and how good it is',
    right: 'link.read',
    params: id,
    output: run,
    audit: 'no-personal-data',
    run: async (ctx, { params }) => shownRun(await getRun(ctx, params.id)),
  }),
  progressOperation({
    path: '/api/v1/link-runs/{id}/events',
    what: 'a run',
    right: 'link.read',
    find: getRun,
  }),
  query({
    path: '/api/v1/link-runs/{id}/pairs',
    summary: 'Pairs of a run in some states, the likeliest first, names masked',
    right: 'link.review',
    params: id,
    query: paging.extend({
      state: z
        .string()
        .transform((text) => text.split(','))
        .pipe(z.array(state).min(1)),
      sampled: z.enum(['true', 'false']).default('false'),
    }),
    output: z.object({
      total: z.number(),
      rows: z.array(z.object({ ...pairHead, name: z.string() })),
    }),
    audit: (output, { params, query: { page } }) => ({
      action: 'link.pairs',
      subjectKind: 'link-run',
      subjectId: params.id,
      details: { page, rows: 'rows' in output ? output.rows.length : 0 },
    }),
    async run(ctx, { params, query: { state: states, sampled, page, pageSize } }) {
      await getRun(ctx, params.id)
      const filter = { states, sampled: sampled === 'true' }
      return listPairs(ctx, params.id, filter, { offset: (page - 1) * pageSize, limit: pageSize })
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/link-runs/{id}/sample',
    summary: 'Draw pairs from each band of weights for a person to judge',
    right: 'link.review',
    params: id,
    body: z.object({ size: z.number().int().min(1).max(500) }),
    output: z.object({ drawn: z.number() }),
    audit: (output, { params }) => ({
      action: 'link.sample',
      subjectKind: 'link-run',
      subjectId: params.id,
      details: { drawn: output.drawn },
    }),
    async run(ctx, { params, body }) {
      await getRun(ctx, params.id)
      return { drawn: await drawSample(ctx, params.id, body.size) }
    },
  }),
  query({
    path: '/api/v1/link-pairs/{id}',
    summary: 'A row and a person side by side, with what speaks for and against; numbers masked',
    right: 'link.review',
    params: id,
    output: pair,
    audit: (output) => ({
      action: 'link.look',
      subjectKind: 'person',
      subjectId: 'personId' in output ? output.personId : null,
      details: { pair: 'id' in output ? output.id : null },
    }),
    run: async (ctx, { params }) => viewPair(ctx, await getPair(ctx, params.id)),
  }),
  command({
    method: 'post',
    path: '/api/v1/link-pairs/{id}/decide',
    summary: 'Decide about a pair: accept, reject, unsure, confirm, refuse, take back, look again',
    right: 'link.review',
    params: id,
    body: z.object({ action, version, note }),
    output: pair,
    audit: (output, { body }) => decided(output, body.action, body.note),
    run: async (ctx, { params, body }) => viewPair(ctx, await decidePair(ctx, params.id, body)),
  }),
  command({
    method: 'post',
    path: '/api/v1/link-pairs/{id}/judge',
    summary: 'Say whether a drawn link is right; one that is wrong is taken back',
    right: 'link.review',
    params: id,
    body: z.object({ agrees: z.boolean(), version, note }),
    output: pair,
    audit: (output, { body }) => decided(output, body.agrees ? 'sample-agrees' : 'sample-differs', body.note),
    run: async (ctx, { params, body }) => viewPair(ctx, await judgeSample(ctx, params.id, body)),
  }),
]

function decided(
  { id: pairId, personId, state: to }: { id: string; personId: string; state: string },
  done: string,
  why?: string,
) {
  return {
    action: 'link.decide',
    subjectKind: 'person',
    subjectId: personId,
    details: { pair: pairId, done, state: to },
    ...(why && { reason: why }),
  }
}

function shownRun({ startedAt, finishedAt, sample, strata, newer, ...rest }: LinkRun) {
  return {
    ...rest,
    newer: newer && { ...newer, startedAt: newer.startedAt.toISOString() },
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    sample: {
      ...sample,
      links: answersOf(strata, 'link'),
      questions: answersOf(strata, 'review'),
      precision: precisionBounds(strata),
      recall: recallBounds({
        strata,
        below: expectedBelow(rest.quality?.histogram ?? []),
        unseen: unseenOf(rest.quality),
      }),
    },
  }
}

/** What people said of the pairs of a kind that were drawn. */
function answersOf(strata: LinkRun['strata'], kind: Stratum['kind']) {
  const sum = (of: 'same' | 'differs' | 'unsure') =>
    strata.reduce((all, band) => all + (band.kind === kind ? band[of] : 0), 0)
  return { same: sum('same'), differs: sum('differs'), unsure: sum('unsure') }
}

/** Rows to which nobody came near; runs of before did not count them. */
const unseenOf = (quality: LinkRun['quality']) =>
  (quality?.groups ?? [])
    .filter(({ by }) => by === 'region')
    .reduce((sum, { unseen }) => sum + (unseen ?? 0), 0)
