import { z } from '@hono/zod-openapi'
import { type PersonalDataKind, personalDataKinds } from '@zhucan/catalogue'
import { hideNumbers } from '@zhucan/kernel'
import { command, query } from '../platform/index.ts'
import { leftWords } from './left-words.ts'
import { maskWords, unmaskWords } from './mask-words.ts'
import { id, reason, version } from './notice-shapes.ts'

const kinds = Object.keys(personalDataKinds) as [PersonalDataKind, ...PersonalDataKind[]]
const everywhere = z.boolean().default(false)
const remasked = z.object({
  version: z.number(),
  places: z.number(),
  items: z.number(),
  work: z.number(),
  papers: z.number(),
  left: z.number(),
})
const paperStates = ['draft', 'reviewed', 'issued', 'withdrawn'] as const
const left = z.object({
  papers: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      state: z.enum(paperStates),
      organisationName: z.string(),
      isOwn: z.boolean(),
    }),
  ),
  notes: z.array(
    z.object({
      kind: z.enum(['target', 'task']),
      id: z.string(),
      name: z.object({ zh: z.string(), en: z.string() }),
      count: z.number(),
    }),
  ),
  exports: z.number(),
})

/** What a clerk does about personal data that the reader missed, or saw where there is none. */
export const noticeMasking = [
  query({
    path: '/api/v1/notices/{id}/left',
    summary: 'Where words that people masked in a notice still stand, within sight',
    right: 'notice.decide',
    params: id,
    output: left,
    audit: (_output, { params }) => ({
      action: 'notice.left',
      subjectKind: 'notice',
      subjectId: params.id,
    }),
    run: (ctx, { params }) => leftWords(ctx, params.id),
  }),
  command({
    method: 'post',
    path: '/api/v1/notices/{id}/mask',
    summary: 'Mask words of a notice that is being checked, and what was taken from them',
    right: 'notice.decide',
    params: id,
    body: z.object({ version, start: z.int().min(0), end: z.int().min(1), kind: z.enum(kinds), everywhere }),
    output: remasked,
    audit: ({ version: _, ...counts }, { params, body }) => ({
      action: 'notice.mask',
      subjectKind: 'notice',
      subjectId: params.id,
      details: { kind: body.kind, start: body.start, ...counts },
    }),
    run: (ctx, { params, body: { version: seen, ...wanted } }) =>
      maskWords(ctx, { id: params.id, version: seen }, wanted),
  }),
  command({
    method: 'post',
    path: '/api/v1/notices/{id}/unmask',
    summary: 'Show words in clear that were masked wrongly, with the reason why',
    right: 'notice.reveal',
    params: id,
    body: z.object({ version, start: z.int().min(0), everywhere, reason }),
    output: remasked.extend({ reason: z.string() }),
    audit: ({ version: _, reason: why, ...counts }, { params, body }) => ({
      action: 'notice.unmask',
      subjectKind: 'notice',
      subjectId: params.id,
      details: { start: body.start, ...counts },
      reason: hideNumbers(why),
    }),
    run: (ctx, { params, body: { version: seen, ...wanted } }) =>
      unmaskWords(ctx, { id: params.id, version: seen }, wanted),
  }),
]
