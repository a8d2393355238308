import { z } from '@hono/zod-openapi'
import { mayDo } from '@zhucan/catalogue'
import { hideNumbers, isPlainDate, maskName, problem } from '@zhucan/kernel'
import { type Ctx, command, enqueue, query, requireSecondPerson } from '../platform/index.ts'
import {
  carryOut,
  type Erasure,
  findToErase,
  insertErasure,
  listErasures,
  requireNoHold,
  settleErasure,
  takeErasure,
} from './erasures.store.ts'

const id = z.object({ id: z.uuid() })
const text = (least: number, most: number) => z.string().trim().min(least).max(most)
const bases = ['withdrawn-consent', 'purpose-met', 'unlawful', 'retention-over'] as const

const remains = z
  .object({ rows: z.record(z.string(), z.number()), clues: z.array(z.record(z.string(), z.unknown())) })
  .partial()

const row = z.object({
  id: z.string(),
  personId: z.string(),
  personName: z.string().nullable(),
  basis: z.enum(bases),
  reason: z.string(),
  askedOn: z.string(),
  enteredBy: z.string(),
  enteredAt: z.string(),
  isOwn: z.boolean(),
  state: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  note: z.string().nullable(),
  remains,
})

/** Erasing a person on lawful request: one enters it, another decides, and what the law wants kept stays without a name. */
export const erasureOperations = [
  query({
    path: '/api/v1/erasures',
    summary: 'Requests to erase somebody, and what stayed behind of those that were carried out',
    right: 'erasure.read',
    output: z.array(row),
    audit: (output) => ({
      action: 'erasure.list',
      details: { rows: Array.isArray(output) ? output.length : 0 },
    }),
    run: async (ctx) => (await listErasures(ctx)).map((one) => shown(ctx, one)),
  }),
  command({
    method: 'post',
    path: '/api/v1/erasures',
    summary: 'Enter a lawful request to erase a person; nothing is erased before a second person agrees',
    right: 'erasure.enter',
    body: z.object({
      personId: z.uuid(),
      basis: z.enum(bases),
      askedOn: z.string().refine(isPlainDate),
      reason: text(10, 500),
    }),
    output: z.object({ id: z.string(), reason: z.string() }),
    audit: (output, { body }) => ({
      action: 'erasure.enter',
      subjectKind: 'person',
      subjectId: body.personId,
      details: { erasure: output.id, basis: body.basis, askedOn: body.askedOn },
      reason: output.reason,
    }),
    async run(ctx, { body }) {
      if (body.askedOn > ctx.day()) throw problem('erasure.future-day')
      const { name, region } = await findToErase(ctx, body.personId)
      await requireNoHold(ctx, body.personId)
      const reason = unnamed(body.reason, name)
      return { id: await insertErasure(ctx, { ...body, reason, region }), reason }
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/erasures/{id}/decide',
    summary: 'Erase the person for good, or refuse, as a second person',
    right: 'erasure.confirm',
    params: id,
    body: z.discriminatedUnion('accept', [
      z.object({ accept: z.literal(true) }),
      z.object({ accept: z.literal(false), note: text(2, 500) }),
    ]),
    output: z.object({ id: z.string(), personId: z.string() }),
    audit: (output, { params, body }) => ({
      action: body.accept ? 'erasure.done' : 'erasure.refuse',
      subjectKind: 'person',
      subjectId: output.personId,
      details: { erasure: params.id },
    }),
    async run(ctx, { params, body }) {
      const { personId, enteredBy, enteredByName } = await takeErasure(ctx, params.id)
      requireSecondPerson(ctx, { id: enteredBy, name: enteredByName })
      if (body.accept) {
        await requireNoHold(ctx, personId)
        await enqueue(ctx, 'erasure-files', { ...(await carryOut(ctx, params.id)), person: personId })
      } else {
        const { name } = await findToErase(ctx, personId)
        await settleErasure(ctx, params.id, { state: 'refused', note: unnamed(body.note, name) })
      }
      return { id: params.id, personId }
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/erasures/{id}/withdraw',
    summary: 'Take a request of my own back before it is decided',
    right: 'erasure.enter',
    params: id,
    body: z.object({}),
    output: z.object({ id: z.string(), personId: z.string() }),
    audit: (output) => ({ action: 'erasure.withdraw', subjectKind: 'person', subjectId: output.personId }),
    async run(ctx, { params }) {
      const { personId, enteredBy } = await takeErasure(ctx, params.id)
      if (enteredBy !== ctx.user.id) throw problem('erasure.nothing-waiting')
      await settleErasure(ctx, params.id, { state: 'withdrawn', note: null })
      return { id: params.id, personId }
    },
  }),
]

/** Officers who see nobody's data are told no name either. */
const shown = (ctx: Ctx, { personName, enteredBy, enteredByName, decidedByName, ...rest }: Erasure) => ({
  ...rest,
  personName: personName && mayDo(ctx.user.role, 'person.list') ? maskName(personName) : null,
  ...{ enteredBy: enteredByName, isOwn: enteredBy === ctx.user.id, decidedBy: decidedByName },
  ...{ enteredAt: rest.enteredAt.toISOString(), decidedAt: rest.decidedAt?.toISOString() ?? null },
})

/** The audit is never changed, and these words outlive the person: what names them must not get into either. */
const unnamed = (words: string, name: string): string => hideNumbers(words.replaceAll(name, '▢'))
