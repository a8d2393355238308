import { z } from '@hono/zod-openapi'
import { hideNumbers } from '@zhucan/kernel'
import { command, query } from '../platform/index.ts'
import { deleteView, insertView, listViews, setFirstView, updateView, viewPlaces } from './views.store.ts'

const id = z.object({ id: z.uuid() })

/** Who somebody looked for must not come to rest in a view, and the page one was on is not a way to look. */
const never = new Set(['name', 'page', 'clue', 'view'])

/** Filters, order and columns as they stand behind the question mark; a region's code is the only long number. */
const search = z
  .record(z.string().regex(/^[a-zA-Z]{1,30}$/), z.string().regex(/^[\p{L}\p{N}.,:_-]{1,200}$/u))
  .refine((values) => Object.keys(values).length <= 20)
  .refine((values) => Object.values(values).every((value) => !/\d{13}/.test(value)))
  .transform((values) => Object.fromEntries(Object.entries(values).filter(([key]) => !never.has(key))))

const kept = z.object({
  name: z.string().trim().min(1).max(40).transform(hideNumbers),
  search,
  isShared: z.boolean(),
})

const place = z.enum(viewPlaces)

const view = z.object({
  id: z.string(),
  place,
  name: z.string(),
  search: z.record(z.string(), z.string()),
  isMine: z.boolean(),
  isShared: z.boolean(),
  isFirst: z.boolean(),
  ownerName: z.string().nullable(),
})

/** Views that somebody keeps of a list: for themselves, or shared with their office. */
export const viewOperations = [
  query({
    path: '/api/v1/views',
    summary: "One's own saved views and those of one's office",
    right: 'view.keep',
    output: z.array(view),
    audit: 'no-personal-data',
    run: listViews,
  }),
  command({
    method: 'post',
    path: '/api/v1/views',
    summary: 'Keep a view of a list under a name',
    right: 'view.keep',
    body: kept.extend({ place }),
    output: z.object({ id: z.string() }),
    audit: (output, { body }) => ({
      action: 'view.keep',
      subjectKind: 'view',
      subjectId: output.id,
      details: { place: body.place, isShared: body.isShared },
    }),
    run: async (ctx, { body: { place: where, ...rest } }) => ({ id: await insertView(ctx, where, rest) }),
  }),
  command({
    method: 'put',
    path: '/api/v1/views/{id}',
    summary: "Change one's own view",
    right: 'view.keep',
    params: id,
    body: kept,
    output: z.object({}),
    audit: (_output, { params, body }) => ({
      action: 'view.change',
      subjectKind: 'view',
      subjectId: params.id,
      details: { isShared: body.isShared },
    }),
    async run(ctx, { params, body }) {
      await updateView(ctx, params.id, body)
      return {}
    },
  }),
  command({
    method: 'delete',
    path: '/api/v1/views/{id}',
    summary: "Remove one's own view",
    right: 'view.keep',
    params: id,
    output: z.object({}),
    audit: (_output, { params }) => ({ action: 'view.remove', subjectKind: 'view', subjectId: params.id }),
    async run(ctx, { params }) {
      await deleteView(ctx, params.id)
      return {}
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/views/first',
    summary: 'Choose the view a list opens with, or none',
    right: 'view.keep',
    body: z.object({ place, id: z.uuid().nullable() }),
    output: z.object({}),
    audit: (_output, { body }) => ({
      action: 'view.first',
      subjectKind: 'view',
      subjectId: body.id,
      details: { place: body.place },
    }),
    async run(ctx, { body }) {
      await setFirstView(ctx, body.place, body.id)
      return {}
    },
  }),
]
