-- What only the program held: larger budgets, what an agreement was about, who carries out an erasure, whose acts an auditor reads.

-- The amounts that ship, as the catalogue has them; one that is not known here is nothing, so that any amount of it is a raise.
create function shipped_budget(asked_role text, asked_name text) returns integer language sql immutable as $$
  select case asked_role || ' ' || asked_name
    when 'data-clerk rows' then 50000 when 'data-clerk file-rows' then 2000
    when 'data-clerk numbers' then 200 when 'data-clerk look-ups' then 300
    when 'commissioner rows' then 5000 when 'commissioner file-rows' then 0
    when 'commissioner numbers' then 0 when 'commissioner pages' then 150
    when 'leader rows' then 10000 when 'leader numbers' then 0
    when 'audit-officer rows' then 10000 when 'audit-officer file-rows' then 2000 when 'audit-officer numbers' then 0
    else case asked_name
      when 'rows' then 20000 when 'file-rows' then 500 when 'numbers' then 100 when 'pages' then 400
      when 'look-ups' then 150 when 'misses' then 30 when 'office-rows' then 400000 when 'office-numbers' then 1000
      when 'file-days' then 3 when 'glass-hours' then 4 when 'glass-review-days' then 3 when 'glass-per-day' then 3
      else 0 end end
$$;

-- The amount that holds for a role at a place on a day: the nearest place upwards, the latest day, the last that was set.
create function budget_on(asked_role text, asked_name text, place text, day date) returns integer language sql stable as $$
  select coalesce((select p.amount from export_policy p
    where p.role = asked_role and p.name = asked_name and p.from_day <= day and place <@ region_span(p.region)
    order by p.region collate "C" desc, p.from_day desc, p.set_at desc, p.id desc limit 1),
    shipped_budget(asked_role, asked_name))
$$;

-- Whether an amount lets more out on any day from its first on. In a function, as a policy may not read its own table.
create function lets_more_out(asked_role text, asked_name text, place text, first_day date, wanted integer) returns boolean
  language sql stable as $$
  select exists (select from (select first_day as day union select p.from_day from export_policy p
      where p.role = asked_role and p.name = asked_name and p.from_day > first_day) d
    where wanted > budget_on(asked_role, asked_name, place, d.day)
      and not exists (select from export_policy own where own.role = asked_role and own.name = asked_name
        and own.region = place and own.from_day > first_day and own.from_day <= d.day))
$$;

create policy agreed on export_policy as restrictive for insert to zhucan_app with check (
  case when proposal_id is null
    then set_by = (select current_setting('app.user_id', true)) and not lets_more_out(role, name, region, from_day, amount)
    else exists (select 1 from proposal p where p.id = export_policy.proposal_id and p.kind = 'export-budget'
      and p.state = 'confirmed' and p.decided_by = (select current_setting('app.user_id', true))
      and p.made_by = export_policy.set_by and p.wish ->> 'role' = export_policy.role and p.wish ->> 'name' = export_policy.name
      and p.wish ->> 'region' = export_policy.region and p.wish ->> 'fromDay' = export_policy.from_day::text
      and p.wish ->> 'amount' = export_policy.amount::text) end);

-- An agreement is to what was asked for, in the name of who asked, and it is used once.
drop policy agreed on account_policy;
create policy agreed on account_policy for insert to zhucan_app with check (exists (select 1 from proposal p
  where p.id = account_policy.proposal_id and p.kind = 'account-policy' and p.state = 'confirmed'
    and p.decided_by = (select current_setting('app.user_id', true))
    and p.made_by = account_policy.changed_by and p.wish = account_policy.value));
drop policy agreed on person_merge;
create policy agreed on person_merge as restrictive for insert to zhucan_app with check (exists (select 1 from proposal p
  where p.id = person_merge.proposal_id and p.kind = 'merge' and p.pair_id = person_merge.pair_id and p.state = 'confirmed'
    and p.decided_by = (select current_setting('app.user_id', true)) and p.wish ->> 'keep' = person_merge.kept::text));
create unique index export_policy_agreed on export_policy (proposal_id);
create unique index account_policy_agreed on account_policy (proposal_id);
create unique index person_merge_agreed on person_merge (proposal_id);

/*
 * An erasure is carried out in the name of whoever is at work, not in one that is handed over, by a leader, and never by a second
 * log-in of the same name.
 */
