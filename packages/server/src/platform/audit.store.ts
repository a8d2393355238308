import type { Ctx } from './context.ts'

/** What the record of an act says; `fields` are names, never values. */
export interface AuditEntry {
  action: string
  subjectKind?: string
  subjectId?: string | null
  fields?: string[]
  details?: Record<string, unknown>
  reason?: string
}

/** Writes the entry in the same transaction as the act: no act without it, no entry without the act. */
export async function insertAudit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  await ctx.db
    .insertInto('audit')
    .values({
      id: ctx.newId(),
      at: new Date(ctx.now()),
      actorId: ctx.user.id,
      actorName: ctx.user.name,
      role: ctx.user.role,
      action: entry.action,
      subjectKind: entry.subjectKind ?? null,
      subjectId: entry.subjectId ?? null,
      fields: entry.fields ?? [],
      details: JSON.stringify(entry.details ?? {}),
      reason: entry.reason ?? null,
      requestId: ctx.requestId,
    })
    .execute()
}
