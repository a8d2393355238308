-- An office that was invited twice is one office. Only what is alike in everything is joined.
create temporary table same_office on commit drop as
  select id, first_value(id) over (partition by region, name, kind, reach order by id) as kept from organisation;
update appointment a set organisation_id = s.kept from same_office s where s.id = a.organisation_id and s.id <> s.kept;
update welcome_link w set organisation_id = s.kept from same_office s where s.id = w.organisation_id and s.id <> s.kept;
update organisation o set parent_id = s.kept from same_office s where s.id = o.parent_id and s.id <> s.kept;
delete from organisation o using same_office s where s.id = o.id and s.id <> s.kept;
create unique index organisation_once on organisation (region, name, kind, reach);

alter table auth_user
  add column disabled_at timestamptz,
  add column password_set_at timestamptz not null default now(),
  add column factor_grace_from timestamptz not null default now();
comment on column auth_user.factor_grace_from is 'From here the days run in which a second factor may still be set up.';

alter table appointment
  add column made_by text,
  add column reason text,
  add column ended_by text,
  add column ended_at timestamptz,
  add column end_reason text,
  add constraint appointment_days check (until_day is null or until_day >= from_day),
  -- System, security and audit are three people: whoever holds one of these offices holds no other of them meanwhile.
  add constraint appointment_separated_officers exclude using gist (
    coderange(user_id, user_id, '[]') with &&, daterange(from_day, until_day) with &&
  ) where (role in ('system-officer', 'security-officer', 'audit-officer'));

-- Sessions of before know neither their appointment nor their device.
delete from auth_session;
alter table auth_session
  add column appointment_id uuid references appointment (id),
  add column stage text not null default 'new' check (stage in ('new', 'second-factor', 'enrol', 'password', 'open')),
  add column https boolean not null default false,
  add column signed_in_at timestamptz,
  add column last_used_at timestamptz,
  add column confirmed_at timestamptz,
  add column device_id uuid,
  add column device text,
  add column place text;
comment on column auth_session.stage is 'Only an open session may ask for anything; the library makes new ones that may not.';

-- One-time links: for a new colleague, or for one who forgot the password (user_id).
alter table welcome_link
  add column id uuid not null default gen_random_uuid() unique,
  add column user_id text references auth_user (id),
  add column name text,
  add column reach codemultirange,
  add column from_day date,
  add column until_day date,
  add column made_by text,
  add column made_at timestamptz not null default now(),
  add column withdrawn_at timestamptz,
  alter column role drop not null,
  alter column organisation_id drop not null,
  add constraint welcome_link_purpose check (user_id is not null or (role is not null and organisation_id is not null));

create table account_policy (
  id uuid primary key,
  value jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  reason text not null
);
create index account_policy_newest on account_policy (changed_at desc);
comment on table account_policy is 'Every version of the rules for log-ins; the newest holds.';

create table password_history (
  user_id text not null references auth_user (id),
  hash text not null,
  set_at timestamptz not null
);
create index password_history_user on password_history (user_id, set_at desc);

create table known_device (
  id uuid primary key,
  user_id text not null references auth_user (id),
  token_hash bytea not null,
  name text not null,
  place text not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  unique (user_id, token_hash)
);

-- Tries in vain. `account` is a keyed hash of the name typed: people type passwords into that field.
create table sign_in_guess (
  key text primary key,
  account bytea,
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
create index sign_in_guess_account on sign_in_guess (account);

create table second_factor (
  id uuid primary key,
  user_id text not null references auth_user (id),
  kind text not null check (kind in ('totp', 'passkey')),
  name text not null,
  sealed bytea,
  last_step bigint,
  credential_id text unique,
  -- The host name the passkey was made for; browsers offer it there only.
  rp_id text,
  public_key bytea,
  counter bigint,
  transports text[] not null default '{}',
  created_at timestamptz not null,
  last_used_at timestamptz,
  check ((kind = 'totp') = (sealed is not null)),
  check ((kind = 'passkey') = (credential_id is not null and public_key is not null and counter is not null))
);
create index second_factor_user on second_factor (user_id);
create unique index second_factor_one_totp on second_factor (user_id) where kind = 'totp';

create table recovery_code (
  user_id text not null references auth_user (id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);

-- What a session was asked and has not answered yet.
create table auth_challenge (
  session_id text not null references auth_session (id) on delete cascade,
  purpose text not null check (purpose in ('enrol-totp', 'enrol-passkey', 'use-passkey')),
  sealed bytea not null,
  expires_at timestamptz not null,
  primary key (session_id, purpose)
);

create table hand_over (
  id uuid primary key,
  from_user text not null references auth_user (id),
  to_user text references auth_user (id),
  last_day date not null,
  reason text not null,
  given jsonb not null,
  done_by text not null,
  done_at timestamptz not null
);
create index hand_over_from on hand_over (from_user);

-- Whether an account belongs to an office of the present area; a colleague elsewhere is not seen.
create function account_in_reach(account text) returns boolean language sql stable as $$
  select exists (select 1 from appointment a join organisation o on o.id = a.organisation_id
    where a.user_id = account and coalesce(a.reach, o.reach) <@ app_reach())
$$;
alter table hand_over enable row level security;
alter table hand_over force row level security;
create policy reach on hand_over using (account_in_reach(from_user));

grant select, insert on account_policy, hand_over to zhucan_app;
grant select, insert, update, delete on password_history, known_device, sign_in_guess, second_factor, recovery_code, auth_challenge
  to zhucan_app;
-- Accounts are closed and appointments end; neither is ever removed.
revoke delete on auth_user, appointment from zhucan_app;
