-- What one person may not change alone, in one table for all of it; and row security where only the queries stood guard.

-- What somebody wants to do and somebody else has to agree to: rules for log-ins, a larger budget for exports, one file out of two.
create table proposal (
  id uuid primary key,
  kind text not null check (kind in ('account-policy', 'export-budget', 'merge')),
  subject text not null check (length(subject) between 1 and 200),
  region text collate "C",
  pair_id uuid references duplicate_pair (id) on delete cascade,
  wish jsonb not null,
  reason text check (length(reason) between 2 and 500),
  made_by text not null references auth_user (id),
  made_by_name text not null,
  made_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'confirmed', 'refused', 'withdrawn')),
  decided_by text references auth_user (id),
  decided_by_name text,
  decided_at timestamptz,
  note text check (length(note) between 2 and 500),
  check ((kind = 'merge') = (pair_id is not null)),
  check ((pair_id is null) = (region is not null)),
  check ((state = 'waiting') = (decided_by is null)),
  check (state = 'waiting' or (state = 'withdrawn') = (decided_by = made_by))
);
comment on column proposal.subject is 'What it is about: of one thing, one proposal waits at a time.';
comment on column proposal.pair_id is 'Two files that are to become one are guarded by the people, everything else by its region.';
create unique index proposal_waiting on proposal (kind, subject) where state = 'waiting';
create index proposal_pair on proposal (pair_id) where pair_id is not null;
alter table proposal enable row level security;
alter table proposal force row level security;
create policy reach on proposal for select using (case when pair_id is null then region <@ (select app_reach())
  else exists (select 1 from duplicate_pair d where d.id = pair_id offset 0) end);
create policy made on proposal for insert with check (state = 'waiting'
  and made_by = (select current_setting('app.user_id', true))
  and case when pair_id is null then region <@ (select app_reach())
    else exists (select 1 from duplicate_pair d where d.id = pair_id offset 0) end);
create policy decided on proposal for update using (state = 'waiting'
  and case when pair_id is null then region <@ (select app_reach())
    else exists (select 1 from duplicate_pair d where d.id = pair_id offset 0) end)
  with check (decided_by = (select current_setting('app.user_id', true)));
grant select, insert on proposal to zhucan_app;
grant update (state, decided_by, decided_by_name, decided_at, note) on proposal to zhucan_app;

-- A pair is two people: who has one of them in reach knows nothing of the other.
drop policy reach on duplicate_pair;
create policy reach on duplicate_pair using (exists (select 1 from person p where p.id = person_a offset 0)
  and exists (select 1 from person p where p.id = person_b offset 0));

-- The act follows the agreement, in the same transaction and by who agreed.
alter table person_merge add column proposal_id uuid references proposal (id) on delete cascade;
create policy agreed on person_merge as restrictive for insert to zhucan_app with check (exists (select 1 from proposal p
  where p.id = proposal_id and p.kind = 'merge' and p.pair_id = person_merge.pair_id and p.state = 'confirmed'
    and p.decided_by = (select current_setting('app.user_id', true))));

alter table account_policy add column proposal_id uuid references proposal (id);
alter table account_policy enable row level security;
create policy told on account_policy for select using (true);
create policy agreed on account_policy for insert to zhucan_app with check (exists (select 1 from proposal p
  where p.id = proposal_id and p.kind = 'account-policy' and p.state = 'confirmed'
    and p.decided_by = (select current_setting('app.user_id', true))));

alter table export_policy add column proposal_id uuid references proposal (id);
comment on column export_policy.proposal_id is 'Who agreed to a raise; null for an amount that raises nothing.';

