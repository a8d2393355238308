import { z } from '@hono/zod-openapi'
import { type ClueAction, rightOfClueAction } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { type Ctx, command, type Operation } from '../platform/index.ts'
import { type BulkAnswer, issueMany, passUpMany, receiveMany, undoBulk } from './bulk-actions.ts'
import {
  type Acted,
  answerClue,
  answerSample,
  closeClue,
  handleClue,
  issueClue,
  passUpClue,
  reopenClue,
  returnClue,
  type Seen,
  takeClue,
} from './clue-actions.ts'
import { lockClue, stepFor } from './clue-moves.store.ts'
import { acted, bodies, bulkAnswer, evidence, id } from './clue-shapes.ts'
import { drawSample } from './draw-sample.ts'
import { insertEvidence } from './evidence.store.ts'
import { enterEvidence, receiveEvidence } from './evidence-file.ts'

interface OneAction<B extends z.ZodObject> {
  action: ClueAction
  summary: string
  body: B
  /** Which fields of the body the record of the act may name; never their texts. */
  fields: string[]
  run(ctx: Ctx, seen: Seen, body: z.infer<B>): Promise<Acted>
}

/** An action on one clue: its right, its entry and its answer are the same for all. */
function onOne<B extends z.ZodObject>({ action, summary, body, fields, run }: OneAction<B>): Operation {
  return command({
    method: 'post',
    path: `/api/v1/clues/{id}/${action}`,
    summary,
    right: rightOfClueAction[action],
    params: id,
    body,
    output: acted,
    audit: (output, { params }) => ({
      action: `clue.${action}`,
      subjectKind: 'clue',
      subjectId: params.id,
      fields: ['state', 'holder', ...fields],
      details: { state: output.state, holder: output.holder },
    }),
    run: (ctx, input) =>
      run(ctx, { id: input.params.id, version: (input.body as { version: number }).version }, input.body),
  })
}

const single = [
  onOne({
    action: 'issue',
    summary: 'Send a clue down to a township or village',
    body: bodies.issue,
    fields: ['office', 'due'],
    run: (ctx, seen, body) => issueClue(ctx, seen, body),
  }),
  onOne({
    action: 'receive',
    summary: 'Take a clue that was sent',
    body: bodies.seen,
    fields: [],
    run: (ctx, seen) => takeClue(ctx, seen, 'receive'),
  }),
  onOne({
    action: 'verify',
    summary: 'Set out to check a clue',
    body: bodies.seen,
    fields: [],
    run: (ctx, seen) => takeClue(ctx, seen, 'verify'),
  }),
  onOne({
    action: 'feedback',
    summary: 'Say what was found, with evidence',
    body: bodies.feedback,
    fields: ['verdict', 'finding', 'files'],
    run: (ctx, seen, body) => answerClue(ctx, seen, body),
  }),
  onOne({
    action: 'pass-up',
    summary: 'Send an answer on to the county',
    body: bodies.noted,
    fields: [],
    run: (ctx, seen, { note }) => passUpClue(ctx, seen, note),
  }),
  onOne({
    action: 'return',
    summary: 'Send an answer back to be done again',
    body: bodies.return,
    fields: ['note', 'due'],
    run: (ctx, seen, { note, due }) => returnClue(ctx, seen, note, due),
  }),
  onOne({
    action: 'sample-result',
    summary: 'Enter the second look',
    body: bodies.sampleResult,
    fields: ['sample', 'finding', 'files'],
    run: (ctx, seen, body) => answerSample(ctx, seen, body),
  }),
  onOne({
    action: 'handle',
    summary: 'Enter what the county decided',
    body: bodies.handle,
    fields: ['handling'],
    run: (ctx, seen, body) => handleClue(ctx, seen, body),
  }),
  onOne({
    action: 'close',
    summary: 'Close a clue',
    body: bodies.noted,
    fields: [],
    run: (ctx, seen, { note }) => closeClue(ctx, seen, note),
  }),
  onOne({
    action: 'reopen',
    summary: 'Take a closed clue up again',
    body: bodies.reopen,
    fields: ['note'],
    run: (ctx, seen, { note }) => reopenClue(ctx, seen, note),
  }),
]

