import { z } from '@hono/zod-openapi'
import { hideNumbers } from '@zhucan/kernel'
import { command, query } from '../platform/index.ts'
import { personPage } from '../register/index.ts'
import { listGlass } from './glass.store.ts'
import { closeGlass, judgeGlass, openGlass, readThroughGlass, shownGlass } from './glass.ts'

const id = z.object({ id: z.uuid() })

const glass = z.object({
  id: z.string(),
  byName: z.string().nullable(),
  organisationName: z.string().nullable(),
  regionName: z.string().nullable(),
  /** Masked, and only for those whose area the person belongs to. */
  personName: z.string().nullable(),
  purpose: z.string(),
  reason: z.string(),
  grantedAt: z.string(),
  expiresAt: z.string(),
  isOpen: z.boolean(),
  mine: z.boolean(),
  reviewBy: z.string(),
  state: z.enum(['open', 'overdue', 'accepted', 'rejected']),
  reviewedByName: z.string().nullable(),
  note: z.string().nullable(),
})

/** What a temporary access may be for. */
export const glassPurposes = ['emergency', 'transfer', 'verification', 'complaint'] as const

/** Temporary access to one person outside one's area. */
export const glassOperations = [
  command({
    method: 'post',
    path: '/api/v1/break-glass',
    summary: 'Open one person outside the area for some hours, with a written reason that others review',
    right: 'glass.open',
    body: z.object({
      number: z.string().min(1).max(60),
      purpose: z.enum(glassPurposes),
      reason: z.string().trim().min(1).max(500),
    }),
    output: z.object({
      outcome: z.enum(['granted', 'own-area', 'nobody']),
      id: z.string().nullable(),
      personId: z.string().nullable(),
    }),
    audit: (output, { body }) => ({
      action: 'glass.open',
      subjectKind: 'person',
      subjectId: output.personId ?? null,
      details: { outcome: output.outcome, purpose: body.purpose, glass: output.id ?? '' },
      reason: hideNumbers(body.reason),
    }),
    run: async (ctx, { body }) => openGlass(ctx, body),
  }),
  query({
    path: '/api/v1/break-glass',
    summary:
      "Temporary accesses: one's own, and with the right to review those of the office and into the area",
    right: 'glass.list',
    query: z.object({ own: z.enum(['yes', 'no']).default('no') }),
    output: z.array(glass),
    audit: 'no-personal-data',
    run: async (ctx, { query: { own } }) => {
      const onlyOwn = own === 'yes' || ctx.user.role === 'caseworker'
      return (await listGlass(ctx, onlyOwn)).map((g) => shownGlass(ctx, g))
    },
  }),
  query({
    path: '/api/v1/break-glass/{id}/person',
    summary: 'The page of the one person of an open access, numbers masked',
    right: 'glass.open',
    params: id,
    output: z.object({ glass, person: personPage }),
    audit: (output, { params }) => ({
      action: 'glass.read',
      subjectKind: 'person',
      subjectId: 'person' in output ? output.person.id : null,
      details: { glass: params.id },
    }),
    run: (ctx, { params }) => readThroughGlass(ctx, params.id),
  }),
  command({
    method: 'post',
    path: '/api/v1/break-glass/{id}/end',
    summary: "End one's own access before its time",
    right: 'glass.open',
    params: id,
    output: z.object({ id: z.string() }),
    audit: (_output, { params }) => ({ action: 'glass.end', details: { glass: params.id } }),
    run: (ctx, { params }) => closeGlass(ctx, params.id),
  }),
  command({
    method: 'post',
    path: '/api/v1/break-glass/{id}/review',
    summary: "Judge somebody else's access; rejected ends it at once",
    right: 'glass.review',
    params: id,
    body: z.object({ accept: z.boolean(), note: z.string().trim().min(2).max(300).transform(hideNumbers) }),
    output: z.object({ id: z.string(), state: z.string() }),
    audit: (output, { params }) => ({
      action: 'glass.review',
      details: { glass: params.id, state: output.state },
    }),
    run: (ctx, { params, body }) => judgeGlass(ctx, params.id, body),
  }),
]