drop function carry_out_erasure(uuid, text, timestamptz, date);
create function carry_out_erasure(wish uuid, at timestamptz, today date) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  e erasure;
  left_over jsonb;
  me constant text := nullif(current_setting('app.user_id', true), '');
  my_name constant text := (select u.name from auth_user u where u.id = me);
begin
  select * into e from erasure where id = wish and state = 'waiting' for update;
  -- Whoever has moved meanwhile belongs to another office; whoever is held here gets no new clue until this is over.
  perform 1 from person p where p.id = e.person_id and p.hukou_region = e.region for update;
  if not found or e.id is null or my_name is null or me = e.entered_by or my_name = e.entered_by_name
      or current_setting('app.role', true) is distinct from 'leader' or cardinality(erasure_holds(e.person_id, today)) > 0 then
    raise check_violation using constraint = 'erasure_guard', message = 'this erasure may not be carried out';
  end if;
  left_over := erase_person_rows(e.person_id);
  if left_over is null then raise check_violation using constraint = 'erasure_guard', message = 'the person is not there'; end if;
  update erasure set state = 'done', decided_by = me, decided_by_name = my_name, decided_at = at,
    remains = left_over - 'files' where id = wish;
  return left_over->'files';
end $$;
revoke all on function carry_out_erasure(uuid, timestamptz, date) from public;
grant execute on function carry_out_erasure(uuid, timestamptz, date) to zhucan_app;

-- The first moment of a day where the offices are.
create function day_begins(day date) returns timestamptz language sql immutable as $$
  select day::timestamp at time zone 'Asia/Shanghai'
$$;

/*
 * What somebody did belongs to the offices held on that day: who has moved takes the acts of the new office along and leaves those
 * of the old one. Most people never worked elsewhere, and of them no days are asked.
 */
alter policy reach on audit
  using ((select current_setting('app.role', true)) in ('audit-officer', 'security-officer') and (
    (actor_id in (select a.user_id from appointment a join organisation o on o.id = a.organisation_id
        where o.region <@ (select app_reach()))
      and (actor_id not in (select a.user_id from appointment a join organisation o on o.id = a.organisation_id
          where not o.region <@ (select app_reach()))
        or exists (select 1 from appointment a join organisation o on o.id = a.organisation_id
          where a.user_id = audit.actor_id and o.region <@ (select app_reach()) and audit.at >= day_begins(a.from_day)
            and (a.until_day is null or audit.at < day_begins(a.until_day)))))
    or (subject_kind = 'person' and exists (select 1 from person p where p.id = subject_id offset 0))
    or ((actor_id is null or actor_id in ('system', 'operator')) and case subject_kind
      when 'person' then false
      when 'user' then coalesce(subject_id::text in (select a.user_id from appointment a
          join organisation o on o.id = a.organisation_id where o.region <@ (select app_reach())),
        (select not exists (select 1 from organisation o where not o.reach <@ app_reach())))
      when 'organisation' then subject_id in (select o.id from organisation o where o.region <@ (select app_reach()))
      else true end)));

-- Whoever wants two files merged may say why in one word.
alter table proposal drop constraint proposal_reason_check,
  add constraint proposal_reason_check check (length(reason) between 1 and 500);

-- What somebody has taken today is theirs and only grows; an office adds up what all of its people took.
revoke update on export_spending from zhucan_app;
grant update (amount, approved, ways) on export_spending to zhucan_app;
alter table export_spending enable row level security;
alter table export_spending force row level security;
create policy added_up on export_spending for select to zhucan_app using (true);
create policy own on export_spending for insert to zhucan_app
  with check (user_id = (select current_setting('app.user_id', true)));
create policy grows on export_spending for update to zhucan_app
  using (user_id = (select current_setting('app.user_id', true)));
create function keep_spending() returns trigger language plpgsql as $$
begin
  if new.amount < old.amount or new.approved < old.approved then
    raise check_violation using message = 'what was taken stays taken';
  end if;
  return new;
end $$;
create trigger export_spending_grows before update of amount, approved on export_spending for each row
  when (current_user = 'zhucan_app') execute function keep_spending();
do $$
begin
  execute format('create policy keeper on export_spending to %I using (true) with check (true)', current_user);
end $$;
