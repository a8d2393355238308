-- Register numbers are looked up beyond one's reach in one single way: is it taken?
create function numbers_elsewhere(keys bigint[]) returns table (key bigint, check_sealed smallint)
  -- The temporary schema last: it belongs to the caller, who could put a table of this name there.
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  before text := coalesce(current_setting('app.reach', true), '');
begin
  perform set_config('app.reach', '{[000000000000,999999999999)}', true);
  return query select n.key, n.check_sealed from public.person_number n where n.kind = 'id' and n.key = any (keys);
  perform set_config('app.reach', before, true);
end $$;
comment on function numbers_elsewhere is 'Which numbers belong to anybody at all; tells no more than that.';
revoke all on function numbers_elsewhere from public;
grant execute on function numbers_elsewhere to zhucan_app;

-- A UUIDv7 for rows made in bulk; the moment is the application''s, never the database''s.
create function bulk_uuid(at timestamptz) returns uuid language sql volatile as
$$ select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
    || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid $$;

-- Household numbers are given by a county: two counties may give the same one.
drop index household_code;
create unique index household_code on household (left(region, 6), code);
create index household_by_code on household (code);

alter table import add column checked_against text;
comment on column import.checked_against is 'What the register held when the file was compared with it; another value means: compare again.';
create index import_hash on import (content_hash);

alter table import_row
  add column role text check (role in ('holder', 'relative', 'member')),
  add column hukou_region text collate "C",
  add column residence_region text collate "C",
  add column said jsonb,
  add column shows jsonb,
  add column said_sealed bytea,
  add column id_sealed bytea,
  add column certificate_sealed bytea,
  add column guardian_sealed bytea;
comment on column import_row.role is 'holder and relative are people of their own; member says something about a person named elsewhere.';
comment on column import_row.said is 'What the row newly says; null = all of fields.';
comment on column import_row.shows is 'What is shown of the person afterwards; null = all of fields.';
