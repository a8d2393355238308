-- Figures are counted from the records of a moment. What changes many records at once leaves a mark on its region, so that
-- the figures of it and of the areas that hold it are known to be older than the records.

create table record_change (
  region text collate "C" primary key,
  changes bigint not null,
  kind text not null check (kind in ('import', 'undo', 'screening', 'linking', 'clues'))
);
comment on table record_change is 'How often the records of a region were changed in bulk, and by what last.';

alter table record_change enable row level security;
alter table record_change force row level security;
create policy told on record_change for select using (region_span(region) && (select app_reach()));
grant select on record_change to zhucan_app;

alter table indicator_snapshot add column seen jsonb not null default '{}';
comment on column indicator_snapshot.seen is 'How many changes of each region were in the records it counted.';

-- At the end of the transaction: whoever else changes the same region waits for a commit, not for an import.
create function mark_record_change() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into public.record_change as c (region, changes, kind)
    values (new.region, 1, tg_argv[0])
    on conflict (region) do update set changes = c.changes + 1, kind = excluded.kind;
  return null;
end $$;
revoke all on function mark_record_change() from public;

create constraint trigger import_changes_records after update of state on import deferrable initially deferred for each row
  when (new.state = 'done' and old.state not in ('done', 'undoing')) execute function mark_record_change('import');
create constraint trigger undo_changes_records after update of state on import deferrable initially deferred for each row
  when (new.state <> 'undoing' and old.state = 'undoing') execute function mark_record_change('undo');
create constraint trigger screening_changes_records after update of state on screening deferrable initially deferred for each row
  when (new.state = 'done' and old.state <> new.state) execute function mark_record_change('screening');
create constraint trigger link_run_changes_records after update of state on link_run deferrable initially deferred for each row
  when (new.state = 'done' and old.state <> new.state) execute function mark_record_change('linking');
create constraint trigger clue_bulk_changes_records after insert or update of undone_at on clue_bulk
  deferrable initially deferred for each row execute function mark_record_change('clues');

do $$
declare owner text := current_user;
begin
  execute format('create policy kept on record_change to %I using (true) with check (true)', owner);
end $$;
