-- What an office sets by decision instead of by code, dated, each line by two people; and the erasing of a person on lawful request.

-- One line of policy: an amount or day count that rules use, or how one rule is to judge. It holds in its region and below from
-- its day on, until a later or a nearer line says otherwise. A line is never changed: a correction is another line.
create table policy_line (
  id uuid primary key,
  code text not null check (length(code) between 3 and 120),
  region text collate "C" not null check (region ~ '^[0-9]{6}000000$'),
  from_day date not null,
  value jsonb,
  source text not null check (length(source) between 4 and 300),
  document_number text check (length(document_number) between 2 and 60),
  note text check (length(note) <= 500),
  entered_by text not null references auth_user (id),
  entered_by_name text not null,
  entered_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'confirmed', 'refused', 'withdrawn')),
  decided_by text references auth_user (id),
  decided_by_name text,
  decided_at timestamptz,
  reason text check (length(reason) between 2 and 500),
  check ((state = 'waiting') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (state = 'waiting' or (state = 'withdrawn') = (decided_by = entered_by))
);
comment on column policy_line.value is 'Null = the line of this region ends on that day, and what holds above holds here again.';
comment on column policy_line.region is 'A county or wider: who carries out a policy does not set it.';
create unique index policy_line_waiting on policy_line (code, region, from_day) where state = 'waiting';
create index policy_line_place on policy_line (region, code, from_day);

alter table policy_line enable row level security;
alter table policy_line force row level security;
-- A line binds everybody below and is shown in the reasons they read; it names no person but who stood for it.
create policy told on policy_line for select using (region_span(region) && (select app_reach()));
create policy entered on policy_line for insert with check (region_span(region) <@ (select app_reach())
  and state = 'waiting' and entered_by = (select current_setting('app.user_id', true)));
create policy decided on policy_line for update
  using (state = 'waiting' and region_span(region) <@ (select app_reach()))
  with check (decided_by = (select current_setting('app.user_id', true)));
grant select, insert on policy_line to zhucan_app;
grant update (state, decided_by, decided_by_name, decided_at, reason) on policy_line to zhucan_app;

-- Prolonging an office is giving it for longer, so it waits for the second person like a new one.
alter table office_wish add column prolongs uuid references appointment (id);
comment on column office_wish.prolongs is 'The office that is to last longer; null for a new one.';

-- An organisation whose people will get log-ins waits for a second person.
create table organisation_wish (
  id uuid primary key,
  kind text not null check (kind in ('federation', 'member-department', 'service')),
  name text not null check (length(name) between 2 and 80),
  region text collate "C" not null,
  department text,
  from_day date not null,
  reason text not null check (length(reason) between 2 and 500),
  made_by text not null references auth_user (id),
  made_by_name text not null,
  made_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'confirmed', 'refused', 'withdrawn')),
  decided_by text references auth_user (id),
  decided_by_name text,
  decided_at timestamptz,
  note text check (length(note) between 2 and 500),
  organisation_id uuid references organisation (id),
  check ((state = 'waiting') = (decided_by is null)),
  check (state = 'waiting' or (state = 'withdrawn') = (decided_by = made_by)),
  check ((state = 'confirmed') = (organisation_id is not null))
);
create unique index organisation_wish_waiting on organisation_wish (region, kind, name) where state = 'waiting';
alter table organisation_wish enable row level security;
alter table organisation_wish force row level security;
create policy reach on organisation_wish for select using (region <@ (select app_reach()));
create policy made on organisation_wish for insert with check (region_span(region) <@ (select app_reach())
  and state = 'waiting' and made_by = (select current_setting('app.user_id', true)));
create policy decided on organisation_wish for update
  using (state = 'waiting' and region_span(region) <@ (select app_reach()))
  with check (decided_by = (select current_setting('app.user_id', true)));
grant select, insert on organisation_wish to zhucan_app;
grant update (state, decided_by, decided_by_name, decided_at, note, organisation_id) on organisation_wish to zhucan_app;

