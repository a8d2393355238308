import { regionRange } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, isHolder, personInReach, personInRegion, regionInReach } from '../platform/index.ts'

/** Holders by category and level; each number opens /persons with the same filter. */
export async function countMatrix(ctx: Ctx, region: string) {
  const rows = await sql<{ category: string; level: number; count: number }>`
    select category, level, count(*)::int as count from person
    where ${isHolder} and category is not null and level is not null and ${personInReach(ctx)} and ${personInRegion(region)}
    group by category, level order by category, level`.execute(ctx.db)
  return rows.rows
}

/** Holders and people by the state of their certificate. */
export async function countPeople(ctx: Ctx, region: string) {
  const rows = await sql<{ kind: string; count: number }>`
    select case when ${isHolder} then 'holder' else kind end as kind, count(*)::int as count from person
    where kind <> 'relative' and (kind <> 'holder' or ${isHolder}) and ${personInReach(ctx)} and ${personInRegion(region)}
    group by 1`.execute(ctx.db)
  return rows.rows
}

/** Each region right below with its holders and open clues. */
export async function countByRegion(ctx: Ctx, region: string) {
  const children = await ctx.db
    .selectFrom('region')
    .select(['code', 'name'])
    .where('parent', '=', region)
    .where('endedOn', 'is', null)
    .orderBy('code')
    .execute()
  const ranges = children.map((c) => ({ ...c, ...regionRange(c.code) }))
  const inside = (
    alias: string,
  ) => sql`(${sql.ref(`${alias}.hukouRegion`)} >= r.lo and ${sql.ref(`${alias}.hukouRegion`)} < r.hi
    or ${sql.ref(`${alias}.residenceRegion`)} >= r.lo and ${sql.ref(`${alias}.residenceRegion`)} < r.hi)`
  const rows = await sql<{ code: string; name: string; holders: number; clues: number }>`
    select r.code, r.name,
      (select count(*)::int from person where ${isHolder} and ${personInReach(ctx)} and ${inside('person')}) as holders,
      (select count(*)::int from clue where state not in ('closed', 'withdrawn') and ${personInReach(ctx, 'clue')} and ${inside('clue')}) as clues
    from jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb) as r (code text, name text, lo text collate "C", hi text collate "C")
    order by r.code`.execute(ctx.db)
  return rows.rows
}

/** Open and withdrawn clues by rule. */
export async function countClues(ctx: Ctx, region: string) {
  const rows = await sql<{ rule: string; open: number; withdrawn: number }>`
    select rule, count(*) filter (where state not in ('closed', 'withdrawn'))::int as open, count(*) filter (where state = 'withdrawn')::int as withdrawn
    from clue where ${personInReach(ctx, 'clue')} and ${personInRegion(region, 'clue')} group by rule`.execute(
    ctx.db,
  )
  return rows.rows
}

/** Each department list with how much of it was matched; its age is the caller's to count. */
export async function countLists(ctx: Ctx) {
  const rows = await sql<{
    id: string
    fileType: string
    title: string
    receivedOn: string
    rows: number
    matched: number
    invalid: number
    absent: number
  }>`
    select list.id, list.file_type, list.title, list.received_on,
      count(r.*)::int as rows, count(*) filter (where r.state = 'matched')::int as matched,
      count(*) filter (where r.state = 'invalid')::int as invalid, count(*) filter (where r.state = 'absent')::int as absent
    from list left join list_row r on r.list_id = list.id
    where ${regionInReach(ctx, 'list.region')}
    group by list.id order by list.received_on desc, list.file_type`.execute(ctx.db)
  return rows.rows
}
