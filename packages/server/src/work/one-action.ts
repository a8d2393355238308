import type { z } from '@hono/zod-openapi'
import type { Action } from '@zhucan/catalogue'
import { type Ctx, command, type Operation } from '../platform/index.ts'
import type { Acted, Seen } from './target-actions.ts'
import { acted, id } from './work-shapes.ts'

interface OneAction<Name extends string, B extends z.ZodObject> {
  action: Name
  summary: string
  body: B
  /** Which fields the record of the act may name; never their texts. */
  fields: string[]
  run(ctx: Ctx, seen: Seen, body: z.infer<B>): Promise<Acted>
}

/** Actions on one piece of a kind: right, entry and answer are the same for all. */
export const actionsOn =
  <Name extends string>(kind: 'target' | 'task', rights: Readonly<Record<Name, Action>>) =>
  <B extends z.ZodObject>({ action, summary, body, fields, run }: OneAction<Name, B>): Operation =>
    command({
      method: 'post',
      path: `/api/v1/${kind}s/{id}/${action}`,
      summary,
      right: rights[action],
      params: id,
      body,
      output: acted,
      audit: (output, { params }) => ({
        action: `${kind}.${action}`,
        subjectKind: kind,
        subjectId: params.id,
        fields: ['state', ...fields],
        details: { state: output.state },
      }),
      run: (ctx, input) =>
        run(ctx, { id: input.params.id, version: (input.body as { version: number }).version }, input.body),
    })
