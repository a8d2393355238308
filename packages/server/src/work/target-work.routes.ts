import { z } from '@hono/zod-openapi'
import { command } from '../platform/index.ts'
import { createTarget } from './create-target.ts'
import { actionsOn } from './one-action.ts'
import { rightOfTargetAction } from './rights-of-work.ts'
import { type SplitDone, splitTarget } from './split-target.ts'
import { answerTarget, askReport, changeTarget, remindTarget, withdrawTarget } from './target-actions.ts'
import { newTarget, splitRequest, splitTerms } from './target-shapes.ts'
import { acted, day, id, note, reason, seen } from './work-shapes.ts'

const onOne = actionsOn('target', rightOfTargetAction)

const noted = seen.extend({ note: note.optional() })
const reasoned = seen.extend({ note: reason })

/** What people do with targets. */
export const targetWork = [
  command({
    method: 'post',
    path: '/api/v1/targets',
    summary: "Enter a target of one's own office, from an item of a notice or by hand",
    right: 'target.give',
    body: newTarget,
    output: z.object({ id: z.string(), version: z.number() }),
    audit: (output, { body }) => ({
      action: 'target.create',
      subjectKind: 'target',
      subjectId: output.id,
      fields: ['indicator', 'form', 'value', 'period'],
      details: { indicator: body.indicator, form: body.form },
    }),
    run: (ctx, { body }) => createTarget(ctx, body),
  }),
  onOne({
    action: 'receive',
    summary: 'Take a target that was handed down',
    body: seen,
    fields: [],
    run: (ctx, piece) => answerTarget(ctx, piece, 'receive'),
  }),
  onOne({
    action: 'confirm',
    summary: 'Agree to a target',
    body: noted,
    fields: [],
    run: (ctx, piece, body) => answerTarget(ctx, piece, 'confirm', body.note),
  }),
  onOne({
    action: 'return',
    summary: 'Hand a target back with the reason',
    body: reasoned,
    fields: ['note'],
    run: (ctx, piece, body) => answerTarget(ctx, piece, 'return', body.note),
  }),
  command({
    method: 'post',
    path: '/api/v1/targets/{id}/split',
    summary: 'Divide a target among those below; the sum is checked',
    right: 'target.give',
    params: id,
    body: splitRequest.extend(splitTerms.shape),
    output: acted.extend({ added: z.number(), changed: z.number(), withdrawn: z.number() }),
    audit: (output, { params, body }) => ({
      action: 'target.split',
      subjectKind: 'target',
      subjectId: params.id,
      fields: ['state', 'shares'],
      details: {
        by: body.by,
        ...(({ added, changed, withdrawn }: SplitDone) => ({ added, changed, withdrawn }))(
          output as SplitDone,
        ),
      },
    }),
    run: (ctx, { params, body }) => splitTarget(ctx, params.id, body),
  }),
  onOne({
    action: 'change',
    summary: 'Give a piece another figure or day; it is received anew',
    body: reasoned.extend({
      value: z.string().trim().min(1).max(20).optional(),
      receiveBy: day.optional(),
    }),
    fields: ['value', 'receiveBy', 'note'],
    run: (ctx, piece, body) => changeTarget(ctx, piece, body),
  }),
  onOne({
    action: 'remind',
    summary: 'Tell whoever has a piece that it is waited for',
    body: noted,
    fields: ['remindedOn'],
    run: (ctx, piece, body) => remindTarget(ctx, piece, body.note),
  }),
  onOne({
    action: 'ask-report',
    summary: 'Ask for a report by a day',
    body: noted.extend({ reportBy: day }),
    fields: ['reportBy'],
    run: (ctx, piece, body) => askReport(ctx, piece, body.reportBy, body.note),
  }),
  onOne({
    action: 'withdraw',
    summary: 'Take a piece back, with everything split from it',
    body: reasoned,
    fields: ['note'],
    run: (ctx, piece, body) => withdrawTarget(ctx, piece, body.note),
  }),
]
