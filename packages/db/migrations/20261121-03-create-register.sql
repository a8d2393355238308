create table household (
  id uuid primary key,
  code text not null,
  region text collate "C" not null,
  is_rural boolean,
  created_at timestamptz not null
);
create unique index household_code on household (code);

create table person (
  id uuid primary key,
  kind text not null check (kind in ('holder', 'suspected', 'diagnosed-child', 'relative')),
  name text not null,
  sex text check (sex in ('male', 'female')),
  birth date,
  alive boolean not null default true,
  category text,
  level smallint,
  certificate_status text not null default 'none' check (certificate_status in ('none', 'issued', 'frozen', 'cancelled')),
  certificate_valid_to date,
  hukou_region text collate "C" not null,
  residence_region text collate "C" not null,
  household_id uuid references household (id),
  shown jsonb not null default '{}',
  sealed bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  import_id uuid
);
comment on column person.shown is 'The plain values that win by the precedence table; never a number that identifies.';
comment on column person.sealed is 'The numbers that win (phone, guardian phone, bank account) as one sealed JSON object.';
create index person_hukou on person (hukou_region, name collate "C");
create index person_residence on person (residence_region);
create index person_name on person (name collate "C");
create index person_household on person (household_id);
create index person_valid_to on person (certificate_valid_to);

-- Every official number a person was ever known by: blind key to find it, sealed bytes to show it.
create table person_number (
  person_id uuid not null references person (id),
  kind text not null check (kind in ('id', 'certificate', 'former-id')),
  key bigint not null,
  check_sealed smallint not null,
  sealed bytea not null,
  current boolean not null default true,
  import_id uuid,
  primary key (person_id, kind, key)
);
create index person_number_key on person_number (key);
create unique index person_number_one_id on person_number (key, check_sealed) where kind = 'id';

create table certificate (
  id uuid primary key,
  person_id uuid not null references person (id),
  reissue smallint not null default 0,
  category text not null,
  level smallint not null check (level between 1 and 4),
  components jsonb not null default '[]',
  issued_on date,
  valid_to date,
  status text not null check (status in ('issued', 'frozen', 'cancelled', 'replaced')),
  since date not null,
  ended_on date,
  import_id uuid
);
create index certificate_person on certificate (person_id);

create table household_member (
  household_id uuid not null references household (id),
  person_id uuid not null references person (id),
  relation text,
  is_head boolean not null default false,
  is_carer boolean not null default false,
  since date not null,
  ended_on date,
  primary key (household_id, person_id, since)
);
create index household_member_person on household_member (person_id);

create table guardian (
  id uuid primary key,
  person_id uuid not null references person (id),
  guardian_person_id uuid references person (id),
  name text not null,
  relation text,
  sealed_phone bytea,
  since date not null,
  ended_on date,
  import_id uuid
);
create index guardian_person on guardian (person_id);

-- What a source said about a person on a day; kept for ever, whichever value is shown.
create table assertion (
  id uuid primary key,
  person_id uuid not null references person (id),
  source text not null,
  import_id uuid,
  row_no integer,
  valid_from date not null,
  recorded_at timestamptz not null,
  recorded_by text,
  fields jsonb not null default '{}',
  sealed bytea
);
create index assertion_person on assertion (person_id, recorded_at);
create index assertion_import on assertion (import_id);

create table region_history (
  person_id uuid not null references person (id),
  kind text not null check (kind in ('hukou', 'residence')),
  code text collate "C" not null,
  from_day date not null,
  until_day date,
  change_id uuid references region_change (id),
  primary key (person_id, kind, from_day)
);
