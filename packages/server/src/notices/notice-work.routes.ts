import { z } from '@hono/zod-openapi'
import { hideNumbers } from '@zhucan/kernel'
import { type Ctx, command } from '../platform/index.ts'
import { addItem, decideItem } from './decide-item.ts'
import {
  confirmNotice,
  correctAbout,
  reopenNotice,
  type SeenNotice,
  sendNotice,
  withdrawNotice,
} from './notice-acts.ts'
import { receiveNotice, receivePasted, type TakenFile } from './notice-file.ts'
import { about, acted, decision, id, item, itemId, reason, version, wantedItem } from './notice-shapes.ts'
import { takeNotice } from './take-notice.ts'

const taken = z.object({ id: z.string(), isKnown: z.boolean(), items: z.number() })

const taking = (path: '/api/v1/notices' | '/api/v1/notices/pasted', receive: typeof receiveNotice) =>
  command({
    method: 'post',
    path,
    summary: path === '/api/v1/notices' ? 'Take in a paper and read it' : 'Take in pasted text and read it',
    right: 'notice.take',
    output: taken,
    receive,
    audit: (output) => ({
      action: 'notice.take',
      subjectKind: 'notice',
      subjectId: output.id,
      details: { isKnown: output.isKnown, items: output.items },
    }),
    run: (ctx, { received }) => takeNotice(ctx, received as TakenFile),
  })

interface Act<B extends z.ZodObject> {
  act: 'confirm' | 'reopen' | 'withdraw' | 'send'
  summary: string
  right: 'notice.confirm' | 'notice.send'
  body: B
  run(ctx: Ctx, seen: SeenNotice, body: z.infer<B>): ReturnType<typeof confirmNotice>
}

/** An act on a whole notice: its entry and its answer are the same for all. */
const onNotice = <B extends z.ZodObject>({ act, summary, right, body, run }: Act<B>) =>
  command({
    method: 'post',
    path: `/api/v1/notices/{id}/${act}`,
    summary,
    right,
    params: id,
    body: body.extend({ version }),
    output: acted,
    audit: (output, input) => ({
      action: `notice.${act}`,
      subjectKind: 'notice',
      subjectId: input.params.id,
      fields: ['state'],
      details: { state: output.state },
      ...('reason' in input.body && { reason: hideNumbers(String(input.body.reason)) }),
    }),
    run: (ctx, input) => {
      const seen = { id: input.params.id, version: (input.body as { version: number }).version }
      return run(ctx, seen, input.body as unknown as z.infer<B>)
    },
  })

const decided =
  (act: string) => (output: { id: string; state: string }, input: { params: { id: string } }) => ({
    action: `notice.${act}`,
    subjectKind: 'notice',
    subjectId: input.params.id,
    details: { item: output.id, state: output.state },
  })

/** What people do with notices; fixed addresses come before those with an id. */
export const noticeWork = [
  taking('/api/v1/notices/pasted', receivePasted),
  taking('/api/v1/notices', receiveNotice),
  command({
    method: 'put',
    path: '/api/v1/notices/{id}/about',
    summary: 'Correct what a paper says of itself',
    right: 'notice.decide',
    params: id,
    body: about.extend({ version }),
    output: acted,
    audit: (_output, { params }) => ({ action: 'notice.about', subjectKind: 'notice', subjectId: params.id }),
    run: (ctx, { params, body: { version: seen, ...wanted } }) =>
      correctAbout(ctx, { id: params.id, version: seen }, wanted),
  }),
  command({
    method: 'post',
    path: '/api/v1/notices/{id}/items',
    summary: 'Add what the machine did not see',
    right: 'notice.decide',
    params: id,
    body: wantedItem,
    output: item,
    audit: decided('add'),
    run: (ctx, { params, body }) => addItem(ctx, params.id, body),
  }),
  command({
    method: 'put',
    path: '/api/v1/notices/{id}/items/{item}',
    summary: 'Confirm, correct or reject an item, or take that back',
    right: 'notice.decide',
    params: itemId,
    body: decision,
    output: item,
    audit: decided('decide'),
    run: (ctx, { params, body: { version: seen, ...said } }) =>
      decideItem(ctx, { noticeId: params.id, itemId: params.item, version: seen }, said),
  }),
  onNotice({
    act: 'confirm',
    summary: 'Make what was decided hold',
    right: 'notice.confirm',
    body: z.object({ withUndecided: z.boolean().default(false) }),
    run: (ctx, seen, body) => confirmNotice(ctx, seen, body.withUndecided),
  }),
  onNotice({
    act: 'reopen',
    summary: 'Let a confirmed notice be changed again',
    right: 'notice.confirm',
    body: z.object({ reason }),
    run: (ctx, seen, body) => reopenNotice(ctx, seen, body.reason),
  }),
  onNotice({
    act: 'withdraw',
    summary: 'Take a notice out of work',
    right: 'notice.confirm',
    body: z.object({ reason }),
    run: (ctx, seen, body) => withdrawNotice(ctx, seen, body.reason),
  }),
  onNotice({
    act: 'send',
    summary: 'Show a confirmed notice to the offices below',
    right: 'notice.send',
    body: z.object({ flagsSeen: z.boolean().default(false) }),
    run: (ctx, seen, body) => sendNotice(ctx, seen, body.flagsSeen),
  }),
]
