-- The office an export was asked from: it is made from there, and fetched only while that office is held.
alter table export_request add column appointment_id uuid references appointment (id);

-- What undo keeps about a person hangs on the person too: through an emergency access it is seen and never written.
do $$
declare t text;
begin
  foreach t in array array['import_repeat', 'assertion_undone'] loop
    execute format('create policy glass_insert on %I as restrictive for insert with check (person_id is distinct from (select app_glass_person()))', t);
    execute format('create policy glass_update on %I as restrictive for update using (person_id is distinct from (select app_glass_person()))', t);
    execute format('create policy glass_delete on %I as restrictive for delete using (person_id is distinct from (select app_glass_person()))', t);
  end loop;
end $$;
