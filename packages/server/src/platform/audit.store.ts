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

/** What an entry needs of its occasion; nobody is `user` where nobody has signed in. */
export interface AuditContext extends Pick<Ctx, 'db' | 'now' | 'newId'> {
  user: { id: string; name: string; role: string | null; organisationId?: string } | null
  requestId: string | null
}

/** Whoever runs commands on the machine itself; the system knows them, we do not. */
export const operator = { id: 'operator', name: 'operator', role: null }

/** Writes the entry in the same transaction as the act: no act without it, no entry without the act. */
export async function insertAudit(ctx: AuditContext, entry: AuditEntry): Promise<void> {
  await ctx.db
    .insertInto('audit')
    .values({
      id: ctx.newId(),
      at: new Date(ctx.now()),
      actorId: ctx.user?.id ?? null,
      actorName: ctx.user?.name ?? null,
      role: ctx.user?.role ?? null,
      // The installation itself acts from no office.
      organisationId: ctx.user?.organisationId || null,
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
