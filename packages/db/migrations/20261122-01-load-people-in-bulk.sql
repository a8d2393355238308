-- What hangs on a person is in reach where the person is. "offset 0" keeps the planner from answering this by a hash
-- of everybody in reach, which a look at one person must not pay for.
do $$
declare t text;
begin
  foreach t in array array['person_number', 'certificate', 'guardian', 'assertion', 'region_history', 'household_member'] loop
    execute format('alter policy reach on %I using (exists (select 1 from person p where p.id = person_id offset 0))', t);
  end loop;
end $$;

-- The same policy refuses a row whose person does not exist; a foreign key would look that up a second time and lock the
-- person for each of a million rows of an import. So the other half of the key stands here: nobody goes away while
-- something hangs on them.
alter table person_number drop constraint person_number_person_id_fkey;
alter table certificate drop constraint certificate_person_id_fkey;
alter table guardian drop constraint guardian_person_id_fkey;
alter table assertion drop constraint assertion_person_id_fkey;
alter table household_member drop constraint household_member_person_id_fkey;

-- Whoever adds rows for a person at this moment is waited for, and whoever comes later sees that the person is gone.
create function hold_off_new_rows() returns trigger language plpgsql as $$
begin
  lock table person_number, certificate, assertion, household_member, guardian in share mode;
  return null;
end $$;
create trigger person_goes before delete on person for each statement execute function hold_off_new_rows();

create function keep_who_has_rows() returns trigger language plpgsql as $$
declare held text;
begin
  held := case
    when exists (select 1 from person_number where person_id = old.id) then 'person_number'
    when exists (select 1 from certificate where person_id = old.id) then 'certificate'
    when exists (select 1 from assertion where person_id = old.id) then 'assertion'
    when exists (select 1 from household_member where person_id = old.id) then 'household_member'
    when exists (select 1 from guardian where person_id = old.id) then 'guardian'
  end;
  if held is not null then
    raise foreign_key_violation using message = format('rows of %s still belong to this person', held), table = held;
  end if;
  return old;
end $$;
create trigger person_has_rows before delete on person for each row execute function keep_who_has_rows();
