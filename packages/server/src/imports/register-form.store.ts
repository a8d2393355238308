import { addDays } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, personInReach, regionInReach } from '../platform/index.ts'
import { type PersonFilter, personWhere } from '../register/index.ts'

/** So long a form that went out may come back. */
export const formDays = 180

/** A form as it was sent. */
export interface SentForm {
  id: string
  day: string
  template: number
  hasNumbers: boolean
}

/** Enters a form that is about to go out. */
export async function insertForm(
  ctx: Ctx,
  form: { id: string; template: number; hasNumbers: boolean; rowCount: number; filter: object },
): Promise<void> {
  await sql`insert into register_form (id, region, made_by, made_at, day, template, filter, row_count, has_numbers, retain_until)
    values (${form.id}, ${ctx.user.region}, ${ctx.user.id}, ${new Date(ctx.now())}, ${ctx.day()}, ${form.template},
      ${JSON.stringify(form.filter)}::jsonb, ${form.rowCount}, ${form.hasNumbers}, ${addDays(ctx.day(), formDays)})`.execute(
    ctx.db,
  )
}

/** Keeps rows as they were sent, sealed. */
export async function insertSentRows(
  ctx: Ctx,
  { formId, sheet }: { formId: string; sheet: 'holders' | 'family' },
  rows: readonly { personId: string; row: number; sent: Buffer }[],
): Promise<void> {
  await ctx.client.query(
    `insert into register_form_row (form_id, person_id, sheet, row_no, sent)
     select $1, p, $5, n, s from unnest($2::uuid[], $3::integer[], $4::bytea[]) as r(p, n, s)`,
    [
      formId,
      rows.map(({ personId }) => personId),
      rows.map(({ row }) => row),
      rows.map(({ sent }) => sent),
      sheet,
    ],
  )
}

/** A form in reach, or undefined: never sent, sent by somebody out of reach, or past its days. */
export async function findForm(ctx: Ctx, id: string): Promise<SentForm | undefined> {
  const { rows } = await sql<SentForm>`select id, day, template, has_numbers from register_form
    where id = ${id} and ${regionInReach(ctx, 'region')}`.execute(ctx.db)
  return rows[0]
}

/** The rows of these people as they were sent. */
export async function findSentRows(
  ctx: Ctx,
  formId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const { rows } = await sql<{ personId: string; sent: Buffer }>`
    select person_id, sent from register_form_row where form_id = ${formId} and person_id = any(${ids}::uuid[])`.execute(
    ctx.db,
  )
  return new Map(rows.map(({ personId, sent }) => [personId, sent]))
}

/** Refuses rows staged earlier whose key has come a second time. */
export async function refuseStaged(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await ctx.client.query(
    `update staged_row set state = 'faulty', role = null, cells = null,
       faults = '[{"column": "name", "code": "form.key-twice"}]' where person_id = any($1::uuid[])`,
    [ids],
  )
}

/** Who of a form is not in the file that came back; the names are masked by the caller. */
export async function listMissing(ctx: Ctx, importId: string, page: { offset: number; limit: number }) {
  const from = sql`from register_form_row f join import i on i.form_id = f.form_id join person p on p.id = f.person_id
    where i.id = ${importId} and not exists (
      select 1 from import_row r where r.import_id = i.id and r.person_id = f.person_id)`
  const { rows: totals } = await sql<{ n: number }>`select count(*)::int as n ${from}`.execute(ctx.db)
  const { rows } = await sql<{ row: number; personId: string; name: string }>`
    select f.row_no as row, f.person_id, p.name ${from} order by f.row_no limit ${page.limit} offset ${page.offset}`.execute(
    ctx.db,
  )
  return { total: totals[0]?.n ?? 0, rows }
}

/** Ids of everybody within a filter, in the order of the form. */
export async function listFormPeople(ctx: Ctx, filter: PersonFilter, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select person.id from person where ${personWhere(ctx, filter)}
    order by person.hukou_region, person.name collate "C", person.id limit ${most + 1}`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

/** Ids of the relatives in reach who live in the households of everybody within a filter, household by household. */
export async function listFormRelatives(ctx: Ctx, filter: PersonFilter, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select relative.id from person relative join household_member m on m.person_id = relative.id and m.ended_on is null
    where relative.kind = 'relative' and ${personInReach(ctx, 'relative')} and m.household_id in (
      select person.household_id from person where person.household_id is not null and ${personWhere(ctx, filter)})
    order by relative.hukou_region, m.household_id, relative.birth, relative.id limit ${most + 1}`.execute(
    ctx.db,
  )
  return rows.map(({ id }) => id)
}

