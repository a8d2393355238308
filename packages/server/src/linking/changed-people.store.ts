import { sql } from 'kysely'
import { type Ctx, personInReach, regionInReach } from '../platform/index.ts'
import type { LinkPair } from './pairs.store.ts'

/** A link as it stands, with what the register said of its person when it was made (null: not known). */
export interface StandingLink
  extends Pick<LinkPair, 'id' | 'sheet' | 'row' | 'personId' | 'weight' | 'state' | 'version'> {
  seen: Buffer | null
}

/** The links by likeness of a list, locked. */
export async function standingLinks(ctx: Ctx, listId: string): Promise<StandingLink[]> {
  const { rows } =
    await sql<StandingLink>`select p.id, p.sheet, p.row_no as row, p.person_id, p.weight, p.state, p.version,
      p.person_seen as seen
    from link_pair p join list on list.id = p.list_id join person on person.id = p.person_id
    where p.list_id = ${listId} and p.state in ('linked', 'accepted')
      and ${regionInReach(ctx, 'list.region')} and ${personInReach(ctx)}
    order by p.sheet, p.row_no for update of p`.execute(ctx.db)
  return rows
}

/** A list of which rows were looked for by likeness before, and still can be. */
export async function searchedLists(ctx: Ctx): Promise<{ id: string; region: string }[]> {
  const { rows } = await sql<{ id: string; region: string }>`select list.id, list.region from list
    where list.raw_deleted_at is null and ${regionInReach(ctx, 'list.region')}
      and exists (select 1 from link_run run where run.list_id = list.id and run.state = 'done')
      and exists (select 1 from list_row r where r.list_id = list.id and (r.state <> 'matched' or r.method = 'linked'))
    order by list.created_at, list.id`.execute(ctx.db)
  return rows
}
