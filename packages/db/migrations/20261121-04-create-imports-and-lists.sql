create table import (
  id uuid primary key,
  region text collate "C" not null,
  file_name text not null,
  size bigint not null,
  content_hash bytea not null,
  stored_as text not null,
  state text not null check (state in ('reading', 'mapping', 'checking', 'ready', 'applying', 'done', 'refused', 'failed', 'discarded')),
  file_type text,
  day date not null,
  sheets jsonb not null default '[]',
  counts jsonb not null default '{}',
  faults jsonb not null default '[]',
  problem jsonb,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  checked_at timestamptz,
  applied_at timestamptz
);
create index import_region on import (region, uploaded_at);

create table import_row (
  import_id uuid not null references import (id) on delete cascade,
  sheet smallint not null,
  row_no integer not null,
  state text not null check (state in ('new', 'changed', 'unchanged', 'conflicting', 'faulty', 'matched', 'invalid', 'absent')),
  person_id uuid,
  name text,
  key bigint,
  check_sealed smallint,
  method text,
  faults jsonb not null default '[]',
  changes jsonb not null default '[]',
  fields jsonb not null default '{}',
  sealed bytea,
  primary key (import_id, sheet, row_no)
);
comment on column import_row.fields is 'Normalised values without any number that identifies; numbers are in sealed.';
create index import_row_state on import_row (import_id, state, row_no);

-- A department list that was taken in. Its rows keep their keys for re-matching after the raw data are deleted.
create table list (
  id uuid primary key,
  file_type text not null,
  title text not null,
  region text collate "C" not null,
  received_on date not null,
  row_count integer not null,
  retain_until date not null,
  raw_deleted_at timestamptz,
  created_at timestamptz not null,
  created_by text not null
);
create index list_type on list (file_type, region, received_on);

create table list_row (
  list_id uuid not null references list (id),
  sheet smallint not null,
  row_no integer not null,
  state text not null check (state in ('matched', 'invalid', 'absent')),
  method text,
  person_id uuid references person (id),
  key bigint,
  check_sealed smallint,
  fault_codes text[] not null default '{}',
  fields jsonb not null default '{}',
  sealed bytea,
  primary key (list_id, sheet, row_no)
);
comment on column list_row.fields is 'Columns that feed facts (kind, month, amount); neither name nor number.';
comment on column list_row.sealed is 'The row as it came, sealed; removed on the list''s retention day.';
create index list_row_person on list_row (person_id) where person_id is not null;
create index list_row_state on list_row (list_id, state, row_no);

create table progress (
  id uuid primary key,
  phase text not null,
  done bigint not null default 0,
  total bigint,
  state text not null,
  region text collate "C" not null,
  updated_at timestamptz not null
);
