import type { PaperState } from '@zhucan/db'
import { paperContext } from '@zhucan/papers'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'

/** A paper that the user may open, with what is written in it and beside it. */
export interface WrittenPaper {
  id: string
  title: string
  state: PaperState
  organisationName: string
  isOwn: boolean
  said: string
}

/** The newest papers are looked through; a notice is masked soon after it came, or its words are found by whoever reads. */
const mostPapers = 1_000

/** Papers of the user's office, and those issued in reach, that were written since a notice came in. */
export async function papersSince(ctx: Ctx, noticeId: string): Promise<WrittenPaper[]> {
  const { rows } = await sql<Omit<WrittenPaper, 'said'> & { sealed: Buffer; notes: string | null }>`
    select p.id, p.title, p.state, o.name as organisation_name, p.organisation_id = ${ctx.user.organisationId} as is_own,
      p.sealed, (select string_agg(e.note, ' / ' order by e.at, e.id) from paper_event e where e.paper_id = p.id) as notes
    from paper p join organisation o on o.id = p.organisation_id
    where ${regionInReach(ctx, 'p.region')} and p.state <> 'withdrawn'
      and (p.organisation_id = ${ctx.user.organisationId} or p.state = 'issued')
      and p.changed_at >= (select n.created_at from notice n where n.id = ${noticeId})
    order by p.changed_at desc, p.id limit ${mostPapers}`.execute(ctx.db)
  return rows.map(({ sealed, notes, ...paper }) => ({
    ...paper,
    said: `${ctx.keyring.openText(sealed, paperContext(paper.id))}\n${notes ?? ''}`,
  }))
}

/** What somebody wrote about a piece of work. */
export interface WorkNote {
  kind: 'target' | 'task'
  id: string
  /** Of a task its title, of a target the code of its indicator. */
  name: string
  note: string
}

/** Reports and reasons beside the work made of a notice, as far as it is in reach. */
export async function notesOfWork(ctx: Ctx, noticeId: string): Promise<WorkNote[]> {
  const of = (kind: 'target' | 'task', name: 'indicator' | 'title') => sql`
    select ${sql.lit(kind)} as kind, w.id, w.${sql.ref(name)} as name, a.note, a.at
    from work_act a join ${sql.table(`${kind}_event`)} e on e.act_id = a.id
    join ${sql.table(kind)} w on w.id = e.${sql.ref(`${kind}_id`)}
    where a.kind = ${sql.lit(kind)} and a.note is not null and w.notice_id = ${noticeId}
      and a.at >= (select n.created_at from notice n where n.id = ${noticeId})
      and ${regionInReach(ctx, 'e.region')} and ${regionInReach(ctx, 'w.region')}`
  const { rows } = await sql<WorkNote>`${of('target', 'indicator')} union all ${of('task', 'title')}
    order by at, kind, id`.execute(ctx.db)
  return rows
}

/** Files that the user had made of notices, work or papers before words were last masked, and that are still there. */
export async function filesBefore(ctx: Ctx, noticeId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from export_request e
    where e.requested_by = ${ctx.user.id} and e.state = 'ready'
      and e.what in ('notices', 'targets', 'tasks', 'supervision', 'papers')
      and e.requested_at >= (select n.created_at from notice n where n.id = ${noticeId})
      and e.requested_at <= (select max(v.at) from notice_event v where v.notice_id = ${noticeId} and v.action = 'mask')`.execute(
    ctx.db,
  )
  return rows[0]!.count
}
