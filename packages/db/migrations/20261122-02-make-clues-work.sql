-- What a region's code and the codes under it begin with.
create function region_prefix(code text) returns text language sql immutable as $$
  select left(code, case
    when right(code, 3) <> '000' then 12 when substr(code, 7, 3) <> '000' then 9 when substr(code, 5, 2) <> '00' then 6
    when substr(code, 3, 2) <> '00' then 4 when left(code, 2) <> '00' then 2 else 0 end)
$$;

-- Where a clue is worked at: where people live if that lies in the area, else where they are registered.
create function place_of_clue(hukou text, residence text, area text) returns text language sql immutable as $$
  select case when starts_with(residence, region_prefix(area)) or not starts_with(hukou, region_prefix(area))
    then residence else hukou end
$$;

alter table clue drop constraint clue_state_check;
alter table clue
  add constraint clue_state check (state in ('new', 'issued', 'received', 'verifying', 'answered', 'returned', 'sampled',
    'handling', 'closed', 'reopened', 'withdrawn')),
  add column origin_region text collate "C",
  add column place text collate "C",
  add column holder smallint not null default 3 check (holder between 3 and 5),
  add column office_id uuid references organisation (id),
  add column due_county date,
  add column due_township date,
  add column due_village date,
  add column due date generated always as (case
    when state in ('closed', 'withdrawn') then null
    when holder = 3 then due_county when holder = 4 then due_township else due_village end) stored,
  add column severity_rank smallint generated always as
    (case severity when 'high' then 1 when 'medium' then 2 else 3 end) stored,
  add column verdict text check (verdict in ('true', 'false', 'unknown')),
  add column answered_at smallint check (answered_at between 3 and 5),
  add column sample text not null default 'none' check (sample in ('none', 'drawn', 'agrees', 'differs')),
  add column facts_changed_on date,
  add column closed_on date,
  add column version integer not null default 1,
  add column changed_at timestamptz;
comment on column clue.origin_region is 'The widest area whose screening found it; a narrower screening must not withdraw it.';
comment on column clue.holder is 'Which level has it in hand: 3 county, 4 township, 5 village.';
comment on column clue.answered_at is 'The level that gave the latest feedback: it goes back there.';
comment on column clue.facts_changed_on is 'Since when the condition no longer holds, for a clue that people have in work or closed.';

select set_config('app.reach', '{[000000000000,999999999999)}', true);
update clue set origin_region = coalesce((select region from screening s where s.id = clue.screening_id), hukou_region);
update clue set place = place_of_clue(hukou_region, residence_region, origin_region);
select set_config('app.reach', '', true);

create function set_clue_place() returns trigger language plpgsql as $$
begin
  new.origin_region := coalesce(new.origin_region, rpad(left(new.hukou_region, 6), 12, '0'));
  new.place := coalesce(new.place, place_of_clue(new.hukou_region, new.residence_region, new.origin_region));
  return new;
end $$;
create trigger clue_place before insert on clue for each row execute function set_clue_place();
alter table clue alter column origin_region set not null, alter column place set not null;

drop index clue_open_person, clue_open_household, clue_region;
create unique index clue_open_person on clue (rule, person_id) where state not in ('closed', 'withdrawn') and subject = 'person';
create unique index clue_open_household on clue (rule, household_id) where state not in ('closed', 'withdrawn') and subject = 'household';
create index clue_hukou on clue (hukou_region, rule);
create index clue_residence on clue (residence_region);
create index clue_place on clue (place, holder, state);
create index clue_order on clue (severity_rank, since, place, id) where state not in ('closed', 'withdrawn');
create index clue_due on clue (due, severity_rank, id) where state not in ('closed', 'withdrawn');
-- Whatever a count asks for stands in the index: it need not read the clues themselves.
create index clue_count on clue (state, hukou_region, residence_region, place, holder, rule, severity, due, subject, office_id);
create index clue_office on clue (office_id) where office_id is not null;
create index clue_settled on clue (rule, person_id) where state = 'closed';

-- One action on many clues, or one drawing of a sample: what it was, and how many it took.
create table clue_bulk (
  id uuid primary key,
  kind text not null check (kind in ('issue', 'receive', 'pass-up', 'sample')),
  region text collate "C" not null,
  organisation_id uuid not null references organisation (id),
  started_by text not null,
  at timestamptz not null,
  selection jsonb not null,
  done integer not null,
  rate smallint check (rate between 1 and 100),
  seed text,
  population integer,
  undone_at timestamptz,
  check ((kind = 'sample') = (seed is not null and rate is not null and population is not null))
);

-- The history of a clue; lines are added, never changed.
create table clue_event (
  id uuid primary key,
  clue_id uuid not null references clue (id),
  version integer not null,
  at timestamptz not null,
  day date not null,
  actor_id text,
  actor_name text,
  organisation_id uuid,
  organisation_name text,
  action text not null,
  from_state text not null,
  to_state text not null,
  from_holder smallint not null,
  to_holder smallint not null,
  office_id uuid,
  due date,
  note text,
  bulk_id uuid references clue_bulk (id),
  details jsonb not null default '{}',
  unique (clue_id, version)
);
comment on column clue_event.details is 'What else belongs to the action: ids of evidence, the decision, and how the clue was before a bulk action.';
create index clue_event_at on clue_event (at);
create index clue_event_bulk on clue_event (bulk_id) where bulk_id is not null;

