-- Figures: what was counted from the records on a day, and what offices handed in for a period.

create table indicator_snapshot (
  id uuid primary key,
  region text collate "C" not null,
  day date not null,
  state text not null check (state in ('running', 'done', 'failed')),
  started_at timestamptz not null,
  finished_at timestamptz,
  started_by text not null,
  records bigint,
  sources jsonb not null default '{}',
  problem jsonb
);
create index indicator_snapshot_region on indicator_snapshot (region, day desc, started_at desc);
comment on column indicator_snapshot.sources is 'Which lists were read and how old they were, and in which order records carry their answers.';

-- One figure of one region; a region without a row has none of it. Above and below the line, never divided.
create table indicator_value (
  snapshot_id uuid not null references indicator_snapshot (id) on delete cascade,
  indicator text not null,
  version smallint not null,
  region text collate "C" not null,
  level smallint not null check (level between 0 and 5),
  numerator bigint not null check (numerator >= 0),
  denominator bigint check (denominator >= numerator),
  unknown bigint not null check (unknown >= 0),
  missing_villages integer not null check (missing_villages >= 0),
  primary key (snapshot_id, indicator, region)
);
create index indicator_value_trend on indicator_value (region, indicator);
comment on column indicator_value.unknown is 'Records that cannot be judged because a fact is missing; in neither part of a rate.';
comment on column indicator_value.missing_villages is 'Villages with at least one such record.';

-- What stands behind the figures of the newest snapshot of a region: one digit an indicator, in the order of the snapshot.
create table indicator_record (
  snapshot_id uuid not null references indicator_snapshot (id) on delete cascade,
  base text not null check (base in ('person', 'household', 'clue', 'visit')),
  record_id uuid not null,
  region text collate "C" not null,
  answers text collate "C" not null
);
create index indicator_record_place on indicator_record (snapshot_id, base, region, record_id);

-- A figure that an office hands in: the sum since the first day of the year, up to the end of its period.
create table indicator_report (
  id uuid primary key,
  indicator text not null,
  version smallint not null,
  region text collate "C" not null,
  level smallint not null check (level between 1 and 5),
  period text not null check (period ~ '^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$'),
  period_from date not null,
  period_to date not null check (period_to > period_from),
  numerator numeric(22, 4) not null check (numerator >= 0),
  denominator numeric(22, 4) check (denominator >= 0),
  evidence text not null check (length(evidence) <= 1000),
  note text check (length(note) <= 500),
  state text not null check (state in ('draft', 'submitted', 'returned', 'reviewed', 'locked', 'corrected')),
  revision integer not null default 1,
  organisation_id uuid not null references organisation (id),
  submitted_by text,
  reviewed_by text,
  changed_at timestamptz not null,
  unique (indicator, region, period),
  check (reviewed_by is null or reviewed_by <> submitted_by),
  check (state = 'draft' or state = 'returned' or length(evidence) >= 4)
);
create index indicator_report_region on indicator_report (region, period_to);
create index indicator_report_state on indicator_report (state, region) where state in ('submitted', 'reviewed', 'corrected');

-- Every change of a reported figure; lines are added, never changed.
create table indicator_report_event (
  report_id uuid not null references indicator_report (id),
  revision integer not null,
  region text collate "C" not null,
  at timestamptz not null,
  day date not null,
  actor_id text not null,
  actor_name text not null,
  organisation_name text not null,
  action text not null,
  to_state text not null,
  numerator numeric(22, 4) not null,
  denominator numeric(22, 4),
  evidence text not null,
  reason text,
  primary key (report_id, revision)
);

-- A locked figure changes in one way only: as a correction, with its line in the history and its reason.
create function guard_locked_figure() returns trigger language plpgsql as $$
begin
  if (old.state in ('locked', 'corrected') or old.reviewed_by is not null and new.state in ('reviewed', 'locked'))
    and (new.numerator, new.denominator) is distinct from (old.numerator, old.denominator)
    and not (new.state = 'corrected' and new.revision = old.revision + 1 and exists (select 1 from indicator_report_event e
      where e.report_id = new.id and e.revision = new.revision and e.action = 'correct' and length(e.reason) >= 4))
  then
    raise exception 'a locked figure changes by a correction only' using errcode = 'check_violation',
      constraint = 'indicator_report_guard';
  end if;
  if old.state = 'locked' and new.state not in ('locked', 'corrected') then
    raise exception 'a locked figure is not opened again' using errcode = 'check_violation',
      constraint = 'indicator_report_guard';
  end if;
  return new;
end $$;
create trigger indicator_report_guard before update on indicator_report for each row execute function guard_locked_figure();

do $$
declare t text;
begin
  foreach t in array array['indicator_value', 'indicator_record', 'indicator_report', 'indicator_report_event'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy reach on %I using (region >= (select lower(app_reach())) collate "C"
      and region < (select upper(app_reach())) collate "C"
      and ((select app_reach() = multirange(range_merge(app_reach()))) or region <@ (select app_reach())))', t);
  end loop;
end $$;
-- That figures were made, of whom and when, is told to every office inside the area.
alter table indicator_snapshot enable row level security;
alter table indicator_snapshot force row level security;
create policy told on indicator_snapshot for select using (region_span(region) && (select app_reach()));
create policy reach on indicator_snapshot using (region <@ (select app_reach()));

grant select, insert, update, delete on indicator_snapshot to zhucan_app;
grant select, insert, delete on indicator_value, indicator_record to zhucan_app;
grant select, insert on indicator_report, indicator_report_event to zhucan_app;
grant update (numerator, denominator, evidence, note, state, revision, organisation_id, submitted_by, reviewed_by, changed_at, version)
  on indicator_report to zhucan_app;
