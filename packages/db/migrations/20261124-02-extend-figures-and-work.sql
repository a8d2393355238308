-- Photos and papers behind a reported figure, sealed; loose until a figure that is handed in names them.
create table report_file (
  id uuid primary key,
  report_id uuid references indicator_report (id),
  revision integer,
  region text collate "C" not null,
  file_name text not null,
  media_type text not null,
  size integer not null,
  content_hash bytea not null,
  stored_as text not null unique,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  check ((report_id is null) = (revision is null))
);
comment on column report_file.revision is 'With which line of the history of the figure the file came.';
create index report_file_report on report_file (report_id) where report_id is not null;
create index report_file_loose on report_file (uploaded_by, uploaded_at) where report_id is null;
alter table report_file enable row level security;
alter table report_file force row level security;
create policy reach on report_file using (region >= (select lower(app_reach())) collate "C"
  and region < (select upper(app_reach())) collate "C"
  and ((select app_reach() = multirange(range_merge(app_reach()))) or region <@ (select app_reach())));
grant select, insert, delete on report_file to zhucan_app;
grant update (report_id, revision) on report_file to zhucan_app;
-- What nobody named is swept.
grant delete on task_file to zhucan_app;

-- A figure is handed in for a whole region, or by an office for the part it carries itself.
alter table indicator_report add column carrier_id uuid references organisation (id);
comment on column indicator_report.carrier_id is 'Whose own part it is; null = the figure of the whole region.';
alter table indicator_report drop constraint indicator_report_indicator_region_period_key;
create unique index indicator_report_key on indicator_report (indicator, region, period, carrier_id) nulls not distinct;

-- A rate is asked for in per cent, never as a fraction of one.
alter table target add constraint target_rate_in_per_cent
  check (form <> 'rate' or (unit = 'per-cent' and value between 0 and 100));

-- A figure that is handed in answers whoever asked for it: of the region, or of the office whose own part it is.
create or replace function tell_targets_of_report() returns trigger language plpgsql as $$
declare
  report indicator_report;
  act uuid := new_id();
begin
  if new.to_state in ('draft', 'returned') then return null; end if;
  select * into report from indicator_report r where r.id = new.report_id;
  with asked as (
    update target t set report_open = false, reported_on = new.day, version = t.version + 1
    where t.indicator = report.indicator and t.region = report.region and t.report_open
      and t.period_from < report.period_to and t.period_to >= report.period_from
      and (t.organisation_id is not distinct from report.carrier_id
        or report.carrier_id is null and t.organisation_id = report.organisation_id)
    returning t.id, t.version, t.region, t.state, t.value),
  acted as (
    insert into work_act (id, kind, action, region, organisation_id, organisation_name, actor_id, actor_name, at, day, details)
    select act, 'target', 'report', report.region, report.organisation_id, new.organisation_name, new.actor_id,
      new.actor_name, new.at, new.day, jsonb_build_object('period', report.period)
    where exists (select 1 from asked))
  insert into target_event (target_id, version, act_id, region, from_state, to_state, from_value, to_value)
    select id, version, act, region, state, state, value, value from asked;
  return null;
end $$;

alter table indicator_snapshot add column is_thinned boolean not null default false;
comment on column indicator_snapshot.is_thinned is 'Its villages and townships are gone: a region without a row may have had something.';

-- Ids that grow with time are made by the database itself where it can, which is ten times as fast.
do $$
begin
  if current_setting('server_version_num')::int >= 180000 then
    create or replace function new_id() returns uuid language sql volatile as 'select uuidv7()';
  end if;
end $$;