-- Who asked that a person be erased, who agreed, and what stays behind. The person's id is all that is left of the person.
create table erasure (
  id uuid primary key,
  person_id uuid not null,
  region text collate "C" not null,
  basis text not null check (basis in ('withdrawn-consent', 'purpose-met', 'unlawful', 'retention-over')),
  reason text not null check (length(reason) between 10 and 500),
  asked_on date not null,
  entered_by text not null references auth_user (id),
  entered_by_name text not null,
  entered_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused', 'withdrawn')),
  decided_by text references auth_user (id),
  decided_by_name text,
  decided_at timestamptz,
  note text check (length(note) between 2 and 500),
  remains jsonb not null default '{}',
  check ((state = 'waiting') = (decided_by is null)),
  check (state = 'waiting' or (state = 'withdrawn') = (decided_by = entered_by))
);
comment on column erasure.asked_on is 'The day on which the person, or who may act for them, asked in writing.';
comment on column erasure.remains is 'What was erased, counted by table, and the decisions there were, without a word of their text.';
create unique index erasure_waiting on erasure (person_id) where state = 'waiting';
create index erasure_region on erasure (region, entered_at desc);
alter table erasure enable row level security;
alter table erasure force row level security;
create policy reach on erasure for select using (region <@ (select app_reach()));
create policy entered on erasure for insert with check (region <@ (select app_reach())
  and state = 'waiting' and entered_by = (select current_setting('app.user_id', true))
  and exists (select 1 from person p where p.id = person_id and p.hukou_region = region));
create policy decided on erasure for update using (state = 'waiting' and region <@ (select app_reach()))
  with check (decided_by = (select current_setting('app.user_id', true)));
grant select, insert on erasure to zhucan_app;
-- Done is what the function below makes it, nobody by hand.
grant update (state, decided_by, decided_by_name, decided_at, note) on erasure to zhucan_app;
create policy not_by_hand on erasure as restrictive for update to zhucan_app with check (state in ('refused', 'withdrawn'));

-- Takes a name out wherever it is a whole value: part of a longer name is somebody else's.
create function without_name(said jsonb, name text) returns jsonb language sql immutable as $$
  select replace(said::text, to_json(name)::text, '"▢"')::jsonb
$$;
-- The same for a text that people wrote, kept as long as its column wants it.
create function without_name(said text, name text, shortest integer) returns text language sql immutable as $$
  select rpad(r, greatest(shortest, length(r)), '▢') from (select replace(said, name, '▢') as r) x
$$;

/*
 * Takes a person out of every table: rows of their own go, what others say of them loses their name. Returns what was there, by
 * count. Whoever calls it answers for the right to do so; a restore calls it for those who were erased after the backup was made.
 */
create function erase_person_rows(erased uuid) returns jsonb language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  own constant text := coalesce(current_setting('app.reach', true), '');
  merging constant text := coalesce(current_setting('app.merging', true), '');
  people uuid[];
  names text[];
  keys bigint[];
  homes uuid[];
  clues uuid[];
  touched uuid[];
  files jsonb := '{}';
  counted jsonb := '{}';
  decisions jsonb;
  n bigint;
  t text;
  called text;