do $$
declare t text;
begin
  -- The owner of the tables makes backups, restores them and mends them; it never answers a request.
  foreach t in array array['welcome_link', 'office_wish', 'audit', 'account_policy'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy keeper on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;

-- The area of an office that a link or a wish is for.
create function office_in_reach(office uuid, narrowed codemultirange) returns boolean language sql stable as $$
  select coalesce(narrowed, (select o.reach from organisation o where o.id = office)) <@ app_reach()
$$;

/*
 * One-time links. Whoever holds one is nobody yet and shows the link itself (app.link, its hash); the system officer and the
 * security officer see those of their area; the machine's own log-in makes those of the first officers.
 */
create policy held on welcome_link for select to zhucan_app
  using (token_hash = decode(nullif((select current_setting('app.link', true)), ''), 'hex'));
create policy used on welcome_link for update to zhucan_app
  using (token_hash = decode(nullif((select current_setting('app.link', true)), ''), 'hex'))
  with check (token_hash = decode(nullif((select current_setting('app.link', true)), ''), 'hex'));
create policy reach on welcome_link for all to zhucan_app
  using ((select current_setting('app.role', true)) in ('system-officer', 'security-officer')
    and case when user_id is null then office_in_reach(organisation_id, reach) else account_in_reach(user_id) end)
  with check ((select current_setting('app.role', true)) in ('system-officer', 'security-officer')
    and case when user_id is null then office_in_reach(organisation_id, reach) else account_in_reach(user_id) end);
create policy own_name on welcome_link as restrictive for insert to zhucan_app
  with check (coalesce(made_by, 'operator') = (select current_setting('app.user_id', true)) and confirmed_at is null);

create policy reach on office_wish for select to zhucan_app
  using ((select current_setting('app.role', true)) in ('system-officer', 'security-officer')
    and office_in_reach(organisation_id, reach));
create policy made on office_wish for insert to zhucan_app
  with check ((select current_setting('app.role', true)) = 'system-officer' and office_in_reach(organisation_id, reach)
    and state = 'waiting' and made_by = (select current_setting('app.user_id', true)));
create policy decided on office_wish for update to zhucan_app
  using ((select current_setting('app.role', true)) in ('system-officer', 'security-officer')
    and state = 'waiting' and office_in_reach(organisation_id, reach))
  with check (decided_by = (select current_setting('app.user_id', true)));

/*
 * The audit: anybody's act adds to it; the officers of audit and security read what their offices did and what was done about
 * people of theirs; the installation itself reads all of it, to chain it. What nobody, the system or the operator did is told to
 * whom it is about; a log-in tried under no known name belongs to the top.
 */
create policy append on audit for insert to zhucan_app with check (true);
create policy chained on audit for select to zhucan_app using ((select current_setting('app.user_id', true)) = 'system');
create policy reach on audit for select to zhucan_app
  using ((select current_setting('app.role', true)) in ('audit-officer', 'security-officer') and (
    actor_id in (select a.user_id from appointment a join organisation o on o.id = a.organisation_id
      where o.region <@ (select app_reach()))
    or (subject_kind = 'person' and exists (select 1 from person p where p.id = subject_id offset 0))
    or ((actor_id is null or actor_id in ('system', 'operator')) and case subject_kind
      when 'person' then false
      when 'user' then coalesce(subject_id::text in (select a.user_id from appointment a
          join organisation o on o.id = a.organisation_id where o.region <@ (select app_reach())),
        (select not exists (select 1 from organisation o where not o.reach <@ app_reach())))
      when 'organisation' then subject_id in (select o.id from organisation o where o.region <@ (select app_reach()))
      else true end)));

-- How much of the audit is not chained yet, and since when: a figure of the machine, about nobody.
create function audit_tail(since timestamptz) returns table (entries bigint, oldest timestamptz) language sql stable security definer
  set search_path = pg_catalog, public, pg_temp as $$
  select count(*), min(e.at) from audit e
  where e.at > since and not exists (select from audit_chain c where c.audit_id = e.id)
$$;
revoke all on function audit_tail(timestamptz) from public;
grant execute on function audit_tail(timestamptz) to zhucan_app;
