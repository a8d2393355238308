import type { UndoFate } from '@zhucan/catalogue'
import { sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'

/** The import as far as an undo needs it. */
export interface UndoneImport {
  id: string
  appliedAt: Date | null
  appliedNo: bigint | null
}

/**
 * Works out what undoing would do to each person of a register import, as a table of this transaction. Nothing is
 * written. `people` narrows it to some of them.
 */
export async function planUndo(
  ctx: Ctx,
  record: UndoneImport,
  people: readonly string[] | null,
): Promise<void> {
  await ctx.client.query('drop table if exists undo_person, undo_mine, undo_later')
  await ctx.client.query(mineSql(ctx, record, people))
  await ctx.client.query('create index on undo_mine (person_id); analyze undo_mine')
  await ctx.client.query(laterSql(ctx, record))
  await ctx.client.query(personSql(ctx, record, await referencesTo(ctx)))
  await ctx.client.query('create index on undo_person (person_id); analyze undo_person')
  await keepGuardians(ctx, record.id)
}

/** Nobody goes who is the guardian of somebody who stays; that may keep further people, so it is asked until none is. */
async function keepGuardians(ctx: Ctx, importId: string): Promise<void> {
  const keep = `update undo_person u set fate = 'stays', reason = 'relative' from guardian g
    left join undo_person o on o.person_id = g.person_id
    where u.fate = 'goes' and g.guardian_person_id = u.person_id
      and (o.person_id is null or o.fate = 'stays' or g.made_by is distinct from $1)`
  for (let more = true; more; ) more = ((await ctx.client.query(keep, [importId])).rowCount ?? 0) > 0
}

const literal = (ctx: Ctx, text: string): string => `${ctx.client.escapeLiteral(text)}::uuid`

/** Whom the import said something about, and which fields. */
function mineSql(ctx: Ctx, { id }: UndoneImport, people: readonly string[] | null): string {
  const only =
    people === null ? '' : `and a.person_id = any(${ctx.client.escapeLiteral(`{${people.join(',')}}`)})`
  return `create temp table undo_mine on commit drop as
    select a.person_id, min(a.recorded_at) as at, array_agg(distinct f.field) filter (where f.field is not null) as fields
    from assertion a left join lateral jsonb_object_keys(a.fields) f(field) on true
    where a.import_id = ${literal(ctx, id)} ${only}
    group by a.person_id`
}

/** Who has said something about these people since, anew or again. */
const laterSql = (ctx: Ctx, { id, appliedAt, appliedNo }: UndoneImport): string => `
  create temp table undo_later on commit drop as
    select person_id, bool_or(by_register) as by_register, bool_or(not by_register) as by_staff,
      array_agg(distinct field) filter (where field is not null) as fields
    from (
      select b.person_id, b.source = 'register' as by_register, f.field
      from undo_mine m join assertion b on b.person_id = m.person_id and b.import_id is distinct from ${literal(ctx, id)}
      left join import i on i.id = b.import_id
      left join lateral jsonb_object_keys(b.fields) f(field) on true
      where case when i.applied_no is null then b.recorded_at > ${moment(ctx, appliedAt)}
        else i.applied_no > ${appliedNo ?? 0} end
      union all
      select r.person_id, true, null from undo_mine m join import_repeat r on r.person_id = m.person_id
      where r.applied_no > ${appliedNo ?? 0} and r.import_id <> ${literal(ctx, id)}
    ) said group by person_id;
  create index on undo_later (person_id);
  analyze undo_later`

const moment = (ctx: Ctx, at: Date | null): string =>
  at ? `${ctx.client.escapeLiteral(at.toISOString())}::timestamptz` : 'now()'

/** Tables that point at people, clues or households and that this feature does not know by name. */
export interface References {
  person: string[]
  clue: string[]
  household: string[]
}

const known = new Set([
  ...[
    'person_number',
    'certificate',
    'household_member',
    'guardian',
    'assertion',
    'assertion_undone',
    'region_history',
  ],
  ...['list_row', 'clue', 'import_before', 'import_repeat'],
])

/** Asked of the database, so that a table somebody adds later keeps its people too. */
export async function referencesTo(ctx: Ctx): Promise<References> {
  const { rows } = await sql<{ to: keyof References; relation: string; column: string }>`
    select c.confrelid::regclass::text as to, c.conrelid::regclass::text as relation, a.attname as column
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid in ('person'::regclass, 'clue'::regclass, 'household'::regclass)`.execute(
    ctx.db,
  )
  const found: References = { person: [], clue: [], household: [] }
  for (const { to, relation, column } of rows) {
    if (to === 'person' && known.has(relation)) continue
    found[to].push(`select 1 from ${relation} x where x."${column}" = `)
  }
  return found
}

const personSql = (ctx: Ctx, { id }: UndoneImport, references: References): string => {
  const used = references.person.map((question) => `exists (${question} p.id)`).join(' or ') || 'false'
  const worked = references.clue.map((question) => `exists (${question} c.id)`).join(' or ') || 'false'
  return `
  create temp table undo_person on commit drop as
    select person_id, is_new, fields, said_later,
      case when is_new then case when reason is null then 'goes' else 'stays' end
        else case when by_register or by_staff or moved then 'partly' else 'back' end end as fate,
      case when is_new then reason
        else case when by_register then 'later-import' when by_staff then 'staff' when moved then 'moved' end end as reason
    from (
      select *, case when by_register then 'later-import' when by_staff then 'staff' when in_list then 'list'
        when in_clue then 'clue' when moved then 'moved' when in_use then 'in-use' end as reason
      from (
        select m.person_id, p.made_by is not distinct from ${literal(ctx, id)} as is_new, m.fields,
          coalesce(l.by_register, false) as by_register, coalesce(l.by_staff, false) as by_staff, l.fields as said_later,
          p.updated_at <> m.at or p.import_id is distinct from ${literal(ctx, id)} as moved,
          listed.person_id is not null as in_list, clues.person_id is not null as in_clue,
          ${used} as in_use
        from undo_mine m join person p on p.id = m.person_id
        left join undo_later l on l.person_id = m.person_id
        left join (select distinct r.person_id from list_row r join undo_mine n on n.person_id = r.person_id
          left join import_before b on b.import_id = ${literal(ctx, id)} and b.tbl = 'list_row'
            and b.key = r.list_id || '|' || r.sheet || '|' || r.row_no
          where b.key is null) listed on listed.person_id = m.person_id
        left join (select distinct c.person_id from clue c join undo_mine n on n.person_id = c.person_id
          where c.state not in ('new', 'withdrawn') or ${worked}) clues on clues.person_id = m.person_id
      ) seen
    ) judged`
}

/** A number beside a word. */
export interface Count {
  what: string
  count: number
}

/** How many people meet which fate, and why somebody stays. */
export async function countPlan(ctx: Ctx): Promise<{ fates: Record<UndoFate, number>; reasons: Count[] }> {
  const { rows } = await sql<{ fate: UndoFate; reason: string | null; n: number }>`
    select fate, reason, count(*)::int as n from undo_person group by fate, reason`.execute(ctx.db)
  const counted: Record<UndoFate, number> = { goes: 0, back: 0, partly: 0, stays: 0 }
  const reasons: Count[] = []
  for (const { fate, reason, n } of rows) {
    counted[fate] += n
    if (reason) reasons.push({ what: reason, count: n })
  }
  return { fates: counted, reasons: sumByWord(reasons) }
}

function sumByWord(counts: readonly Count[]): Count[] {
  const sums = new Map<string, number>()
  for (const { what, count } of counts) sums.set(what, (sums.get(what) ?? 0) + count)
  return [...sums].map(([what, count]) => ({ what, count })).sort((a, b) => b.count - a.count)
}

/** One person of a planned or finished undo. */
export interface UndoPerson {
  personId: string
  name: string
  fate: UndoFate
  reason: string | null
  fields: string[]
}

/** One page of the planned people of a fate, those with a reason first. */
export async function listPlan(
  ctx: Ctx,
  fate: UndoFate | null,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: UndoPerson[] }> {
  const where = fate === null ? sql`true` : sql`u.fate = ${fate}`
  const { rows: totals } = await sql<{ n: number }>`
    select count(*)::int as n from undo_person u where ${where}`.execute(ctx.db)
  const { rows } = await sql<UndoPerson>`
    select u.person_id, p.name, u.fate, u.reason, coalesce(case when u.fate = 'partly'
      then array(select unnest(u.said_later) intersect select unnest(u.fields)) else u.fields end, '{}') as fields
    from undo_person u join person p on p.id = u.person_id where ${where}
    order by u.reason nulls last, p.name collate "C", u.person_id limit ${page.limit} offset ${page.offset}`.execute(
    ctx.db,
  )
  return { total: totals[0]?.n ?? 0, rows }
}