begin
  perform set_config('app.reach', '{[000000000000,999999999999)}', true);
  perform set_config('app.merging', 'on', true);
  -- Files that were merged into this one are the same human being.
  with recursive same as (select p.id from person p where p.id = erased
    union select p.id from person p join same s on p.merged_into = s.id)
    select array_agg(id) into people from same;
  if people is null then
    perform set_config('app.reach', own, true);
    perform set_config('app.merging', merging, true);
    return null;
  end if;
  perform 1 from person p where p.id = any (people) order by p.id for update;
  select array_agg(distinct p.name) into names from person p where p.id = any (people);
  select coalesce(array_agg(distinct pn.key), '{}') into keys from person_number pn where pn.person_id = any (people);
  select coalesce(array_agg(distinct m.household_id), '{}') into homes from household_member m where m.person_id = any (people);
  select coalesce(array_agg(c.id), '{}') into clues from clue c where c.person_id = any (people);

  select coalesce(jsonb_agg(jsonb_build_object('rule', c.rule, 'state', c.state, 'since', c.since, 'closedOn', c.closed_on,
      'decisions', (select coalesce(jsonb_agg(jsonb_build_object('kind', h.kind, 'at', h.at) order by h.at), '[]')
        from clue_handling h where h.clue_id = c.id)) order by c.since, c.id), '[]')
    into decisions from clue c where c.id = any (clues);
  select coalesce(jsonb_agg(f.stored_as), '[]') into files from clue_file f where f.clue_id = any (clues);
  files := jsonb_build_object('evidence', files);

  -- Whoever lived with them or was cared for by them: the rows that may bear their name.
  select coalesce(array_agg(distinct x.id), '{}') into touched from (
    select m.person_id as id from household_member m where m.household_id = any (homes)
    union select g.person_id from guardian g where g.guardian_person_id = any (people)) x
  where x.id <> all (people);

  -- Uploaded workbooks that name them: the rows go here, the sealed files with whoever called.
  select files || jsonb_build_object('uploads', coalesce(jsonb_agg(distinct i.stored_as), '[]')) into files
  from import i where i.file_deleted_at is null and i.id in (
    select r.import_id from import_row r where r.person_id = any (people) or r.key = any (keys)
    union select l.list_id from list_row l where l.person_id = any (people) or l.key = any (keys)
    union select a.import_id from assertion a where a.person_id = any (people)
    union select a.import_id from assertion_undone a where a.person_id = any (people)
    union select r.import_id from import_repeat r where r.person_id = any (people));
  update import i set file_deleted_at = now() where i.file_deleted_at is null and files->'uploads' ? i.stored_as;

  -- Exports that may hold them are taken back.
  select files || jsonb_build_object('exports', coalesce(jsonb_agg(e.id), '[]')) into files
  from export_request e where e.state = 'ready' and exists (select 1 from person p where p.id = any (people)
    and (p.hukou_region <@ region_span(e.region) or p.residence_region <@ region_span(e.region)));
  update export_request e set state = 'gone' where files->'exports' ? e.id::text;

  delete from indicator_record where record_id = any (people || clues);
  foreach t in array array['clue_file', 'clue_handling', 'clue_feedback', 'clue_event'] loop
    execute format('delete from %I where clue_id = any ($1)', t) using clues;
    get diagnostics n = row_count;
    counted := counted || jsonb_build_object(t, n);
  end loop;
  delete from clue where id = any (clues);
  get diagnostics n = row_count;
  counted := counted || jsonb_build_object('clue', n);

  delete from list_row where person_id = any (people) or key = any (keys);
  get diagnostics n = row_count;
  counted := counted || jsonb_build_object('list_row', n);
  delete from import_row where person_id = any (people) or key = any (keys);
  get diagnostics n = row_count;
  counted := counted || jsonb_build_object('import_row', n);

  delete from import_before where person_id = any (people)
    or (tbl = 'guardian' and before->>'guardian_person_id' = any (people::text[]));
  delete from guardian where person_id = any (people);
  update guardian set name = '▢', guardian_person_id = null, sealed_phone = null
    where guardian_person_id = any (people) or (person_id = any (touched) and name = any (names));
  foreach t in array array['assertion_undone', 'assertion', 'import_repeat', 'import_undo_person', 'import_choice',
      'register_form_row', 'region_history', 'household_member', 'certificate', 'person_number'] loop
    execute format('delete from %I where person_id = any ($1)', t) using people;
    get diagnostics n = row_count;
    counted := counted || jsonb_build_object(t, n);
  end loop;

  foreach called in array names loop
    update person p set shown = without_name(p.shown, called) where p.id = any (touched) and p.name <> called;
    update assertion a set fields = without_name(a.fields, called) from person p
      where p.id = a.person_id and p.id = any (touched) and p.name <> called;
    update assertion_undone a set fields = without_name(a.fields, called) from person p
      where p.id = a.person_id and p.id = any (touched) and p.name <> called;
    update import_before b set before = without_name(b.before, called) from person p
      where p.id = b.person_id and p.id = any (touched) and p.name <> called;
    update import_row r set fields = without_name(r.fields, called), said = without_name(r.said, called),
        shows = without_name(r.shows, called), changes = without_name(r.changes, called), cells = without_name(r.cells, called)
      from person p where p.id = r.person_id and p.id = any (touched) and p.name <> called;
    update clue_feedback f set finding = without_name(f.finding, called, 10) from clue c
      where c.id = f.clue_id and c.person_id = any (touched) and strpos(f.finding, called) > 0;
    update clue_handling h set decision = without_name(h.decision, called, 4) from clue c
      where c.id = h.clue_id and c.person_id = any (touched) and strpos(h.decision, called) > 0;
    update clue_event e set note = without_name(e.note, called, 0) from clue c
      where c.id = e.clue_id and c.person_id = any (touched) and strpos(e.note, called) > 0;
    update break_glass g set reason = without_name(g.reason, called, 15), note = without_name(g.note, called, 0)
      where g.person_id = any (people);
  end loop;

  update person set household_id = null where id = any (people);
  delete from person where id = any (people);
  get diagnostics n = row_count;
  counted := counted || jsonb_build_object('person', n);
  delete from household h where h.id = any (homes) and not exists (select 1 from household_member m where m.household_id = h.id)
    and not exists (select 1 from person p where p.household_id = h.id)
    and not exists (select 1 from clue c where c.household_id = h.id);
  delete from name_sound s where s.name = any (names) and not exists (select 1 from person p where p.name collate "C" = s.name);

  perform set_config('app.reach', own, true);
  perform set_config('app.merging', merging, true);
  return jsonb_build_object('rows', counted, 'clues', decisions, 'files', files);
