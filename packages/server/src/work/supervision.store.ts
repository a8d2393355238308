import type { ClueColour } from '@zhucan/catalogue'
import { regionRange } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import { isFrom, workColour } from './colours.store.ts'
import type { ActingOffice } from './office.store.ts'
import { carriedBy } from './target-list.store.ts'
import { taskWhere } from './task-list.store.ts'

/** How many open pieces of a kind have a colour at a place. */
export interface BoardCell {
  place: string
  kind: 'target' | 'task'
  colour: ClueColour
  count: number
}

/** What is still somebody's work at and under a region; the lists of targets and of tasks open with the same condition. */
function openPieces(ctx: Ctx, region: string) {
  const { lo, hi } = regionRange(region)
  const here = sql`t.region >= ${lo} and t.region < ${hi} and ${regionInReach(ctx, 't.region')}`
  return sql`
    select 'target' as kind, t.region, t.organisation_id, ${workColour(ctx, sql`t.due`, sql`t.region`)} as colour from target t
      where t.state <> 'withdrawn' and ${here}
    union all
    select 'task', t.region, t.lead_organisation_id, ${workColour(ctx, sql`t.due`, sql`t.region`)} from task t
      where t.state not in ('verified', 'withdrawn') and ${here}`
}

/** Open pieces by place and colour: everything at and under each place. */
export async function countPlaces(ctx: Ctx, region: string, codes: readonly string[]): Promise<BoardCell[]> {
  const ranges = [region, ...codes].map((code) => ({ code, ...regionRange(code) }))
  const { rows } = await sql<BoardCell>`
    with piece as materialized (
      select kind, region, colour, count(*) as count from (${openPieces(ctx, region)}) p group by 1, 2, 3)
    select p.code as place, piece.kind, piece.colour, sum(piece.count)::int as count
    from jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb) as p (code text, lo text collate "C", hi text collate "C")
    join piece on piece.region >= p.lo and piece.region < p.hi
    group by 1, 2, 3 order by 1, 2, 3`.execute(ctx.db)
  return rows
}

/** The same by organisation, for the departments and institutions of a region. */
export async function countOrganisations(
  ctx: Ctx,
  region: string,
): Promise<(BoardCell & { name: string })[]> {
  const { rows } = await sql<BoardCell & { name: string }>`
    with piece as materialized (${openPieces(ctx, region)})
    select o.id::text as place, o.name, piece.kind, piece.colour, count(*)::int as count
    from piece join organisation o on o.id = piece.organisation_id
    where o.region = ${region} group by 1, 2, 3, 4 order by 2, 3, 4`.execute(ctx.db)
  return rows
}

/** A piece that waits for the user's office, and what for. */
export interface Waiting {
  kind: 'target' | 'task'
  id: string
  why: 'receive' | 'report' | 'finish' | 'handed-back' | 'settle' | 'check'
  title: string
  value: string | null
  unit: string | null
  form: string | null
  place: string | null
  state: string
  due: string | null
  colour: ClueColour
  remindedOn: string | null
}

const mostWaiting = 200

/** Everything that waits for the user's office, the nearest deadline first; nothing overdue is left out. */
export async function listWaiting(ctx: Ctx, office: ActingOffice): Promise<Waiting[]> {
  const mine = carriedBy(office, 't')
  const { rows } = await sql<Waiting>`
    select 'target' as kind, t.id, case when t.state in ('issued', 'received') then 'receive' else 'report' end as why,
      t.indicator as title, trim_scale(t.value)::text as value, t.unit, t.form, place.name as place, t.state, t.due,
      ${workColour(ctx, sql`t.due`, sql`t.region`)} as colour, t.reminded_on
    from target t left join region place on place.code = t.region
    where (t.state in ('issued', 'received') or t.state in ('confirmed', 'split') and t.report_open)
      and ${mine} and ${regionInReach(ctx, 't.region')}
    union all
    select 'target', t.id, 'handed-back', t.indicator, trim_scale(t.value)::text, t.unit, t.form, place.name, t.state,
      null, 'clear', null
    from target t join target up on up.id = t.parent_id left join region place on place.code = t.region
    where t.state = 'returned' and ${carriedBy(office, 'up')} and ${regionInReach(ctx, 't.region')}
    union all
    select 'task', t.id, case when t.state in ('issued', 'reopened') then 'receive' else 'finish' end, t.title, null, null,
      null, place.name, t.state, t.due, ${workColour(ctx, sql`t.due`, sql`t.region`)}, t.reminded_on
    from task t left join region place on place.code = t.region
    where t.due is not null and ${taskWhere(ctx, office, { scope: 'mine', state: 'open' })}
    union all
    select 'task', t.id, case t.state when 'declined' then 'handed-back' when 'done' then 'settle' else 'check' end, t.title,
      null, null, null, place.name, t.state, null, 'clear', null
    from task t left join region place on place.code = t.region
    where t.state in ('declined', 'done', 'sampled') and ${taskWhere(ctx, office, { scope: 'given', state: 'open' })}
    order by due nulls last, kind, id limit ${mostWaiting}`.execute(ctx.db)
  return rows
}

/** Reminds of everything the office gave that nobody has answered or finished, from a colour on. Returns how many. */
export async function remindGiven(
  ctx: Ctx,
  office: ActingOffice,
  actId: string,
  { from, region }: { from: 'blue' | 'orange' | 'red'; region?: string | undefined },
): Promise<{ targets: number; tasks: number }> {
  const { lo, hi } = regionRange(region ?? ctx.user.region)
  const at = sql`${isFrom(ctx, from, sql`t.due`, sql`t.region`)} and t.region >= ${lo} and t.region < ${hi}`
  const targets = await sql`
    with met as materialized (select t.id, t.version, t.state, t.region, t.value from target t join target up on up.id = t.parent_id
      where ${at} and ${carriedBy(office, 'up')} and ${regionInReach(ctx, 't.region')}),
    moved as (update target t set reminded_on = ${ctx.day()}::date, version = met.version + 1 from met
      where t.id = met.id and t.version = met.version returning t.id)
    insert into target_event (target_id, version, act_id, region, from_state, to_state, from_value, to_value)
    select met.id, met.version + 1, ${actId}, met.region, met.state, met.state, met.value, met.value
    from met join moved using (id)`.execute(ctx.db)
  const tasks = await sql`
    with met as materialized (select t.id, t.version, t.state, t.region, t.due_on from task t
      where ${at} and ${taskWhere(ctx, office, { scope: 'given', state: 'open' })}),
    moved as (update task t set reminded_on = ${ctx.day()}::date, version = met.version + 1 from met
      where t.id = met.id and t.version = met.version returning t.id)
    insert into task_event (task_id, version, act_id, region, from_state, to_state, from_due, to_due)
    select met.id, met.version + 1, ${actId}, met.region, met.state, met.state, met.due_on, met.due_on
    from met join moved using (id)`.execute(ctx.db)
  return { targets: Number(targets.numAffectedRows ?? 0), tasks: Number(tasks.numAffectedRows ?? 0) }
}
