import type { Ctx } from '../platform/index.ts'

/**
 * Writes the good rows of a checked register into the register: people, numbers, certificates, households, guardians,
 * and one assertion per person. Set by set inside the caller's transaction: all of it or nothing.
 */
export async function applyRegister(ctx: Ctx, importId: string): Promise<void> {
  const moment = new Date(ctx.now()).toISOString()
  const values: Record<string, string> = {
    ':import': ctx.client.escapeLiteral(importId),
    ':day': `${ctx.client.escapeLiteral(ctx.day())}::date`,
    ':now': `${ctx.client.escapeLiteral(moment)}::timestamptz`,
    ':user': ctx.client.escapeLiteral(ctx.user.id),
  }
  await ctx.client.query(bulkSettings)
  for (const text of steps)
    await ctx.client.query(text.replaceAll(/:(?:import|day|now|user)\b/g, (name) => values[name]!))
}

/**
 * The planner cannot know how large tables are that this transaction fills, and looking rows up one by one in them
 * costs minutes; compiling plans costs seconds and saves nothing here. Rows go in by person: each of them is checked
 * against its person's row, and a register larger than the database's memory must not be walked at random.
 */
const bulkSettings = "set local enable_nestloop = off; set local jit = off; set local work_mem = '64MB'"

/** True when somebody out of reach has taken one of the numbers since the check. */
export async function hasTakenNumbers(ctx: Ctx, importId: string): Promise<boolean> {
  const { rows } = await ctx.client.query<{ taken: boolean }>(
    `with fresh as (select key, check_sealed from import_row r
       where import_id = $1 and role in ('holder', 'relative') and key is not null and (state = 'new'
         or state in ('changed', 'conflicting') and id_sealed is not null and not exists (select 1 from person_number n
           where n.person_id = r.person_id and n.kind = 'id' and n.key = r.key and n.check_sealed = r.check_sealed)))
     select exists (select 1 from numbers_elsewhere(array(select key from fresh)) t
       join fresh using (key, check_sealed)) as taken`,
    [importId],
  )
  return rows[0]!.taken
}

const rows = `
  create temp table apply_row on commit drop as
    select row_no, sheet, state, role, person_id, key, check_sealed, said, coalesce(shows, fields) as shows, sealed,
      case when state = 'new' then sealed else said_sealed end as said_sealed,
      id_sealed, certificate_sealed, guardian_sealed, hukou_region, residence_region
    from import_row where import_id = :import and state in ('new', 'changed', 'conflicting');
  analyze apply_row`

/** The household goes by the county that numbers it and lies where the first of its rows does. */
const households = `
  insert into household (id, code, region, is_rural, created_at)
    select bulk_uuid(:now), code, hukou_region, rural, :now from (
      select distinct on (left(hukou_region, 6), shows->>'householdNumber') shows->>'householdNumber' as code,
        hukou_region, case shows->>'hukouKind' when 'rural' then true when 'urban' then false end as rural
      from apply_row where role <> 'member' and shows ? 'householdNumber'
      order by left(hukou_region, 6), shows->>'householdNumber', role, row_no) h
    on conflict (left(region, 6), code) do nothing`

const householdKind = `
  update household h set is_rural = k.rural from (
    select left(hukou_region, 6) as county, shows->>'householdNumber' as code, bool_or(shows->>'hukouKind' = 'rural') as rural
    from apply_row where role = 'holder' and shows ? 'householdNumber' and shows ? 'hukouKind' group by 1, 2) k
  where left(h.region, 6) = k.county and h.code = k.code and h.is_rural is distinct from k.rural`

const personColumns = `name, sex, birth, category, level, certificate_status, certificate_valid_to,
  hukou_region, residence_region, shown, sealed, updated_at, import_id`

const status = `case when not a.shows ? 'level' then 'none' else case a.shows->>'certificateState'
  when 'frozen' then 'frozen' when 'cancelled' then 'cancelled' else 'issued' end end`

const personValues = `a.shows->>'name', a.shows->>'sex', (a.shows->>'birth')::date, a.shows->>'category',
  (a.shows->>'level')::smallint, ${status}, (a.shows->>'validTo')::date,
  a.hukou_region, a.residence_region, a.shows, a.sealed, :now, :import::uuid`

