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
