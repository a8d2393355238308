import type { PlainDate } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'
import { auditInReach } from './audit-search.store.ts'

/** What is counted of the audit by week, and the acts behind each count. */
export const auditFigureActs = {
  signIns: ['access.sign-in'],
  refusals: ['access.sign-in-failed', 'access.second-factor-failed', 'access.locked', 'export.refused'],
  files: ['person.read', 'glass.read', 'clue.read'],
  numbers: ['person.reveal', 'organisation.contact'],
  exports: ['export.made', 'export.download', 'import.download-faults', 'import.form'],
  glass: ['glass.open'],
} as const satisfies Record<string, readonly string[]>

export type AuditFigure = keyof typeof auditFigureActs

/** One week of the audit in counts; it begins on a Monday. */
export type AuditWeek = { from: PlainDate } & Record<AuditFigure, number>

/** The weeks up to today, the oldest first; one without any act counts nothing and is there. */
export async function countWeeks(ctx: Ctx, weeks: number): Promise<AuditWeek[]> {
  const counts = Object.entries(auditFigureActs).map(
    ([name, acts]) =>
      sql`(count(*) filter (where entry.action = any(${[...acts]}::text[])))::int as ${sql.ref(name)}`,
  )
  const found = await sql<AuditWeek>`
    with week as (select generate_series(date_trunc('week', ${ctx.day()}::timestamp) - ${`${weeks - 1} weeks`}::interval,
      date_trunc('week', ${ctx.day()}::timestamp), interval '1 week') as start)
    select week.start::date::text as "from", ${sql.join(counts)}
    from week left join audit entry on entry.at >= week.start at time zone 'Asia/Shanghai'
      and entry.at < (week.start + interval '1 week') at time zone 'Asia/Shanghai'
      and entry.action = any(${Object.values(auditFigureActs).flat()}::text[]) and ${auditInReach(ctx)}
    group by week.start order by week.start`.execute(ctx.db)
  return found.rows
}
