import { hideNumbers } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'

/** What somebody does, whatever number of pieces it touches. */
export interface Act {
  kind: 'target' | 'task'
  action: string
  note?: string | undefined
  details?: Record<string, unknown>
}

/** Registers an act of this user's office. Returns its id. */
export async function insertAct(ctx: Ctx, { kind, action, note, details }: Act): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('workAct')
    .values({
      ...{ id, kind, action },
      region: ctx.user.region,
      organisationId: ctx.user.organisationId,
      organisationName: ctx.user.organisationName,
      actorId: ctx.user.id,
      actorName: ctx.user.name,
      at: new Date(ctx.now()),
      day: ctx.day(),
      note: note === undefined ? null : hideNumbers(note.trim()),
      details: JSON.stringify(details ?? {}),
    })
    .execute()
  return id
}
