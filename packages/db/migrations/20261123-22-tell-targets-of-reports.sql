-- A figure that is handed in answers whoever asked for it: the targets of that place and indicator are no longer waited for.
create function tell_targets_of_report() returns trigger language plpgsql as $$
declare
  report indicator_report;
  act uuid := new_id();
begin
  if new.to_state in ('draft', 'returned') then return null; end if;
  select * into report from indicator_report r where r.id = new.report_id;
  if not exists (select 1 from target t where t.indicator = report.indicator and t.region = report.region and t.report_open
    and t.period_from < report.period_to and t.period_to >= report.period_from
    and (t.organisation_id is null or t.organisation_id = report.organisation_id)) then return null; end if;
  insert into work_act (id, kind, action, region, organisation_id, organisation_name, actor_id, actor_name, at, day, details)
    values (act, 'target', 'report', report.region, report.organisation_id, new.organisation_name, new.actor_id, new.actor_name,
      new.at, new.day, jsonb_build_object('period', report.period));
  with told as (
    update target t set report_open = false, reported_on = new.day, version = t.version + 1
    where t.indicator = report.indicator and t.region = report.region and t.report_open
      and t.period_from < report.period_to and t.period_to >= report.period_from
      and (t.organisation_id is null or t.organisation_id = report.organisation_id)
    returning t.id, t.version, t.region, t.state, t.value)
  insert into target_event (target_id, version, act_id, region, from_state, to_state, from_value, to_value)
    select id, version, act, region, state, state, value, value from told;
  return null;
end $$;
create trigger indicator_report_told after insert on indicator_report_event
  for each row execute function tell_targets_of_report();