const newPeople = `
  insert into person (id, kind, created_at, household_id, ${personColumns})
    select a.person_id, a.role, :now, h.id, ${personValues} from apply_row a
    left join apply_household h on h.county = left(a.hukou_region, 6) and h.code = a.shows->>'householdNumber'
    where a.state = 'new' and a.role in ('holder', 'relative') order by a.person_id`

/**
 * Where an undo has just emptied the register, the planner believes it to be empty, or is told so in the midst of this work
 * by a vacuum that cannot see these rows yet. Looking at it here tells the truth and keeps vacuums away until the end.
 */
const lookAgain = `select look_at_people_again() where (select count(*) from apply_row where state = 'new') > 1000`

/** Where people were registered or lived until this day, and where from then on; as in a change of the region table. */
const movedPeople = ['hukou', 'residence'].flatMap((kind) => {
  const moved = `from apply_row a join person p on p.id = a.person_id
    where a.state <> 'new' and a.role <> 'member' and p.${kind}_region <> a.${kind}_region`
  return [
    `insert into region_history (person_id, kind, code, from_day, until_day)
      select p.id, '${kind}', p.${kind}_region, least(:day, (p.created_at at time zone 'Asia/Shanghai')::date), :day ${moved}
      and not exists (select 1 from region_history h where h.person_id = p.id and h.kind = '${kind}')`,
    `update region_history h set until_day = :day ${moved}
      and h.person_id = p.id and h.kind = '${kind}' and h.until_day is null`,
    `insert into region_history (person_id, kind, code, from_day)
      select p.id, '${kind}', a.${kind}_region, :day ${moved}
      on conflict (person_id, kind, from_day) do update set code = excluded.code, until_day = null`,
  ]
})

const knownPeople = `
  update person p set (kind, ${personColumns}) =
    row(case when a.role = 'holder' then 'holder' else p.kind end, ${personValues})
  from apply_row a where p.id = a.person_id and a.state <> 'new' and a.role in ('holder', 'relative')`

const memberValues = `
  update person p set shown = p.shown || a.shows, updated_at = :now, import_id = :import::uuid
  from apply_row a where p.id = a.person_id and a.role = 'member'`

const numbers = `
  insert into person_number (person_id, kind, key, check_sealed, sealed, import_id)
    select person_id, 'id', key, check_sealed, id_sealed, :import::uuid from apply_row
    where id_sealed is not null and role in ('holder', 'relative') order by person_id
    on conflict (person_id, kind, key) do nothing`

/** A person's certificates share the number's first 18 characters, so the printed form of the latest is kept. */
const certificateNumbers = `
  insert into person_number (person_id, kind, key, check_sealed, sealed, import_id)
    select person_id, 'certificate', key, check_sealed, certificate_sealed, :import::uuid from apply_row
    where certificate_sealed is not null order by person_id
    on conflict (person_id, kind, key) do update set sealed = excluded.sealed, import_id = excluded.import_id`

const certificateRow = `
  create temp table apply_certificate on commit drop as
    select person_id, row_no, coalesce((shows->>'reissue')::smallint, 0) as reissue, shows->>'category' as category,
      (shows->>'level')::smallint as level, (shows->>'issuedOn')::date as issued_on, (shows->>'validTo')::date as valid_to,
      case when shows ? 'components' then jsonb_build_array(shows->>'components') else '[]'::jsonb end as components,
      case shows->>'certificateState' when 'frozen' then 'frozen' when 'cancelled' then 'cancelled' else 'issued' end as status
    from apply_row where role = 'holder' and shows ? 'category' and shows ? 'level';
  analyze apply_certificate`

const closedCertificates = `
  update certificate c set status = 'replaced', ended_on = greatest(c.since, least(coalesce(a.issued_on, :day), :day))
  from apply_certificate a where c.person_id = a.person_id and c.ended_on is null
    and (c.category, c.level, c.reissue) is distinct from (a.category, a.level, a.reissue)`

/** What was closed and is brought back may stand beside a later one that says the same: it is closed again. */
const doubledCertificates = `
  update certificate c set status = 'replaced', ended_on = greatest(c.since, o.since)
  from apply_certificate a, certificate o
  where c.person_id = a.person_id and o.person_id = c.person_id and c.ended_on is null and o.ended_on is null
    and (c.since, c.id) < (o.since, o.id)`