/** A person as the form needs them. */
export interface FormPerson {
  id: string
  shown: Record<string, unknown>
  sealed: Buffer | null
  idSealed: Buffer | null
  certificateSealed: Buffer | null
}

/** What is shown of these people, and their present official numbers, still sealed. */
export async function readFormPeople(ctx: Ctx, ids: readonly string[]): Promise<FormPerson[]> {
  const { rows } = await sql<FormPerson>`
    select p.id, p.shown || jsonb_build_object('hukouRegion', p.hukou_region, 'residenceRegion', p.residence_region) as shown,
      p.sealed,
      (select sealed from person_number n where n.person_id = p.id and n.kind = 'id' and n.current limit 1) as id_sealed,
      (select sealed from person_number n where n.person_id = p.id and n.kind = 'certificate' and n.current limit 1)
        as certificate_sealed
    from person p where p.id = any(${ids}::uuid[]) order by array_position(${ids}::uuid[], p.id)`.execute(
    ctx.db,
  )
  return rows
}

/** The whole name of each region, widest first, run together as people write it. */
export async function regionPaths(ctx: Ctx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ start: string; path: string }>`
    with recursive up as (
      select code as start, code, name, level, parent from region where code = any(${codes})
      union all select up.start, r.code, r.name, r.level, r.parent from up join region r on r.code = up.parent)
    select start, string_agg(name, '' order by level) as path from up group by start`.execute(ctx.db)
  return new Map(rows.map(({ start, path }) => [start, path]))
}

/** What the clerk has decided about cells that changed on both sides. */
export async function readChoices(ctx: Ctx, importId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ personId: string; field: string }>`
    select person_id, field from import_choice where import_id = ${importId} and take = 'theirs'`.execute(
    ctx.db,
  )
  return new Set(rows.map(({ personId, field }) => `${personId}:${field}`))
}

/** One decision about one cell. */
export interface CellChoice {
  personId: string
  field: string
  take: 'ours' | 'theirs'
}

/** Keeps decisions about cells that changed on both sides; others are left alone. */
export async function saveChoices(ctx: Ctx, importId: string, choices: readonly CellChoice[]): Promise<void> {
  await ctx.client.query(
    `insert into import_choice (import_id, person_id, field, take, chosen_by, chosen_at)
     select $1, r.person_id, c->>'field', w.take, $2, $3
     from import_row r, jsonb_array_elements(r.cells) c, jsonb_to_recordset($4::jsonb) as w("personId" uuid, field text, take text)
     where r.import_id = $1 and c->>'outcome' = 'conflict' and w."personId" = r.person_id and w.field = c->>'field'
     on conflict (import_id, person_id, field) do update
       set take = excluded.take, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at`,
    [importId, ctx.user.id, new Date(ctx.now()).toISOString(), JSON.stringify(choices)],
  )
}

/** Decides about every cell that changed on both sides at once. */
export async function saveAllChoices(ctx: Ctx, importId: string, take: 'ours' | 'theirs'): Promise<void> {
  await ctx.client.query(
    `insert into import_choice (import_id, person_id, field, take, chosen_by, chosen_at)
     select distinct $1::uuid, r.person_id, c->>'field', $4, $2, $3::timestamptz
     from import_row r, jsonb_array_elements(r.cells) c where r.import_id = $1 and c->>'outcome' = 'conflict'
     on conflict (import_id, person_id, field) do update
       set take = excluded.take, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at`,
    [importId, ctx.user.id, new Date(ctx.now()).toISOString(), take],
  )
}

/** How the rows of a form came out beyond their states. */
export async function countCells(ctx: Ctx, formId: string): Promise<Record<string, number>> {
  const { rows } = await ctx.client.query<Record<string, number>>(
    `select count(*) filter (where cells @> '[{"outcome": "conflict"}]')::int as differing,
       count(*) filter (where cells @> '[{"outcome": "system"}]')::int as kept,
       (select count(*)::int from register_form_row f where f.form_id = $1
         and not exists (select 1 from staged_row s where s.person_id = f.person_id)) as missing
     from staged_row`,
    [formId],
  )
  return { ...rows[0] }
}