-- What somebody found who looked: the feedback of a level, or the county's second look.
create table clue_feedback (
  id uuid primary key,
  clue_id uuid not null references clue (id),
  kind text not null check (kind in ('feedback', 'second-look')),
  verdict text not null,
  visit text not null check (visit in ('home', 'meeting', 'phone', 'not-met')),
  visited_on date not null,
  finding text not null check (length(finding) between 10 and 2000),
  fact_ref text,
  holder smallint not null,
  given_by text not null,
  organisation_id uuid not null,
  at timestamptz not null,
  version integer not null,
  check (verdict in ('true', 'false', 'unknown') or kind = 'second-look' and verdict in ('agrees', 'differs'))
);
create index clue_feedback_clue on clue_feedback (clue_id, version);

-- A photo or a paper, sealed; it counts as evidence once a feedback names it.
create table clue_file (
  id uuid primary key,
  clue_id uuid not null references clue (id),
  feedback_id uuid references clue_feedback (id),
  file_name text not null,
  media_type text not null,
  size integer not null,
  content_hash bytea not null,
  stored_as text not null unique,
  uploaded_by text not null,
  uploaded_at timestamptz not null
);
create index clue_file_clue on clue_file (clue_id);
create index clue_file_feedback on clue_file (feedback_id) where feedback_id is not null;

-- What the county decided.
create table clue_handling (
  id uuid primary key,
  clue_id uuid not null references clue (id),
  feedback_id uuid not null references clue_feedback (id),
  kind text not null check (kind in ('stop', 'correct', 'add', 'refer', 'recover', 'waive')),
  decision text not null check (length(decision) between 4 and 2000),
  basis text not null check (length(basis) between 2 and 500),
  amount_fen bigint check (amount_fen > 0),
  from_day date,
  handled_by text not null,
  organisation_id uuid not null,
  at timestamptz not null,
  check (kind not in ('recover', 'waive') or amount_fen is not null)
);
create index clue_handling_clue on clue_handling (clue_id, at);

-- Nothing takes a benefit away without a human decision and its evidence, whoever asks and by whichever way.
create function guard_benefit() returns trigger language plpgsql as $$
declare
  found_out clue_feedback;
  actor text := nullif(current_setting('app.user_id', true), '');
begin
  if actor is not null and actor <> new.handled_by then
    raise exception 'handled in the name of somebody else' using errcode = 'check_violation', constraint = 'clue_handling_guard';
  end if;
  if new.kind not in ('stop', 'recover') then return null; end if;
  select * into found_out from clue_feedback f
    where f.clue_id = new.clue_id and f.kind = 'feedback' order by f.version desc limit 1;
  if found_out.id is distinct from new.feedback_id or found_out.verdict is distinct from 'true'
    or found_out.given_by = new.handled_by
    or not (found_out.fact_ref is not null or exists (select 1 from clue_file e where e.feedback_id = found_out.id))
    or exists (select 1 from clue_feedback s where s.clue_id = new.clue_id and s.kind = 'second-look'
      and s.version > found_out.version and s.verdict = 'differs')
  then
    raise exception 'a benefit needs a true finding with evidence by somebody else' using errcode = 'check_violation',
      constraint = 'clue_handling_guard';
  end if;
  return null;
end $$;
create constraint trigger clue_handling_guard after insert or update on clue_handling deferrable initially immediate
  for each row execute function guard_benefit();

-- Whoever moves takes the clue along. One that lies with an office of the old place goes back to the county of the new one.
create function move_clue_place() returns trigger language plpgsql as $$
declare
  reached integer := case old.holder when 3 then 6 when 4 then 9 else 12 end;
begin
  -- A person's clue lies where the person does, whoever writes to it; lists need not look at the person again.
  if new.subject = 'person' then
    select coalesce(max(p.hukou_region), new.hukou_region), coalesce(max(p.residence_region), new.residence_region)
      into new.hukou_region, new.residence_region from person p where p.id = new.person_id;
  end if;
  if new.place in (new.hukou_region, new.residence_region) then return new; end if;
  new.place := place_of_clue(new.hukou_region, new.residence_region, rpad(left(old.place, 6), 12, '0'));
  if old.state in ('new', 'closed', 'withdrawn') or left(new.place, reached) = left(old.place, reached) then return new; end if;
  new.state := 'reopened';
  new.holder := 3;
  new.office_id := null;
  new.due_county := null;
  new.due_township := null;
  new.due_village := null;
  new.sample := 'none';
  new.version := old.version + 1;
  new.changed_at := now();
  insert into clue_event (id, clue_id, version, at, day, action, from_state, to_state, from_holder, to_holder)
    values (new_id(), old.id, new.version, now(), (now() at time zone 'Asia/Shanghai')::date, 'moved', old.state, 'reopened', old.holder, 3);
  return new;
end $$;
create trigger clue_moves before update of hukou_region, residence_region on clue for each row
  when (old.hukou_region <> new.hukou_region or old.residence_region <> new.residence_region)
  execute function move_clue_place();

do $$
declare t text;
begin
  foreach t in array array['clue_event', 'clue_feedback', 'clue_file', 'clue_handling'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy reach on %I using (exists (select 1 from clue c where c.id = clue_id))', t);
  end loop;
end $$;
alter table clue_bulk enable row level security;
alter table clue_bulk force row level security;
create policy reach on clue_bulk using (region <@ (select app_reach()));

grant select, insert on clue_event, clue_feedback, clue_handling, clue_file, clue_bulk to zhucan_app;
grant update (feedback_id) on clue_file to zhucan_app;
grant update (undone_at) on clue_bulk to zhucan_app;