const renewedCertificates = `
  update certificate c set issued_on = coalesce(a.issued_on, c.issued_on), valid_to = coalesce(a.valid_to, c.valid_to),
    status = a.status, components = a.components, import_id = :import::uuid
  from apply_certificate a where c.person_id = a.person_id and c.ended_on is null
    and (c.issued_on, c.valid_to, c.status, c.components)
      is distinct from (coalesce(a.issued_on, c.issued_on), coalesce(a.valid_to, c.valid_to), a.status, a.components)`

const newCertificates = `
  insert into certificate (id, person_id, reissue, category, level, components, issued_on, valid_to, status, since, import_id)
    select bulk_uuid(:now), a.person_id, a.reissue, a.category, a.level, a.components, a.issued_on, a.valid_to, a.status,
      coalesce(a.issued_on, :day), :import::uuid
    from apply_certificate a
    where not exists (select 1 from certificate c where c.person_id = a.person_id and c.ended_on is null)
    order by a.person_id`

/** A person may stand in both sheets; still it is one occasion on which the register said something. */
const assertions = `
  insert into assertion (id, person_id, source, import_id, row_no, valid_from, recorded_at, recorded_by, fields, sealed)
    select bulk_uuid(:now), a.person_id, 'register', :import::uuid, a.row_no, :day, :now, :user,
      coalesce(a.said, a.shows) || coalesce(m.said, '{}'), a.said_sealed
    from apply_row a
    left join (select person_id, jsonb_object_agg(e.key, e.value) as said from apply_row, jsonb_each(coalesce(said, shows)) e
      where role = 'member' group by person_id) m using (person_id)
    where a.role <> 'member'
    union all
    select bulk_uuid(:now), m.person_id, 'register', :import::uuid, min(m.row_no), :day, :now, :user,
      (select jsonb_object_agg(e.key, e.value) from apply_row x, jsonb_each(coalesce(x.said, x.shows)) e where x.person_id = m.person_id), null
    from apply_row m where m.role = 'member'
      and not exists (select 1 from apply_row a where a.person_id = m.person_id and a.role <> 'member')
    group by m.person_id
    order by 2`

const knownHouseholds = `
  create temp table apply_household on commit drop as
    select id, left(region, 6) as county, code from household;
  analyze apply_household`

const belonging = `
  create temp table apply_member on commit drop as
    select a.person_id, h.id as household_id, p.shown->>'relationToHead' as relation,
      coalesce(p.shown->>'relationToHead' = 'head', false) as is_head, coalesce((p.shown->>'isCarer')::boolean, false) as is_carer
    from (select distinct person_id from apply_row) a
    join person p on p.id = a.person_id
    join apply_household h on h.county = left(p.hukou_region, 6) and h.code = p.shown->>'householdNumber';
  analyze apply_member`

const householdOfPerson = `
  update person p set household_id = m.household_id from apply_member m
  where p.id = m.person_id and p.household_id is distinct from m.household_id`

const leftHouseholds = `
  update household_member o set ended_on = :day from apply_member m
  where o.person_id = m.person_id and o.ended_on is null and o.household_id <> m.household_id`

const changedMembers = `
  update household_member o set relation = m.relation, is_head = m.is_head, is_carer = m.is_carer from apply_member m
  where o.person_id = m.person_id and o.household_id = m.household_id and o.ended_on is null
    and (o.relation, o.is_head, o.is_carer) is distinct from (m.relation, m.is_head, m.is_carer)`

const newMembers = `
  insert into household_member (household_id, person_id, relation, is_head, is_carer, since)
    select household_id, person_id, relation, is_head, is_carer, :day from apply_member m
    where not exists (select 1 from household_member o where o.person_id = m.person_id and o.ended_on is null)
    order by person_id
    on conflict (household_id, person_id, since) do update set ended_on = null, relation = excluded.relation,
      is_head = excluded.is_head, is_carer = excluded.is_carer`

const guardianRow = `
  create temp table apply_guardian on commit drop as
    select person_id, guardian_sealed, coalesce(said, shows) ?| array['guardianName', 'guardianRelation', 'guardianPhone']
        or state = 'new' or guardian_sealed is not null as is_touched,
      shows->>'guardianName' as name, shows->>'guardianRelation' as relation
    from apply_row where role = 'holder' and shows ? 'guardianName';
  analyze apply_guardian`

