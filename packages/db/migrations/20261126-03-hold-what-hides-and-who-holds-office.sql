/*
 * A file steps back only by an agreed merging and comes forward only by its undoing: the database does both itself, with the row
 * that says so, and the program cannot. Owners of the tables keep their way in, for restores.
 */
create policy of_the_pair on person_merge as restrictive for insert to zhucan_app with check (
  undone_at is null and merged_by = (select current_setting('app.user_id', true))
  and exists (select 1 from duplicate_pair d where d.id = pair_id
    and ((d.person_a = kept and d.person_b = gone) or (d.person_b = kept and d.person_a = gone))));
create policy undone_once on person_merge as restrictive for update to zhucan_app using (undone_at is null)
  with check (undone_at is not null
    and undone_by_name = (select u.name from auth_user u where u.id = (select current_setting('app.user_id', true))));
revoke update on person_merge, duplicate_pair from zhucan_app;
grant update (undone_by_name, undone_at, undone_note) on person_merge to zhucan_app;
grant update (run_id, weight, evidence, state, decided_by, decided_at, version) on duplicate_pair to zhucan_app;

create function step_back() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  merging constant text := coalesce(current_setting('app.merging', true), '');
begin
  perform set_config('app.merging', 'on', true);
  update person p set merged_into = case when new.undone_at is null then new.kept end
    where p.id = new.gone and p.merged_into is not distinct from case when new.undone_at is null then null else new.kept end
      and exists (select 1 from person k where k.id = new.kept and k.merged_into is null);
  if not found then
    raise check_violation using constraint = 'person_merge_guard', message = 'these two files do not stand as this merging needs them';
  end if;
  perform set_config('app.merging', merging, true);
  return null;
end $$;
create trigger person_merge_steps_back after insert or update of undone_at on person_merge for each row
  when (current_user = 'zhucan_app') execute function step_back();

create function keep_in_sight() returns trigger language plpgsql as $$
begin
  raise check_violation using constraint = 'person_merge_guard', message = 'a file steps back only with its merging';
end $$;
create trigger person_stays_in_sight before update of merged_into on person for each row
  when (current_user = 'zhucan_app' and old.merged_into is distinct from new.merged_into) execute function keep_in_sight();
create policy in_sight on person as restrictive for insert to zhucan_app with check (merged_into is null);

/*
 * Who holds office where is known to everybody, as each request begins with it. It is written within the writer's area: an office
 * by the officer who agrees to another's wish, by whoever shows the one-time link it was offered in, or by the machine's own
 * log-in; it ends, and nothing else of it changes. Neither an office nor an organisation is ever removed.
 */
do $$
declare t text;
begin
  foreach t in array array['organisation', 'appointment'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy keeper on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy told on %I for select to zhucan_app using (true)', t);
  end loop;
end $$;
revoke update, delete on organisation, appointment from zhucan_app;
grant update (name) on organisation to zhucan_app;
grant update (until_day, ended_by, ended_at, end_reason) on appointment to zhucan_app;

create policy made on organisation for insert to zhucan_app
  with check (region <@ (select app_reach()) and reach <@ (select app_reach()));
create policy renamed on organisation for update to zhucan_app
  using (region <@ (select app_reach()) and reach <@ (select app_reach()));

create policy offered on appointment for insert to zhucan_app with check (exists (select 1 from welcome_link w
  where w.token_hash = decode(nullif((select current_setting('app.link', true)), ''), 'hex') and w.used_at is not null
    and w.organisation_id = appointment.organisation_id and w.role = appointment.role
    and w.reach is not distinct from appointment.reach and w.until_day is not distinct from appointment.until_day));
create policy agreed on appointment for insert to zhucan_app with check (office_in_reach(organisation_id, reach)
  and exists (select 1 from office_wish w where w.state = 'waiting' and w.prolongs is null and w.user_id = appointment.user_id
    and w.made_by = appointment.made_by and w.made_by <> (select current_setting('app.user_id', true))
    and w.organisation_id = appointment.organisation_id and w.role = appointment.role
    and w.reach is not distinct from appointment.reach and w.until_day is not distinct from appointment.until_day));
create policy founded on appointment for insert to zhucan_app
  with check ((select current_setting('app.user_id', true)) = 'operator' and office_in_reach(organisation_id, reach));
create policy ended on appointment for update to zhucan_app
  using ((select current_setting('app.role', true)) in ('system-officer', 'security-officer')
    and office_in_reach(organisation_id, reach));

-- An earlier end holds by one hand; a later one is giving the office for longer, so it stands behind another's wish.
create function keep_end() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from office_wish w where w.state = 'waiting' and w.prolongs = new.id
      and w.until_day is not distinct from new.until_day and w.made_by <> current_setting('app.user_id', true)) then
    raise check_violation using message = 'nobody else asked that this office last longer';
  end if;
  return new;