const told = (action: string, { bulkId, done, skipped }: BulkAnswer) => ({
  action,
  subjectKind: 'clue-bulk',
  subjectId: bulkId,
  fields: ['state', 'holder'],
  details: { done, skipped: skipped.map(({ reason, count }) => ({ reason, count })) },
})

const many = [
  command({
    method: 'post',
    path: '/api/v1/clues/issue',
    summary: 'Send many clues down, in one transaction',
    right: 'clue.issue',
    body: bodies.issueMany,
    output: bulkAnswer,
    audit: (output) => told('clue.issue-many', output as BulkAnswer),
    run: (ctx, { body: { clues, filter, ...issuing } }) => issueMany(ctx, { clues, filter }, issuing),
  }),
  command({
    method: 'post',
    path: '/api/v1/clues/receive',
    summary: 'Take many clues that were sent',
    right: 'clue.receive',
    body: bodies.many,
    output: bulkAnswer,
    audit: (output) => told('clue.receive-many', output as BulkAnswer),
    run: (ctx, { body }) => receiveMany(ctx, body),
  }),
  command({
    method: 'post',
    path: '/api/v1/clues/pass-up',
    summary: 'Send many answers on to the county',
    right: 'clue.pass-up',
    body: bodies.passUpMany,
    output: bulkAnswer,
    audit: (output) => told('clue.pass-up-many', output as BulkAnswer),
    run: (ctx, { body: { clues, filter, note } }) => passUpMany(ctx, { clues, filter }, note),
  }),
  command({
    method: 'post',
    path: '/api/v1/clues/undo',
    summary: 'Take a bulk action back where nobody has acted on it since',
    right: 'clue.receive',
    body: bodies.undo,
    output: bulkAnswer,
    audit: (output) => told('clue.undo', output as BulkAnswer),
    run: (ctx, { body: { bulkId } }) => undoBulk(ctx, bulkId),
  }),
  command({
    method: 'post',
    path: '/api/v1/clues/sample',
    summary: 'Draw a share of the answered clues for a second look, by a seed on record',
    right: 'clue.sample',
    body: bodies.sample,
    output: z.object({
      sampleId: z.string(),
      seed: z.string(),
      rate: z.number(),
      population: z.number(),
      drawn: z.number(),
    }),
    audit: (output) => ({
      action: 'clue.sample',
      subjectKind: 'clue-bulk',
      subjectId: output.sampleId,
      fields: ['state', 'sample'],
      details: { ...output },
    }),
    run: (ctx, { body: { filter, rate, seed } }) => drawSample(ctx, filter, rate, seed),
  }),
]

const files = [
  command({
    method: 'post',
    path: '/api/v1/clues/{id}/files',
    summary:
      'Send a photo or a paper; it is sealed as it arrives and becomes evidence once a finding names it',
    right: 'clue.feedback',
    params: id,
    output: evidence,
    receive: receiveEvidence,
    audit: (output, { params }) => ({
      action: 'clue.add-evidence',
      subjectKind: 'clue',
      subjectId: params.id,
      fields: ['files'],
      details: { file: output.id, size: output.size },
    }),
    run: (ctx, { params, received }) =>
      enterEvidence(ctx, received, async (file) => {
        const clue = await lockClue(ctx, params.id)
        const mayAdd = (['feedback', 'sample-result'] as const).map((action) => stepFor(ctx, clue, action))
        const refused = mayAdd.flatMap((step) => ('refused' in step ? [step.refused] : []))
        if (refused.length === mayAdd.length) throw problem(`clue.${refused[0]!}`)
        return insertEvidence(ctx, clue.id, file)
      }),
  }),
]

/** What people do with clues. */
export const clueWork = [...many, ...single, ...files]