const endedGuardians = `
  update guardian g set ended_on = :day from apply_guardian a
  where g.person_id = a.person_id and g.ended_on is null
    and (g.name, g.relation) is distinct from (a.name, a.relation)`

/** The one member of the household who bears the guardian's name. */
const guardianRelatives = `
  create temp table apply_relative on commit drop as
    select a.person_id, min(p.id::text)::uuid as id
    from apply_guardian a
    join apply_member m on m.person_id = a.person_id
    join household_member o on o.household_id = m.household_id and o.ended_on is null and o.person_id <> a.person_id
    join person p on p.id = o.person_id and p.name = a.name
    group by a.person_id having count(*) = 1;
  analyze apply_relative`

const newGuardians = `
  insert into guardian (id, person_id, guardian_person_id, name, relation, sealed_phone, since, import_id)
    select bulk_uuid(:now), a.person_id, relative.id, a.name, a.relation, a.guardian_sealed, :day, :import::uuid
    from apply_guardian a
    left join apply_relative relative on relative.person_id = a.person_id
    where not exists (select 1 from guardian g where g.person_id = a.person_id and g.ended_on is null)
    order by a.person_id`

const guardianPhones = `
  update guardian g set sealed_phone = a.guardian_sealed from apply_guardian a
  where g.person_id = a.person_id and g.ended_on is null and a.guardian_sealed is not null and a.is_touched
    and g.import_id is distinct from :import::uuid`

/** Lists that came before their people did: rows that meant nobody now mean somebody, whatever the order of arrival. */
const foundAgain = `
  update list_row r set person_id = a.person_id, state = 'matched', method = 'exact'
  from apply_row a where r.state = 'absent' and r.key = a.key and r.check_sealed = a.check_sealed
    and a.state = 'new' and a.role in ('holder', 'relative')`

/** What became of new and unchanged rows stands in the register itself; the rest stays to be looked at and repaired. */
const doneRows = `delete from import_row where import_id = :import and state in ('new', 'unchanged') and faults = '[]'`

/** In this order; `:import`, `:day`, `:now` and `:user` are filled in. */
const steps: readonly string[] = [
  rows,
  households,
  householdKind,
  knownHouseholds,
  ...movedPeople,
  newPeople,
  lookAgain,
  knownPeople,
  memberValues,
  numbers,
  certificateNumbers,
  certificateRow,
  closedCertificates,
  renewedCertificates,
  newCertificates,
  assertions,
  belonging,
  householdOfPerson,
  leftHouseholds,
  changedMembers,
  newMembers,
  guardianRow,
  endedGuardians,
  guardianRelatives,
  newGuardians,
  guardianPhones,
  foundAgain,
  doneRows,
]

/** Somebody shown as a relative, or as belonging to no household, is brought back to that. */
const lessThanBefore = `
  update person p set kind = b.kind, household_id = b.household_id
  from (select o.id, case when a.role = 'relative' and o.kind = 'holder' then 'relative' else o.kind end as kind,
      case when a.shows ? 'householdNumber' then o.household_id else (select m.household_id
        from household_member m where m.person_id = o.id and m.ended_on is null order by m.since desc limit 1) end as household_id
    from apply_row a join person o on o.id = a.person_id) b
  where p.id = b.id and (p.kind, p.household_id) is distinct from (b.kind, b.household_id)`

const shownSteps: readonly string[] = [
  lessThanBefore,
  households,
  knownHouseholds,
  ...movedPeople,
  knownPeople,
  certificateRow,
  closedCertificates,
  doubledCertificates,
  renewedCertificates,
  newCertificates,
  belonging,
  householdOfPerson,
  leftHouseholds,
  changedMembers,
  newMembers,
  guardianRow,
  endedGuardians,
  guardianRelatives,
  newGuardians,
  guardianPhones,
]

/**
 * Brings everything that hangs on known people in line with what \`apply_row\` shows of them, without anybody saying
 * anything: what remains when an import is taken back.
 */
export async function showAgain(ctx: Ctx): Promise<void> {
  const values: Record<string, string> = {
    ':import': 'null',
    ':day': `${ctx.client.escapeLiteral(ctx.day())}::date`,
    ':now': `${ctx.client.escapeLiteral(new Date(ctx.now()).toISOString())}::timestamptz`,
  }
  for (const text of shownSteps)
    await ctx.client.query(text.replaceAll(/:(?:import|day|now)\b/g, (name) => values[name]!))
}
