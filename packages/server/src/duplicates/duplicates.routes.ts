import { z } from '@hono/zod-openapi'
import { hideNumbers, problem } from '@zhucan/kernel'
import { compareSides, findKnownPerson, placed, startingBits } from '../linking/index.ts'
import {
  type Ctx,
  command,
  enqueue,
  findProposal,
  proposalOperations,
  query,
  setProgress,
  shownProposal,
} from '../platform/index.ts'
import { progressOperation } from '../platform/progress-operation.ts'
import { paging } from '../register/index.ts'
import {
  type DuplicatePair,
  getPair,
  getRun,
  insertRun,
  listMerges,
  listPairs,
  listRuns,
} from './duplicates.store.ts'
import { seeMerged } from './merge.store.ts'
import { carryOutMerge, decideDuplicate } from './merge-persons.ts'

const id = z.object({ id: z.uuid() })
const evidence = z.array(z.object({ comparison: z.string(), level: z.string(), bits: z.number() }))
const state = z.enum(['open', 'waiting', 'merged', 'different'])

const run = z.object({
  id: z.string(),
  state: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  counts: z.record(z.string(), z.number()),
  problem: z.object({ code: z.string(), params: z.record(z.string(), z.any()) }).nullable(),
  modelVersion: z.string().nullable(),
  modelFrom: z.string().nullable(),
})

const pairLine = z.object({
  id: z.string(),
  personA: z.string(),
  personB: z.string(),
  nameA: z.string(),
  nameB: z.string(),
  weight: z.number(),
  evidence,
  state,
  version: z.number(),
})

const mergeWish = z.object({ keep: z.uuid(), version: z.number().int().positive() })

const pair = pairLine.omit({ nameA: true, nameB: true }).extend({
  start: z.number(),
  fields: z.array(
    z.object({
      field: z.string(),
      listed: z.string(),
      known: z.string(),
      differsAt: z.array(z.number()),
      isFromNumber: z.boolean(),
    }),
  ),
  /** Who wants to merge it, and which file is to stay. */
  proposal: z
    .object({
      id: z.string(),
      wish: mergeWish,
      reason: z.string().nullable(),
      madeBy: z.string(),
      madeAt: z.string(),
      isOwn: z.boolean(),
    })
    .nullable(),
  merges: z.array(
    z.object({
      kept: z.string(),
      wantedByName: z.string().nullable(),
      mergedByName: z.string(),
      mergedAt: z.string(),
      note: z.string().nullable(),
      moved: z.number(),
      undoneByName: z.string().nullable(),
      undoneAt: z.string().nullable(),
      undoneNote: z.string().nullable(),
    }),
  ),
})

const version = z.number().int().positive()
/** A note outlives what it is about, so no number rests in it. */
const note = z.string().max(500).transform(hideNumbers).optional()
const decision = z.discriminatedUnion('action', [
  z.object({ action: z.literal('merge'), keep: z.uuid(), version, note }),
  z.object({ action: z.literal('different'), version, note }),
  z.object({ action: z.literal('reopen'), version, note }),
  z.object({ action: z.literal('unmerge'), version, note }),
])

/** Two files become one when somebody else has agreed. */
const mergeProposals = proposalOperations({
  kind: 'merge',
  path: '/api/v1/merge-proposals',
  what: 'mergings of two files',
  rights: { read: 'link.review', ask: 'link.merge', confirm: 'link.confirm' },
  wish: mergeWish,
  ready: async (ctx) => {
    await seeMerged(ctx)
  },
  carryOut: carryOutMerge,
  done: ({ id: proposal, pairId, wish, madeBy, reason }) => ({
    ...{ action: 'duplicate.merge', subjectKind: 'person', subjectId: wish.keep },
    details: { pair: pairId, proposal, madeBy },
    ...(reason !== null && { reason }),
  }),
})

