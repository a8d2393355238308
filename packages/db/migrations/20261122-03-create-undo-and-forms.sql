-- Undo of an import, and the register workbook that goes out as a form and comes back.

-- The import whose rows are being written, and the import that is being undone; nothing outside of such work.
create function app_import() returns uuid language sql stable as
$$ select nullif(current_setting('app.import', true), '')::uuid $$;
create function app_undo() returns uuid language sql stable as
$$ select nullif(current_setting('app.undo', true), '')::uuid $$;

-- Which import brought a row into being. Filled by itself, so that no statement that writes can forget it.
do $$
declare t text;
begin
  foreach t in array array['person', 'person_number', 'certificate', 'household', 'household_member', 'guardian',
      'assertion', 'region_history'] loop
    execute format('alter table %I add column made_by uuid default app_import()', t);
    execute format('comment on column %I.made_by is %L', t, 'The import that brought this row into being.');
  end loop;
end $$;

alter table import drop constraint import_state_check;
alter table import add constraint import_state_check check (state in ('reading', 'mapping', 'checking', 'ready',
  'applying', 'done', 'undoing', 'undone', 'refused', 'failed', 'discarded'));
create sequence import_applied_no;
grant usage on sequence import_applied_no to zhucan_app;
alter table import
  add column applied_no bigint,
  add column row_count integer,
  add column replaces uuid references import (id),
  add column form_id uuid,
  add column file_deleted_at timestamptz;
comment on column import.applied_no is 'The order in which imports were taken in; clocks may repeat a moment.';
comment on column import.row_count is 'Rows of the sheets as they were first read.';
comment on column import.replaces is 'The list that goes when this one comes.';
comment on column import.form_id is 'The form that came back with this file.';

-- A row as it was before an import changed it: the first image only, and only of rows that were there before.
create table import_before (
  import_id uuid not null,
  tbl text not null,
  key text not null,
  person_id uuid,
  before jsonb not null,
  primary key (import_id, tbl, key)
);
create index import_before_person on import_before (person_id);

-- No statement that writes has to think of undo; a wholly new register costs nothing here.
create function keep_before() returns trigger language plpgsql as $$
declare this uuid := app_import();
begin
  if this is null then return null; end if;
  insert into import_before (import_id, tbl, key, person_id, before)
    select this, tg_table_name, concat_ws('|', b->>tg_argv[0], b->>tg_argv[1], b->>tg_argv[2]),
      (case when tg_table_name = 'person' then b->>'id' else b->>'person_id' end)::uuid, b
    from (select to_jsonb(o) as b from old_rows o offset 0) x
    where b->>'made_by' is distinct from this::text
    on conflict do nothing;
  return null;
end $$;
create trigger before_import after update on person referencing old table as old_rows
  for each statement execute function keep_before('id');
create trigger before_import after update on person_number referencing old table as old_rows
  for each statement execute function keep_before('person_id', 'kind', 'key');
create trigger before_import after update on certificate referencing old table as old_rows
  for each statement execute function keep_before('id');
create trigger before_import after update on household referencing old table as old_rows
  for each statement execute function keep_before('id');
create trigger before_import after update on household_member referencing old table as old_rows
  for each statement execute function keep_before('household_id', 'person_id', 'since');
create trigger before_import after update on guardian referencing old table as old_rows
  for each statement execute function keep_before('id');
create trigger before_import after update on region_history referencing old table as old_rows
  for each statement execute function keep_before('person_id', 'kind', 'from_day');
create trigger before_import after update on list_row referencing old table as old_rows
  for each statement execute function keep_before('list_id', 'sheet', 'row_no');

-- What a later register said again word for word: it says nothing new, yet it holds when the earlier one goes.
create table import_repeat (
  import_id uuid not null,
  person_id uuid not null,
  applied_no bigint not null,
  valid_from date not null,
  recorded_at timestamptz not null,
  row_no integer,
  fields bigint not null,
  primary key (import_id, person_id)
);
create index import_repeat_person on import_repeat (person_id);
alter table import_row add column repeats bigint;
comment on column import_row.repeats is 'Which fields of the catalogue''s list the row says as the register said them before.';

create table import_undo (
  id uuid primary key,
  import_id uuid not null references import (id) on delete cascade,
  region text collate "C" not null,
  asked_by text not null,
  asked_at timestamptz not null,
  finished_at timestamptz,
  -- Null = the whole import.
  people uuid[],
  rows jsonb,
  counts jsonb not null default '{}'
);
create index import_undo_import on import_undo (import_id, asked_at);

