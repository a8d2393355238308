-- The second wall. The first is the where-clause that every store adds; either alone must hold.
do $$
declare t text;
begin
  foreach t in array array['person', 'clue'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format($f$create policy reach on %I using (
      hukou_region <@ (select app_reach()) or residence_region <@ (select app_reach()))$f$, t);
  end loop;

  foreach t in array array['household', 'import', 'list', 'screening', 'progress'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy reach on %I using (region <@ (select app_reach()))', t);
  end loop;

  foreach t in array array['person_number', 'certificate', 'guardian', 'assertion', 'region_history', 'unknown_answer', 'household_member'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy reach on %I using (exists (select 1 from person p where p.id = person_id))', t);
  end loop;

  execute 'alter table import_row enable row level security; alter table import_row force row level security';
  execute 'create policy reach on import_row using (exists (select 1 from import i where i.id = import_id))';
  execute 'alter table list_row enable row level security; alter table list_row force row level security';
  execute 'create policy reach on list_row using (exists (select 1 from list l where l.id = list_id))';
end $$;

-- The application may add to the audit and read it, never change it.
grant usage on schema public to zhucan_app;
grant select, insert, update, delete on all tables in schema public to zhucan_app;
revoke update, delete on audit, audit_chain from zhucan_app;
revoke insert, update, delete on setting, region, region_change, schema_version from zhucan_app;
revoke delete on person, person_number, certificate, assertion, household, guardian, clue from zhucan_app;
