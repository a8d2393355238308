-- Region codes compare byte by byte, so that a range of codes is a range of an index.
create type coderange as range (subtype = text, collation = "C", multirange_type_name = codemultirange);

-- The area the current transaction may touch; nothing set means nothing seen.
create function app_reach() returns codemultirange language sql stable as
$$ select coalesce(nullif(current_setting('app.reach', true), ''), '{}')::codemultirange $$;

-- A UUIDv7 like the application's own, for rows that one statement makes by the thousand.
create function new_id() returns uuid language sql volatile as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

create table setting (
  key text primary key,
  value jsonb not null
);
comment on table setting is 'Facts about this database that never change by themselves: demo or real, region edition.';

create table region (
  code text collate "C" primary key check (code ~ '^[0-9]{12}$'),
  name text not null,
  level smallint not null check (level between 1 and 5),
  -- No foreign key: checking 665,000 rows at the first start would cost ten seconds; a test checks the table instead.
  parent text collate "C",
  edition text not null,
  since date,
  ended_on date,
  successor text collate "C",
  unique (parent, code)
);
create index region_name on region (name text_pattern_ops);

create table region_change (
  id uuid primary key,
  kind text not null check (kind in ('new', 'renamed', 'merged', 'split', 'moved')),
  from_code text collate "C",
  to_code text collate "C",
  name text,
  effective_on date not null,
  applied_at timestamptz not null,
  document text
);

-- Identity of people who log in. The four auth tables have the shape better-auth expects.
create table auth_user (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  username text unique,
  display_username text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create table auth_session (
  id text primary key,
  user_id text not null references auth_user (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_session_user on auth_session (user_id);
create table auth_account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references auth_user (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_account_user on auth_account (user_id);
create table auth_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create table auth_rate_limit (
  id text primary key,
  key text not null unique,
  count integer not null,
  last_request bigint not null
);

create table organisation (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('federation', 'member-department', 'village-association', 'service')),
  parent_id uuid references organisation (id),
  region text collate "C" not null,
  reach codemultirange not null
);
create table appointment (
  id uuid primary key,
  user_id text not null references auth_user (id),
  organisation_id uuid not null references organisation (id),
  role text not null,
  reach codemultirange,
  from_day date not null,
  until_day date,
  created_at timestamptz not null default now()
);
create index appointment_user on appointment (user_id);
comment on column appointment.reach is 'Narrower than the organisation''s, where set: a commissioner''s own village.';

create table welcome_link (
  token_hash bytea primary key,
  organisation_id uuid not null references organisation (id),
  role text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
