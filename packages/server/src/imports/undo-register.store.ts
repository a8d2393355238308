import { sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'
import { referencesTo } from './undo-plan.store.ts'

/** What an undo did, in numbers. */
export interface UndoCounts {
  goes: number
  back: number
  partly: number
  stays: number
  cluesWithdrawn: number
  cluesFlagged: number
  rows: number
}

/** Rows that hang on a person, with the columns that name one, in the order in which they are taken away. */
const hanging: Readonly<Record<string, readonly string[]>> = {
  guardian: ['id'],
  household_member: ['household_id', 'person_id', 'since'],
  certificate: ['id'],
  person_number: ['person_id', 'kind', 'key'],
  region_history: ['person_id', 'kind', 'from_day'],
}

const taken = `('goes', 'back', 'partly')`

/** Takes the import's word away from people of these fates; of people who are still there it is kept apart. */
export async function takeWordsBack(
  ctx: Ctx,
  importId: string,
  undoId: string,
  fates: readonly string[],
): Promise<void> {
  await ctx.client.query(
    `insert into assertion_undone (id, person_id, import_id, undo_id, source, row_no, valid_from, recorded_at, recorded_by,
       fields, sealed, undone_at)
     select a.id, a.person_id, a.import_id, $2, a.source, a.row_no, a.valid_from, a.recorded_at, a.recorded_by, a.fields,
       a.sealed, $3
     from assertion a join undo_person u on u.person_id = a.person_id and u.fate = any($4) and u.fate <> 'goes'
     where a.import_id = $1`,
    [importId, undoId, new Date(ctx.now()).toISOString(), fates],
  )
  for (const table of ['assertion', 'import_repeat'])
    await ctx.client.query(
      `delete from ${table} a using undo_person u
       where u.person_id = a.person_id and u.fate = any($2) and a.import_id = $1`,
      [importId, fates],
    )
}

/**
 * Brings back every row that the import changed and takes away every row that it brought. A row that a later import
 * changed again is left to what is said now; so are the columns of such a person.
 */
export async function restoreRows(ctx: Ctx, importId: string): Promise<void> {
  await ctx.client.query(
    `create temp table undo_before on commit drop as
       select b.tbl, b.key, u.fate, b.before from import_before b join undo_person u on u.person_id = b.person_id
       where b.import_id = $1 and (u.fate = 'back' or u.fate = 'partly' and b.tbl <> 'person' and not exists (
         select 1 from import_before c join import i on i.id = c.import_id join import me on me.id = b.import_id
         where c.tbl = b.tbl and c.key = b.key and i.applied_no > me.applied_no))`,
    [importId],
  )
  await ctx.client.query('create index on undo_before (tbl, key); analyze undo_before')
  for (const [table, keys] of Object.entries(hanging)) {
    await ctx.client.query(
      `delete from ${table} t using undo_person u where t.person_id = u.person_id and u.fate in ${taken}
         and t.made_by = $1 and (u.fate <> 'partly' or '${table}' <> 'person_number')`,
      [importId],
    )
    await restoreTable(ctx, table, keys)
  }
  await restoreTable(ctx, 'person', ['id'])
  await freeListRows(ctx, importId)
}

async function restoreTable(ctx: Ctx, table: string, keys: readonly string[]): Promise<void> {
  const columns = await columnsOf(ctx, table)
  const key = `concat_ws('|', ${keys.map((name) => `t.${name}`).join(', ')})`
  await ctx.client.query(
    `update ${table} t set (${columns}) = (select ${columns} from jsonb_populate_record(t, b.before))
     from undo_before b where b.tbl = '${table}' and b.key = ${key}`,
  )
}

/** Asked of the database: a column that somebody adds later is brought back too. */
async function columnsOf(ctx: Ctx, table: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0
      and not attisdropped and attgenerated = ''`.execute(ctx.db)
  return rows.map(({ name }) => `"${name}"`).join(', ')
}

/** Lists that came before these people did: what the import had found in them is absent again. */
async function freeListRows(ctx: Ctx, importId: string): Promise<void> {
  await ctx.client.query(
    `update list_row r set state = b.before->>'state', method = b.before->>'method',
       person_id = (b.before->>'person_id')::uuid
     from import_before b, undo_person u
     where b.import_id = $1 and b.tbl = 'list_row' and b.key = concat_ws('|', r.list_id, r.sheet, r.row_no)
       and u.person_id = r.person_id and u.fate = 'goes'`,
    [importId],
  )
}

/** Takes away the people whom only this import knew, and the questions about them. */
export async function takePeopleAway(ctx: Ctx, importId: string): Promise<void> {
  await ctx.client.query(
    `delete from clue c using undo_person u where u.person_id = c.person_id and u.fate = 'goes'`,
  )
  await requireBare(ctx)
  await ctx.client.query(
    `delete from person p using undo_person u where u.person_id = p.id and u.fate = 'goes' and p.made_by = $1`,
    [importId],
  )
}

/** What hangs on people without a foreign key; outside an undo the database asks for each person, see the migration. */
const bearing = ['person_number', 'certificate', 'assertion', 'household_member', 'guardian']

/** Nobody goes while something hangs on them: whoever adds rows now is waited for, and then it is looked. */
async function requireBare(ctx: Ctx): Promise<void> {
  await ctx.client.query(`lock table ${bearing.join(', ')} in share mode`)
  const held = bearing.map(
    (table) =>
      `select '${table}' as held from ${table} t join undo_person u on u.person_id = t.person_id and u.fate = 'goes'`,
  )
  const { rows } = await ctx.client.query<{ held: string }>(`${held.join(' union all ')} limit 1`)
  if (rows[0]) throw new Error(`rows of ${rows[0].held} still belong to a person who should go`)
}

/** A household goes when nobody belongs to it; what it is called goes back when all its people of this import did. */
export async function restoreHouseholds(ctx: Ctx, importId: string): Promise<void> {
  const { household } = await referencesTo(ctx)
  const isEmpty = household.map((question) => `not exists (${question} h.id)`).join(' and ')
  await ctx.client.query(`delete from household h where h.made_by = $1 and ${isEmpty}`, [importId])
  await ctx.client.query(
    `update household h set is_rural = (b.before->>'is_rural')::boolean from import_before b
     where b.import_id = $1 and b.tbl = 'household' and b.key = h.id::text
       and not exists (select 1 from person p join assertion a on a.person_id = p.id and a.import_id = $1
         where p.household_id = h.id)
       and not exists (select 1 from import_before c join import i on i.id = c.import_id join import me on me.id = $1
         where c.tbl = 'household' and c.key = b.key and i.applied_no > me.applied_no)`,
    [importId],
  )
}

/**
 * Forgets how rows were before: of these people it is no longer true. Of people whom later imports changed as well, the
 * later images show what is now taken back, so those are brought in line with what is said from now on.
 */
export async function forgetImages(ctx: Ctx, importId: string): Promise<void> {
  await ctx.client.query(
    `delete from import_before b using undo_person u
     where u.person_id = b.person_id and (u.fate in ('back', 'goes') and b.import_id = $1 or u.fate = 'partly')`,
    [importId],
  )
  await ctx.client.query(
    `delete from import_before b where b.import_id = $1 and b.tbl in ('household', 'list_row')
       and not exists (select 1 from assertion a where a.import_id = $1)`,
    [importId],
  )
}

/** What the import repeated about people of whom it said nothing new; of those who stay it is kept. */
export async function forgetRepeats(
  ctx: Ctx,
  importId: string,
  people: readonly string[] | null,
): Promise<void> {
  await ctx.client.query(
    `delete from import_repeat r where r.import_id = $1 and ($2::uuid[] is null or r.person_id = any($2))
       and not exists (select 1 from undo_person u where u.person_id = r.person_id and u.fate = 'stays')`,
    [importId, people],
  )
}

/** Keeps for the record who stays and why. */
export async function keepStays(ctx: Ctx, undoId: string): Promise<void> {
  await ctx.client.query(
    `insert into import_undo_person (undo_id, person_id, fate, reason, fields)
     select $1, person_id, fate, coalesce(reason, ''), coalesce(case when fate = 'partly'
       then array(select unnest(said_later) intersect select unnest(fields)) else fields end, '{}')
     from undo_person where fate in ('stays', 'partly')`,
    [undoId],
  )
}

/**
 * Clues found since about people whose facts go back: an untouched one is withdrawn, one in work is kept and says that
 * its facts changed. Returns how many of each.
 */
export async function settleClues(
  ctx: Ctx,
  appliedAt: Date | null,
  rules: readonly string[] | null,
): Promise<{ cluesWithdrawn: number; cluesFlagged: number }> {
  const since = appliedAt?.toISOString() ?? new Date(0).toISOString()
  const found = `from undo_person u where u.person_id = c.person_id and u.fate in ('back', 'partly')
    and ($2::text[] is null or c.rule = any($2))
    and exists (select 1 from screening s where s.id = c.screening_id and s.started_at >= $1)`
  const withdrawn = await ctx.client.query(
    `update clue c set state = 'withdrawn', withdrawn_on = $3 ${found} and c.state = 'new'`,
    [since, rules, ctx.day()],
  )
  const flagged = await ctx.client.query(
    `update clue c set facts_changed_on = coalesce(c.facts_changed_on, $3::date) ${found}
       and c.state not in ('new', 'withdrawn', 'closed')`,
    [since, rules, ctx.day()],
  )
  return { cluesWithdrawn: withdrawn.rowCount ?? 0, cluesFlagged: flagged.rowCount ?? 0 }
}
