-- Figures of a county are added up as its rows are written, township by township: a question adds a few thousand numbers
-- instead of reading everybody. Lines are only added, so nobody waits for anybody; a night's work puts equal ones together.

create table person_tally (
  hukou_region text collate "C" not null,
  residence_region text collate "C" not null,
  kind text not null,
  category text,
  level smallint,
  is_counted boolean not null,
  n integer not null
);
comment on table person_tally is 'How many people share a kind, a certificate and two townships; the sum of n over equal lines.';
comment on column person_tally.is_counted is 'False for holders who died or whose certificate was cancelled.';

create table clue_tally (
  hukou_region text collate "C" not null,
  residence_region text collate "C" not null,
  place text collate "C" not null,
  state text not null,
  rule text not null,
  severity text not null,
  holder smallint not null,
  due date,
  office_id uuid,
  n integer not null
);
comment on table clue_tally is 'How many clues share all of this; those whose person lies elsewhere are counted as they stand.';

create table clue_day_tally (
  hukou_region text collate "C" not null,
  residence_region text collate "C" not null,
  since date not null,
  done date,
  n integer not null
);
comment on table clue_day_tally is 'On which days clues, of persons and of households, were found and finished.';

create table list_tally (
  list_id uuid not null,
  state text not null,
  n integer not null
);
comment on table list_tally is 'How many rows of a list stand in which state.';

create index person_tally_hukou on person_tally (hukou_region);
create index person_tally_residence on person_tally (residence_region);
create index clue_tally_hukou on clue_tally (hukou_region);
create index clue_tally_residence on clue_tally (residence_region);
create index clue_day_tally_hukou on clue_day_tally (hukou_region);
create index clue_day_tally_residence on clue_day_tally (residence_region);
create index list_tally_list on list_tally (list_id);

-- A township as a place: what a tally knows of a village.
create function township_of(code text) returns text language sql immutable as $$ select left(code, 9) || '000' $$;

-- A person's clue lies where the person does. A household's may stand on a member who lies elsewhere, perhaps with somebody
-- else: such a one is left to be looked at itself.
alter table clue add column is_near boolean not null default false;
comment on column clue.is_near is 'Whether its person lies in the same townships: then it is tallied.';
-- The worklist by place, as by its other columns.
create index clue_place_order on clue (place, severity_rank, since, id) where state not in ('closed', 'withdrawn');

create index clue_far on clue (hukou_region) where not is_near;

create function lies_near(clue_hukou text, clue_residence text, who uuid) returns boolean language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  before text := coalesce(current_setting('app.reach', true), '');
  found_near boolean;
begin
  perform set_config('app.reach', '{[000000000000,999999999999)}', true);
  select exists (select from public.person p where p.id = who and p.merged_into is null
    and public.township_of(p.hukou_region) = public.township_of(clue_hukou)
    and public.township_of(p.residence_region) = public.township_of(clue_residence)) into found_near;
  perform set_config('app.reach', before, true);
  return found_near;
end $$;
revoke all on function lies_near(text, text, uuid) from public;

create function set_clue_near() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  new.is_near := new.subject = 'person' or public.lies_near(new.hukou_region, new.residence_region, new.person_id);
  return new;
end $$;
-- After the triggers that set its places, which come earlier in the alphabet.
create trigger clue_written_near before insert or update of hukou_region, residence_region, person_id, subject, is_near on clue
  for each row execute function set_clue_near();

create function move_clues_near() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare before text := coalesce(current_setting('app.reach', true), '');
begin
  perform set_config('app.reach', '{[000000000000,999999999999)}', true);
  update public.clue set is_near = false where person_id = new.id and subject = 'household';
  perform set_config('app.reach', before, true);
  return null;
end $$;
create trigger person_moves_near after update of hukou_region, residence_region, merged_into on person for each row
  when ((old.hukou_region, old.residence_region, old.merged_into)
    is distinct from (new.hukou_region, new.residence_region, new.merged_into))
  execute function move_clues_near();

select set_config('app.reach', '{[000000000000,999999999999)}', true);
update clue c set is_near = c.subject = 'person' or exists (select from person p where p.id = c.person_id and p.merged_into is null
  and township_of(p.hukou_region) = township_of(c.hukou_region)
  and township_of(p.residence_region) = township_of(c.residence_region));
select set_config('app.reach', '', true);

-- Lines of a whole township say nothing to who may see only a part of it.
create function reach_is_whole() returns boolean language sql stable as $$
  select not exists (select from unnest(app_reach()) r where right(lower(r), 3) <> '000'
    or (right(upper(r), 3) <> '000' and upper(r) <> '999999999999'))
$$;

do $$
declare
  t text;
  near text;
  owner text := current_user;
