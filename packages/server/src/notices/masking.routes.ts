import { z } from '@hono/zod-openapi'
import { type PersonalDataKind, personalDataKinds } from '@zhucan/catalogue'
import { hideNumbers } from '@zhucan/kernel'
import { command } from '../platform/index.ts'
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
})

/** What a clerk does about personal data that the reader missed, or saw where there is none. */
export const noticeMasking = [
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
    output: remasked,
    audit: ({ version: _, ...counts }, { params, body }) => ({
      action: 'notice.unmask',
      subjectKind: 'notice',
      subjectId: params.id,
      details: { start: body.start, ...counts },
      reason: hideNumbers(body.reason),
    }),
    run: (ctx, { params, body: { version: seen, ...wanted } }) =>
      unmaskWords(ctx, { id: params.id, version: seen }, wanted),
  }),
]