-- What became of each person where it is more than "gone" or "back as before".
create table import_undo_person (
  undo_id uuid not null references import_undo (id) on delete cascade,
  person_id uuid not null,
  fate text not null check (fate in ('stays', 'partly')),
  reason text not null,
  fields text[] not null default '{}',
  primary key (undo_id, person_id)
);

-- What was taken back about people who are still there: nothing that was once known is lost without a trace.
create table assertion_undone (
  id uuid primary key,
  person_id uuid not null references person (id),
  import_id uuid not null,
  undo_id uuid not null references import_undo (id) on delete cascade,
  source text not null,
  row_no integer,
  valid_from date not null,
  recorded_at timestamptz not null,
  recorded_by text,
  fields jsonb not null,
  sealed bytea,
  undone_at timestamptz not null
);
create index assertion_undone_person on assertion_undone (person_id);

-- A register workbook that was given out to be filled in, and each of its rows as it was sent, sealed.
create table register_form (
  id uuid primary key,
  region text collate "C" not null,
  made_by text not null,
  made_at timestamptz not null,
  day date not null,
  template smallint not null,
  filter jsonb not null default '{}',
  row_count integer not null default 0,
  has_numbers boolean not null,
  retain_until date not null
);
create table register_form_row (
  form_id uuid not null references register_form (id) on delete cascade,
  person_id uuid not null,
  sheet text not null,
  row_no integer not null,
  sent bytea not null,
  primary key (form_id, person_id)
);
alter table import_row add column cells jsonb;
comment on column import_row.cells is 'Of a form that came back: what was sent, what is there now and what came back, cell by cell.';
create table import_choice (
  import_id uuid not null references import (id) on delete cascade,
  person_id uuid not null,
  field text not null,
  take text not null check (take in ('ours', 'theirs')),
  chosen_by text not null,
  chosen_at timestamptz not null,
  primary key (import_id, person_id, field)
);

do $$
declare t text;
begin
  foreach t in array array['import_before', 'import_choice'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy reach on %I using (exists (select 1 from import i where i.id = import_id))', t);
    execute format('grant select, insert, update, delete on %I to zhucan_app', t);
  end loop;
  foreach t in array array['import_undo', 'register_form'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy reach on %I using (region::text collate "C" <@ (select app_reach()))', t);
    execute format('grant select, insert, update, delete on %I to zhucan_app', t);
  end loop;
end $$;
-- Whoever may see a person may see that somebody else's import said the same, or an undo would take it away.
alter table import_repeat enable row level security;
alter table import_repeat force row level security;
create policy reach on import_repeat using (exists (select 1 from person p where p.id = person_id));
grant select, insert, update, delete on import_repeat to zhucan_app;
alter table import_undo_person enable row level security;
alter table import_undo_person force row level security;
create policy reach on import_undo_person using (exists (select 1 from import_undo u where u.id = undo_id));
grant select, insert, delete on import_undo_person to zhucan_app;
alter table assertion_undone enable row level security;
alter table assertion_undone force row level security;
create policy reach on assertion_undone using (exists (select 1 from person p where p.id = person_id));
grant select, insert on assertion_undone to zhucan_app;
alter table register_form_row enable row level security;
alter table register_form_row force row level security;
create policy reach on register_form_row using (exists (select 1 from register_form f where f.id = form_id));
grant select, insert, delete on register_form_row to zhucan_app;

-- The register is never deleted from, with one exception: what the import brought that is being undone.
do $$
declare t text;
begin
  foreach t in array array['person', 'person_number', 'certificate', 'household', 'household_member', 'guardian',
      'assertion', 'region_history'] loop
    execute format('grant delete on %I to zhucan_app', t);
    if t not in ('household_member', 'region_history') then
      execute format('create policy undone_only on %I as restrictive for delete to zhucan_app using (made_by = app_undo())', t);
    end if;
  end loop;
end $$;
-- A question about somebody who was never there.
grant delete on clue to zhucan_app;
create policy undone_only on clue as restrictive for delete to zhucan_app
  using (state in ('new', 'withdrawn') and exists (select 1 from person p where p.id = person_id and p.made_by = app_undo()));

-- Deleting people asks each table that points at them; without these, a whole table is read for each of them.
create index guardian_relative on guardian (guardian_person_id) where guardian_person_id is not null;
create index clue_household on clue (household_id) where household_id is not null;