/** Files of the same person inside the register: proposals, merging, and taking it back. */
export const duplicateOperations = [
  ...mergeProposals,
  command({
    method: 'post',
    path: '/api/v1/duplicate-runs',
    summary: 'Look for files of the same person in the register, in the background',
    right: 'link.run',
    output: z.object({ id: z.string() }),
    audit: (output) => ({ action: 'duplicate.start', subjectKind: 'duplicate-run', subjectId: output.id }),
    async run(ctx) {
      const runId = await insertRun(ctx, ctx.user.region)
      await setProgress(ctx, runId, { phase: 'waiting', done: 0, total: null, state: 'running' })
      await enqueue(ctx, 'duplicates', { runId, userId: ctx.user.id })
      return { id: runId }
    },
  }),
  query({
    path: '/api/v1/duplicate-runs',
    summary: 'Searches for duplicates, the newest first',
    right: 'link.read',
    output: z.array(run),
    audit: 'no-personal-data',
    run: async (ctx) =>
      (await listRuns(ctx)).map(({ startedAt, finishedAt, region: _, ...rest }) => ({
        ...rest,
        startedAt: startedAt.toISOString(),
        finishedAt: finishedAt?.toISOString() ?? null,
      })),
  }),
  progressOperation({
    path: '/api/v1/duplicate-runs/{id}/events',
    what: 'a search',
    right: 'link.read',
    find: getRun,
  }),
  query({
    path: '/api/v1/duplicate-pairs',
    summary: 'Pairs of files that may be one person, the likeliest first, names masked',
    right: 'link.review',
    query: paging.extend({ state: state.default('open') }),
    output: z.object({ total: z.number(), rows: z.array(pairLine) }),
    audit: (output, { query: { page, state: which } }) => ({
      action: 'duplicate.list',
      details: { page, state: which, rows: 'rows' in output ? output.rows.length : 0 },
    }),
    async run(ctx, { query: { state: which, page, pageSize } }) {
      await seeMerged(ctx)
      return listPairs(ctx, which, { offset: (page - 1) * pageSize, limit: pageSize })
    },
  }),
  query({
    path: '/api/v1/duplicate-pairs/{id}',
    summary: 'Two files side by side, with what speaks for and against; numbers masked',
    right: 'link.review',
    params: id,
    output: pair,
    audit: (output) => looked(output, 'duplicate.look'),
    async run(ctx, { params }) {
      await seeMerged(ctx)
      return viewPair(ctx, await getPair(ctx, params.id))
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/duplicate-pairs/{id}/decide',
    summary: 'Ask that two files be merged, keep them apart, or take either back',
    right: 'link.merge',
    params: id,
    body: decision,
    output: pair,
    audit: (output, { body }) => ({
      ...looked(output, body.action === 'merge' ? 'duplicate.ask-merge' : `duplicate.${body.action}`),
      ...(body.note && { reason: body.note }),
    }),
    async run(ctx, { params, body }) {
      await decideDuplicate(ctx, params.id, body)
      return viewPair(ctx, await getPair(ctx, params.id))
    },
  }),
]

function looked(output: { id: string; personA: string; personB: string } | Response, action: string) {
  const known = 'personA' in output ? output : null
  return {
    action,
    subjectKind: 'person',
    subjectId: known?.personA ?? null,
    details: { pair: known?.id ?? null, other: known?.personB ?? null },
  }
}

async function viewPair(ctx: Ctx, found: DuplicatePair) {
  const [a, b] = await Promise.all([findKnownPerson(ctx, found.personA), findKnownPerson(ctx, found.personB)])
  if (!a || !b) throw problem('link.not-found')
  const { nameA: _a, nameB: _b, ...rest } = found
  const merges = await listMerges(ctx, found.id)
  const proposal = await findProposal(ctx, 'merge', found.id)
  return {
    ...rest,
    start: startingBits(found.weight, found.evidence),
    fields: compareSides(await placed(ctx, a), await placed(ctx, b)),
    proposal: proposal ? shownProposal(ctx, { ...proposal, wish: mergeWish.parse(proposal.wish) }) : null,
    merges: merges.map(({ id: _, gone: __, moved, mergedAt, undoneAt, ...merge }) => ({
      ...merge,
      moved: moved.length,
      mergedAt: mergedAt.toISOString(),
      undoneAt: undoneAt?.toISOString() ?? null,
    })),
  }
}
