-- Work that comes out of notices: targets handed down the tree, tasks, and the supervision of both.

-- The codes at and under a region.
create function region_span(code text) returns codemultirange language sql immutable as $$
  select codemultirange(coderange(rpad(region_prefix(code), 12, '0'), rpad(region_prefix(code), 12, '9'), '[]'))
$$;

-- The words of a notice that a piece of work comes from: a copy, because who receives it below may not open the notice.
create table work_clause (
  id uuid primary key,
  region text collate "C" not null,
  notice_id uuid,
  notice_item_id uuid,
  title text not null check (length(title) between 2 and 300),
  document_number text,
  issued_on date,
  quote text not null check (length(quote) between 1 and 4000),
  start_at integer check (start_at >= 0),
  end_at integer check (end_at >= start_at),
  created_at timestamptz not null,
  check ((start_at is null) = (end_at is null))
);
create index work_clause_notice on work_clause (notice_id);
comment on column work_clause.start_at is 'Where the quote stands in the notice, in UTF-16 units; null for one typed in by hand.';

-- One thing somebody did, however many pieces it touched.
create table work_act (
  id uuid primary key,
  kind text not null check (kind in ('target', 'task')),
  action text not null,
  region text collate "C" not null,
  organisation_id uuid not null references organisation (id),
  organisation_name text not null,
  actor_id text not null,
  actor_name text not null,
  at timestamptz not null,
  day date not null,
  note text,
  details jsonb not null default '{}'
);
create index work_act_at on work_act (region, at);

/*
 * What is to be reached: a root as the notice says it, and under it the shares that it was split into. No foreign keys
 * to the piece above, to the clause or between a line of history and its piece: a cascade makes 600,000 rows of each, every
 * check would be a query, and the one statement that makes them takes its ids from the rows themselves. A test checks them.
 */
create table target (
  id uuid primary key,
  root_id uuid not null,
  parent_id uuid,
  clause_id uuid,
  notice_id uuid,
  notice_item_id uuid,
  indicator text not null,
  form text not null check (form in ('floor', 'ceiling', 'equals', 'rate', 'full-coverage', 'zero-state')),
  value numeric(18, 4) check (value >= 0),
  decimals smallint not null default 0 check (decimals between 0 and 4),
  unit text not null,
  period_from date not null,
  period_to date not null check (period_to >= period_from),
  region text collate "C" not null,
  level smallint not null check (level between 0 and 5),
  carried_by text not null check (carried_by in ('own', 'department', 'affiliated', 'lower')),
  organisation_id uuid references organisation (id),
  split_by text check (split_by in ('equal', 'population', 'last-year', 'hand', 'as-is')),
  state text not null check (state in ('draft', 'issued', 'received', 'confirmed', 'split', 'returned', 'withdrawn')),
  version integer not null default 1,
  receive_by date,
  report_by date,
  report_open boolean not null default false,
  reported_on date,
  reminded_on date,
  since date not null,
  until date,
  due date generated always as (case when state in ('issued', 'received') then receive_by
    when state in ('confirmed', 'split') and report_open then report_by end) stored,
  created_at timestamptz not null,
  check ((value is null) = (form in ('full-coverage', 'zero-state'))),
  check ((parent_id is null) = (root_id = id)),
  check ((until is not null) = (state = 'withdrawn')),
  check (value is null or value = round(value, decimals))
);
comment on column target.organisation_id is 'Who carries it; null = the federation of the region, whoever that is.';
comment on column target.split_by is 'How the piece was split into the shares below it; null while it was not.';
comment on column target.report_open is 'A report is asked for by report_by and has not come.';
comment on column target.since is 'Since which day its value holds.';
-- Nobody carries two live shares of the same piece; a split again finds the share that is there.
create unique index target_share on target (parent_id, region, organisation_id) nulls not distinct
  where state <> 'withdrawn' and parent_id is not null;
create index target_region on target (region, state, due);
create index target_root on target (level, region, indicator) where parent_id is null;
create index target_organisation on target (organisation_id) where organisation_id is not null;
create index target_due on target (due, region) where due is not null;

-- The history of a target: one line a change, never changed.
create table target_event (
  target_id uuid not null,
  version integer not null,
  act_id uuid not null,
  region text collate "C" not null,
  from_state text,
  to_state text not null,
  from_value numeric(18, 4),
  to_value numeric(18, 4),
  primary key (target_id, version)
);
create index target_event_act on target_event (act_id);

