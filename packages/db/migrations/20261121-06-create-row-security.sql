-- Whether a place is within reach, as text comparisons that an index can serve; the multirange decides only for
-- offices whose area has gaps, because it costs twenty times as much a row.
create function reach_sql(place text) returns text language sql immutable as $$
  select format('(%1$s >= (select lower(app_reach())) collate "C" and %1$s < (select upper(app_reach())) collate "C"
    and ((select app_reach() = multirange(range_merge(app_reach()))) or %1$s <@ (select app_reach())))', place)
$$;

-- The second wall. The first is the where-clause that every store adds; either alone must hold.
do $$
declare t text;
begin
  foreach t in array array['person', 'clue'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy reach on %I using (%s or %s)', t, reach_sql('hukou_region'), reach_sql('residence_region'));
  end loop;

  foreach t in array array['household', 'import', 'list', 'screening', 'progress'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy reach on %I using (%s)', t, reach_sql('region'));
  end loop;

  foreach t in array array['person_number', 'certificate', 'guardian', 'assertion', 'region_history', 'household_member'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy reach on %I using (exists (select 1 from person p where p.id = person_id))', t);
  end loop;

  execute 'alter table import_row enable row level security; alter table import_row force row level security';
  execute 'create policy reach on import_row using (exists (select 1 from import i where i.id = import_id))';
  execute 'alter table list_row enable row level security; alter table list_row force row level security';
  execute 'create policy reach on list_row using (exists (select 1 from list l where l.id = list_id))';
end $$;

drop function reach_sql(text);

-- The application may add to the audit and read it, never change it.
grant usage on schema public to zhucan_app;
grant select, insert, update, delete on all tables in schema public to zhucan_app;
revoke update, delete on audit, audit_chain from zhucan_app;
revoke insert, update, delete on setting, region, region_change, schema_version from zhucan_app;
revoke delete on person, person_number, certificate, assertion, household, guardian, clue from zhucan_app;