end $$;
create trigger appointment_keeps_end before update of until_day on appointment for each row
  when (current_user = 'zhucan_app' and old.until_day is not null and (new.until_day is null or new.until_day > old.until_day))
  execute function keep_end();

/*
 * An erasure is judged by the day it is given. A day to come would let holds lapse that stand today, so where the people are real
 * the database's own clock is asked, a day for clocks that differ; a day gone by only holds more. A demo may be on any day.
 */
create or replace function carry_out_erasure(wish uuid, at timestamptz, today date) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  e erasure;
  left_over jsonb;
  me constant text := nullif(current_setting('app.user_id', true), '');
  my_name constant text := (select u.name from auth_user u where u.id = me);
  is_real constant boolean := not exists (select 1 from setting s where s.key = 'kind' and s.value = '"demo"');
begin
  select * into e from erasure where id = wish and state = 'waiting' for update;
  -- Whoever has moved meanwhile belongs to another office; whoever is held here gets no new clue until this is over.
  perform 1 from person p where p.id = e.person_id and p.hukou_region = e.region for update;
  if not found or e.id is null or my_name is null or me = e.entered_by or my_name = e.entered_by_name
      or current_setting('app.role', true) is distinct from 'leader' or cardinality(erasure_holds(e.person_id, today)) > 0
      or (is_real and today > (now() at time zone 'Asia/Shanghai')::date + 1) then
    raise check_violation using constraint = 'erasure_guard', message = 'this erasure may not be carried out';
  end if;
  left_over := erase_person_rows(e.person_id);
  if left_over is null then raise check_violation using constraint = 'erasure_guard', message = 'the person is not there'; end if;
  update erasure set state = 'done', decided_by = me, decided_by_name = my_name, decided_at = at,
    remains = left_over - 'files' where id = wish;
  return left_over->'files';
end $$;

-- An act is read by the auditors of the office it was done from. Older entries name none; they go by who held what on the day.
alter table audit add column organisation_id uuid;
comment on column audit.organisation_id is 'The office acted from; without reference, as the record outlives everything. Part of the sealed entry.';

-- Where something lies that the installation itself may have done something about; null for what is gone or has no place.
create function audit_place(kind text, id uuid) returns text language sql stable as $$
  select case kind
    when 'import' then (select o.region from import o where o.id = $2)
    when 'list' then (select o.region from list o where o.id = $2)
    when 'register-form' then (select o.region from register_form o where o.id = $2)
    when 'screening' then (select o.region from screening o where o.id = $2)
    when 'notice' then (select o.region from notice o where o.id = $2)
    when 'export' then (select o.region from export_request o where o.id = $2)
    when 'link-run' then (select o.region from link_run o where o.id = $2)
    when 'duplicate-run' then (select o.region from duplicate_run o where o.id = $2)
    when 'indicator-snapshot' then (select o.region from indicator_snapshot o where o.id = $2)
    when 'target' then (select o.region from target o where o.id = $2)
    when 'task' then (select o.region from task o where o.id = $2)
    when 'clue' then (select o.hukou_region from clue o where o.id = $2) end
$$;

-- Of the acts of nobody, of the system and of the operator, those about the whole installation are everybody's, any other those
-- of the place it is about; what is gone meanwhile is the top's.
drop policy reach on audit;
create policy reach on audit for select to zhucan_app
  using ((select current_setting('app.role', true)) in ('audit-officer', 'security-officer') and (
    organisation_id in (select o.id from organisation o where o.region <@ (select app_reach()))
    or (organisation_id is null and actor_id in (select a.user_id from appointment a join organisation o on o.id = a.organisation_id
        where o.region <@ (select app_reach()))
      and (actor_id not in (select a.user_id from appointment a join organisation o on o.id = a.organisation_id
          where not o.region <@ (select app_reach()))
        or exists (select 1 from appointment a join organisation o on o.id = a.organisation_id
          where a.user_id = audit.actor_id and o.region <@ (select app_reach()) and audit.at >= day_begins(a.from_day)
            and (a.until_day is null or audit.at < day_begins(a.until_day)))))
    or (subject_kind = 'person' and exists (select 1 from person p where p.id = subject_id offset 0))
    or ((actor_id is null or actor_id in ('system', 'operator')) and case
      when subject_kind = 'person' then false
      when subject_kind is null or subject_kind = 'backup' then true
      when subject_kind = 'user' then coalesce(subject_id::text in (select a.user_id from appointment a
          join organisation o on o.id = a.organisation_id where o.region <@ (select app_reach())),
        (select not exists (select 1 from organisation o where not o.reach <@ app_reach())))
      when subject_kind = 'organisation' then subject_id in (select o.id from organisation o where o.region <@ (select app_reach()))
      else coalesce(audit_place(subject_kind, subject_id) <@ (select app_reach()),
        (select not exists (select 1 from organisation o where not o.reach <@ app_reach()))) end)));
