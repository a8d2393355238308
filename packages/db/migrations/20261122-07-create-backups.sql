-- Backups that were asked for, as far as the program knows them; the files themselves say what they hold.
create table backup_run (
  id uuid primary key,
  cause text not null check (cause in ('asked', 'schedule', 'command')),
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'removed')),
  phase text,
  done bigint not null default 0,
  total bigint not null default 0,
  asked_at timestamptz not null,
  asked_by text,
  started_at timestamptz,
  finished_at timestamptz,
  path text,
  size bigint,
  rows bigint,
  files integer,
  schema text,
  key_id text,
  problem jsonb,
  checked_at timestamptz,
  check_problem jsonb
);
create index backup_run_asked on backup_run (asked_at);
comment on table backup_run is 'No personal data: when, how large, where, and how it came out.';

create table backup_policy (
  only_one boolean primary key default true check (only_one),
  enabled boolean not null default true,
  at_time text not null default '02:30' check (at_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  warn_days integer not null default 2 check (warn_days between 1 and 60),
  keep_daily integer not null default 7 check (keep_daily between 1 and 60),
  keep_weekly integer not null default 4 check (keep_weekly between 0 and 60),
  keep_monthly integer not null default 12 check (keep_monthly between 0 and 120),
  since timestamptz not null default now()
);
comment on column backup_policy.at_time is 'Time of day in Asia/Shanghai.';
comment on column backup_policy.since is 'Runs that were due before this moment are not made up.';
insert into backup_policy default values;

grant select, insert, update on backup_run to zhucan_app;
grant select, update on backup_policy to zhucan_app;