end $$;
revoke all on function erase_person_rows(uuid) from public;

-- Why a person may not be erased now; empty = nothing stands against it. Asked beyond one's area, answered with codes only.
create function erasure_holds(erased uuid, today date) returns text[] language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  own constant text := coalesce(current_setting('app.reach', true), '');
  holds text[];
begin
  perform set_config('app.reach', '{[000000000000,999999999999)}', true);
  select array_remove(array[
    case when exists (select 1 from clue c where c.person_id = erased and c.state not in ('closed', 'withdrawn'))
      then 'open-clue' end,
    case when exists (select 1 from clue c join clue_handling h on h.clue_id = c.id where c.person_id = erased
      and h.kind = 'recover' and h.at > today - interval '5 years') then 'recovery' end,
    case when exists (select 1 from certificate k where k.person_id = erased and k.status in ('issued', 'frozen')
      and k.ended_on is null and (k.valid_to is null or k.valid_to >= today))
      and exists (select 1 from person p where p.id = erased and p.alive) then 'certificate' end,
    case when exists (select 1 from break_glass g where g.person_id = erased and g.state = 'open') then 'unreviewed-access' end
  ], null) into holds;
  perform set_config('app.reach', own, true);
  return holds;
end $$;
revoke all on function erasure_holds(uuid, date) from public;
grant execute on function erasure_holds(uuid, date) to zhucan_app;

/*
 * The one way in which the application takes a person out: a waiting wish within the caller's area that somebody else entered, and
 * nothing that stands against it. The lock on the wish and on the person keeps two from deciding at once.
 */
create function carry_out_erasure(wish uuid, decider_name text, at timestamptz, today date) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  e erasure;
  left_over jsonb;
  me constant text := nullif(current_setting('app.user_id', true), '');
begin
  select * into e from erasure where id = wish and state = 'waiting' for update;
  -- Whoever has moved meanwhile belongs to another office; whoever is held here gets no new clue until this is over.
  perform 1 from person p where p.id = e.person_id and p.hukou_region = e.region for update;
  if not found or e.id is null or me is null or me = e.entered_by or cardinality(erasure_holds(e.person_id, today)) > 0 then
    raise check_violation using constraint = 'erasure_guard', message = 'this erasure may not be carried out';
  end if;
  left_over := erase_person_rows(e.person_id);
  if left_over is null then raise check_violation using constraint = 'erasure_guard', message = 'the person is not there'; end if;
  update erasure set state = 'done', decided_by = me, decided_by_name = decider_name, decided_at = at,
    remains = left_over - 'files' where id = wish;
  return left_over->'files';
end $$;
revoke all on function carry_out_erasure(uuid, text, timestamptz, date) from public;
grant execute on function carry_out_erasure(uuid, text, timestamptz, date) to zhucan_app;