begin
  foreach t in array array['person_tally', 'clue_tally', 'clue_day_tally'] loop
    near := '(%1$s >= (select lower(app_reach())) collate "C" and %1$s < (select upper(app_reach())) collate "C"
      and ((select app_reach() = multirange(range_merge(app_reach()))) or %1$s <@ (select app_reach())))';
    execute format('create policy reach on %I for select using ((select reach_is_whole()) and (' ||
      format(near, 'hukou_region') || ' or ' || format(near, 'residence_region') || '))', t);
  end loop;
  create policy reach on list_tally for select using (exists (select 1 from list l where l.id = list_id));
  foreach t in array array['person_tally', 'clue_tally', 'clue_day_tally', 'list_tally'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy kept on %I to %I using (true) with check (true)', t, owner);
    execute format('grant select on %I to zhucan_app', t);
  end loop;
end $$;

-- Each statement that writes adds its difference. The functions run as the owner: the application itself writes no figure.
-- Files that stand behind another one are nobody's figure, as they are nobody's to see.
do $$
declare
  lines constant jsonb := '{
    "person": {"person_tally": "select township_of(hukou_region), township_of(residence_region), kind, category, level, kind <> ''holder'' or (alive and certificate_status <> ''cancelled''), sum(n) from (%s) r where merged_into is null group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0"},
    "clue": {"clue_tally": "select township_of(hukou_region), township_of(residence_region), township_of(place), state, rule, severity, holder, due, office_id, sum(n) from (%s) r where is_near group by 1, 2, 3, 4, 5, 6, 7, 8, 9 having sum(n) <> 0",
      "clue_day_tally": "select township_of(hukou_region), township_of(residence_region), since, case state when ''closed'' then closed_on when ''withdrawn'' then withdrawn_on end, sum(n) from (%s) r group by 1, 2, 3, 4 having sum(n) <> 0"},
    "list_row": {"list_tally": "select list_id, state, sum(n) from (%s) r group by 1, 2 having sum(n) <> 0"}}';
  sources constant jsonb := '{"insert": "select *, 1 as n from new_rows", "delete": "select *, -1 as n from old_rows",
    "update": "select *, 1 as n from new_rows union all select *, -1 from old_rows"}';
  tables constant jsonb := '{"insert": "new table as new_rows", "delete": "old table as old_rows",
    "update": "old table as old_rows new table as new_rows"}';
  source text;
  op text;
  tally text;
  line text;
  body text;
begin
  perform set_config('app.reach', '{[000000000000,999999999999)}', true);
  for source in select jsonb_object_keys(lines) loop
    for op in select jsonb_object_keys(sources) loop
      body := '';
      for tally, line in select * from jsonb_each_text(lines->source) loop
        body := body || format('insert into public.%I %s; ', tally, format(line, sources->>op));
      end loop;
      execute format('create function %I() returns trigger language plpgsql security definer
        set search_path = pg_catalog, public, pg_temp as %L', 'tally_' || source || '_' || op, 'begin ' || body || 'return null; end');
      execute format('create trigger %I after %s on %I referencing %s for each statement execute function %I()',
        'tally_' || op, op, source, tables->>op, 'tally_' || source || '_' || op);
    end loop;
    for tally, line in select * from jsonb_each_text(lines->source) loop
      execute format('insert into %I %s', tally, format(line, format('select *, 1 as n from %I', source)));
    end loop;
  end loop;
  perform set_config('app.reach', '', true);
end $$;

-- Puts equal lines together where they have become many; questions asked meanwhile see the old ones or the new ones.
create function compact_tallies() returns integer language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  t text;
  names text;
  gone integer;
  sum_of_gone integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('compact tallies', 0)) then return 0; end if;
  foreach t in array array['person_tally', 'clue_tally', 'clue_day_tally', 'list_tally'] loop
    select string_agg(quote_ident(attname), ', ' order by attnum) into names from pg_attribute
      where attrelid = ('public.' || t)::regclass and attnum > 0 and not attisdropped and attname <> 'n';
    execute format('select (select count(*) from public.%1$I) - (select count(*) from (select from public.%1$I group by %2$s having sum(n) <> 0) g)',
      t, names) into gone;
    continue when gone = 0;
    execute format('with gone as (delete from public.%1$I returning *)
      insert into public.%1$I (%2$s, n) select %2$s, sum(n) from gone group by %2$s having sum(n) <> 0', t, names);
    sum_of_gone := sum_of_gone + gone;
  end loop;
  return sum_of_gone;
end $$;
revoke all on function compact_tallies() from public;
grant execute on function compact_tallies() to zhucan_app;

-- Whoever deletes people asks each table that points at them.
create index link_memory_person on link_memory (person_id);
create index person_merge_gone on person_merge (gone);

-- A table that was empty when it was last looked at is planned for as if it were: an import into it would look through a
-- whole index for each of its people. Whoever fills it asks for another look, in the same transaction.
create function look_at_people_again() returns void language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  analyze public.person;
end $$;
revoke all on function look_at_people_again() from public;
grant execute on function look_at_people_again() to zhucan_app;

-- An undo of a large import looks once whether anything still hangs on those who go, instead of five times for each.
drop trigger person_has_rows on person;
create trigger person_has_rows before delete on person for each row when (app_undo() is null)
  execute function keep_who_has_rows();

-- Whoever bears the name is found by the name; that the place is looked up first costs a county's every question.
alter policy reach on name_sound using (exists (select 1 from person p where p.name collate "C" = name_sound.name offset 0));