-- What is to be done, by whom, with whom, until when.
create table task (
  id uuid primary key,
  root_id uuid not null,
  parent_id uuid references task (id),
  target_id uuid references target (id),
  clause_id uuid references work_clause (id),
  notice_id uuid,
  notice_item_id uuid,
  title text not null check (length(title) between 2 and 200),
  what text not null check (length(what) between 2 and 4000),
  report_to text,
  region text collate "C" not null,
  level smallint not null check (level between 0 and 5),
  lead_organisation_id uuid references organisation (id),
  giver_organisation_id uuid not null references organisation (id),
  giver_region text collate "C" not null,
  state text not null check (state in
    ('draft', 'issued', 'received', 'working', 'done', 'sampled', 'verified', 'returned', 'declined', 'reopened', 'withdrawn')),
  sample text not null default 'none' check (sample in ('none', 'drawn', 'true', 'false', 'unknown')),
  version integer not null default 1,
  receive_by date,
  due_on date not null,
  first_due_on date not null,
  received_on date,
  progress_on date,
  done_on date,
  reminded_on date,
  due date generated always as (case when state in ('issued', 'reopened') then coalesce(receive_by, due_on)
    when state in ('received', 'working', 'returned') then due_on end) stored,
  created_at timestamptz not null,
  check ((parent_id is null) = (root_id = id)),
  check (receive_by is null or receive_by <= due_on)
);
comment on column task.lead_organisation_id is 'Who leads; null = the federation of the region, whoever that is.';
create unique index task_share on task (parent_id, region, lead_organisation_id) nulls not distinct
  where state <> 'withdrawn' and parent_id is not null;
create index task_region on task (region, state, due);
create index task_giver on task (giver_organisation_id, state);
create index task_lead on task (lead_organisation_id) where lead_organisation_id is not null;
create index task_due on task (due, region) where due is not null;
create index task_clause on task (clause_id) where parent_id is null;

-- Who supports, in the order of the notice; the first listed leads and stands on the task itself.
create table task_support (
  task_id uuid not null references task (id),
  organisation_id uuid not null references organisation (id),
  position smallint not null check (position > 0),
  primary key (task_id, organisation_id)
);
create index task_support_organisation on task_support (organisation_id);

create table task_event (
  task_id uuid not null references task (id),
  version integer not null,
  act_id uuid not null references work_act (id),
  region text collate "C" not null,
  from_state text,
  to_state text not null,
  from_due date,
  to_due date,
  primary key (task_id, version)
);
create index task_event_act on task_event (act_id);

-- A photo or a paper, sealed; it is evidence once a report names it.
create table task_file (
  id uuid primary key,
  task_id uuid not null references task (id),
  act_id uuid references work_act (id),
  region text collate "C" not null,
  file_name text not null,
  media_type text not null,
  size integer not null,
  content_hash bytea not null,
  stored_as text not null unique,
  uploaded_by text not null,
  uploaded_at timestamptz not null
);
create index task_file_task on task_file (task_id);

-- The list of places and offices under close supervision, each entry with its reason and its end.
create table work_watch (
  id uuid primary key,
  target_id uuid references target (id),
  task_id uuid references task (id),
  region text collate "C" not null,
  organisation_id uuid references organisation (id),
  reason text not null check (length(reason) between 4 and 500),
  from_day date not null,
  until_day date check (until_day >= from_day),
  set_act uuid not null references work_act (id),
  lifted_act uuid references work_act (id),
  check ((target_id is null) <> (task_id is null)),
  check ((until_day is null) = (lifted_act is null))
);
create unique index work_watch_target on work_watch (target_id) where until_day is null and target_id is not null;
create unique index work_watch_task on work_watch (task_id) where until_day is null and task_id is not null;
create index work_watch_region on work_watch (region) where until_day is null;

do $$
declare t text;
begin
  foreach t in array array['target', 'target_event', 'task', 'task_event', 'task_file', 'work_watch'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy reach on %I using (region >= (select lower(app_reach())) collate "C"
      and region < (select upper(app_reach())) collate "C"
      and ((select app_reach() = multirange(range_merge(app_reach()))) or region <@ (select app_reach())))', t);
  end loop;
  -- Words of a notice and what an office did are told to everybody whose area overlaps the office's.
  foreach t in array array['work_clause', 'work_act'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy told on %I for select using (region_span(region) && (select app_reach()))', t);
    execute format('create policy reach on %I for insert with check (region <@ (select app_reach()))', t);
  end loop;
end $$;
alter table task_support enable row level security;
alter table task_support force row level security;
create policy reach on task_support using (exists (select 1 from task t where t.id = task_id));

grant select, insert on work_clause, work_act, target, target_event, task, task_event, task_support, task_file, work_watch
  to zhucan_app;
grant update (value, split_by, state, version, receive_by, report_by, report_open, reported_on, reminded_on, since, until)
  on target to zhucan_app;
grant update (state, sample, version, title, what, report_to, lead_organisation_id, receive_by, due_on, received_on, progress_on, done_on,
  reminded_on) on task to zhucan_app;
grant delete on task_support to zhucan_app;
grant update (act_id) on task_file to zhucan_app;
grant update (until_day, lifted_act) on work_watch to zhucan_app;
