import { z } from '@hono/zod-openapi'
import type { Action } from '@zhucan/catalogue'
import type { Ctx } from './context.ts'
import { type Operation, query } from './operation.ts'
import { progressEvents } from './sse.ts'

/** Tells how far a piece of work is, as server-sent events; `find` refuses work that is out of reach. */
export const progressOperation = (work: {
  path: `/api/v1/${string}/{id}/events`
  /** The work in words for the description of the API. */
  what: string
  right: Action
  find(ctx: Ctx, id: string): Promise<unknown>
}): Operation =>
  query({
    path: work.path,
    summary: `How far ${work.what} is, as server-sent events`,
    right: work.right,
    params: z.object({ id: z.uuid() }),
    output: 'file',
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      await work.find(ctx, params.id)
      return progressEvents(ctx, params.id)
    },
  })
