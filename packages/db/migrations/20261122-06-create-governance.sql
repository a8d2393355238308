-- Exports, one budget over all ways out, temporary access with a reason, the directory, checks of the audit.

-- How much of personal data left in what way, by user and day. One row a measure, so that its lock keeps the sum exact.
create table export_spending (
  user_id text not null references auth_user (id),
  organisation_id uuid not null references organisation (id),
  day date not null,
  measure text not null check (measure in ('rows', 'file-rows', 'numbers', 'pages', 'look-ups', 'misses')),
  amount bigint not null default 0 check (amount >= 0),
  -- Behind a second person's approval: told, not counted against the budget.
  approved bigint not null default 0 check (approved >= 0),
  ways jsonb not null default '{}',
  primary key (user_id, day, measure)
);
create index export_spending_office on export_spending (organisation_id, day, measure);

-- What an office sets instead of the amounts that ship with the product.
create table export_policy (
  id uuid primary key,
  role text not null,
  name text not null,
  region text collate "C" not null,
  from_day date not null,
  amount integer not null check (amount >= 0),
  basis text not null,
  set_by text not null,
  set_at timestamptz not null
);
create index export_policy_role on export_policy (role, name);

create table export_request (
  id uuid primary key,
  what text not null,
  filter jsonb not null,
  format text not null check (format in ('xlsx', 'csv')),
  locale text not null check (locale in ('zh', 'en')),
  with_numbers boolean not null,
  purpose text not null check (length(purpose) between 4 and 200),
  rows integer not null check (rows >= 0),
  needs_approval boolean not null,
  region text collate "C" not null,
  organisation_id uuid not null references organisation (id),
  requested_by text not null references auth_user (id),
  requested_at timestamptz not null,
  state text not null check (state in ('waiting', 'making', 'ready', 'refused', 'withdrawn', 'failed', 'gone')),
  decided_by text references auth_user (id),
  decided_at timestamptz,
  note text,
  made_rows integer,
  content_hash bytea,
  expires_at timestamptz,
  downloads integer not null default 0,
  problem jsonb,
  -- Nobody decides on what they asked for themselves.
  check (decided_by is null or decided_by <> requested_by),
  -- What needs a second person is never made without one.
  check (not needs_approval or decided_by is not null or state in ('waiting', 'withdrawn'))
);
create index export_request_by on export_request (requested_by, requested_at desc);
create index export_request_waiting on export_request (region, requested_at) where state = 'waiting';
create index export_request_expiry on export_request (expires_at) where state = 'ready';

alter table export_request enable row level security;
alter table export_request force row level security;
create policy reach on export_request using (
  requested_by = (select current_setting('app.user_id', true)) or region <@ (select app_reach()));

-- Temporary access to one person outside one's area, with a written reason, reviewed by somebody else.
create table break_glass (
  id uuid primary key,
  user_id text not null references auth_user (id),
  organisation_id uuid not null references organisation (id),
  office_region text collate "C" not null,
  person_id uuid not null,
  hukou_region text collate "C" not null,
  residence_region text collate "C" not null,
  purpose text not null,
  reason text not null check (length(reason) >= 15),
  granted_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > granted_at),
  ended_at timestamptz,
  review_by date not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'rejected')),
  reviewed_by text references auth_user (id),
  reviewed_at timestamptz,
  note text,
  check (reviewed_by is null or reviewed_by <> user_id),
  check ((state = 'open') = (reviewed_by is null))
);
create index break_glass_user on break_glass (user_id, granted_at desc);
create index break_glass_person on break_glass (person_id, granted_at desc);
create index break_glass_open on break_glass (review_by) where state = 'open';

-- The asking office and the person's own county both see that it happened.
alter table break_glass enable row level security;
alter table break_glass force row level security;
create policy reach on break_glass using (
  user_id = (select current_setting('app.user_id', true))
  or office_region <@ (select app_reach())
  or hukou_region <@ (select app_reach())
  or residence_region <@ (select app_reach()));

/*
 * The only opening in the wall. A transaction that names a grant (app.glass) of its own user, at a moment (app.now)
 * inside the grant, sees the one person of the grant beside its area. Anything missing or untrue: null, nothing opens.
 */
create function app_glass_person() returns uuid language sql stable as $$
  select g.person_id from break_glass g
  where g.id = nullif(current_setting('app.glass', true), '')::uuid
    and g.user_id = current_setting('app.user_id', true)
    and g.state <> 'rejected' and g.ended_at is null
    and g.granted_at <= nullif(current_setting('app.now', true), '')::timestamptz
    and g.expires_at > nullif(current_setting('app.now', true), '')::timestamptz
$$;
create policy glass on person for select using (id = (select app_glass_person()));

-- What hangs on a person is seen with the person; through the glass it is seen and never written.
do $$
declare t text; c text;
begin
  foreach t in array array['person_number', 'certificate', 'guardian', 'assertion', 'region_history', 'household_member'] loop
    execute format('create policy glass_insert on %I as restrictive for insert with check (person_id is distinct from (select app_glass_person()))', t);
    execute format('create policy glass_update on %I as restrictive for update using (person_id is distinct from (select app_glass_person()))', t);
    execute format('create policy glass_delete on %I as restrictive for delete using (person_id is distinct from (select app_glass_person()))', t);
  end loop;
end $$;

/*
 * Who belongs to a number, wherever: the first step of a temporary access and of nothing else. It answers with an id
 * and two places only. The area is widened inside this function and is the caller's own again when it returns.
 */
create function find_behind_glass(number_key bigint, number_check integer)
  returns table (person_id uuid, hukou_region text, residence_region text) language plpgsql volatile as $$
declare own text := coalesce(current_setting('app.reach', true), '');
begin
  perform set_config('app.reach', '{[000000000000,999999999999)}', true);
  return query select distinct p.id, p.hukou_region::text, p.residence_region::text
    from person_number n join person p on p.id = n.person_id
    where n.key = number_key and n.check_sealed = number_check;
  -- An error before this line ends the transaction, and the setting with it.
  perform set_config('app.reach', own, true);
end $$;

-- The directory: what an organisation is beside its name and area. Contacts are sealed.
create table organisation_profile (
  organisation_id uuid primary key references organisation (id),
  region text collate "C" not null,
  department text,
  address text,
  sealed bytea,
  from_day date not null,
  until_day date,
  updated_at timestamptz not null,
  updated_by text not null
);
create index organisation_profile_region on organisation_profile (region);
create index organisation_region_kind on organisation (region, kind);

-- Who holds a post from when to when; a term ends, it is never deleted.
create table office_holder (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  region text collate "C" not null,
  post text not null check (post in ('chair', 'commissioner', 'contact')),
  name text not null check (length(name) between 1 and 60),
  sex text check (sex in ('male', 'female')),
  sealed bytea,
  pay_source text,
  is_certificate_holder boolean,
  from_day date not null,
  until_day date check (until_day is null or until_day >= from_day),
  recorded_at timestamptz not null,
  recorded_by text not null
);
create index office_holder_region on office_holder (region, post) where until_day is null;
create index office_holder_organisation on office_holder (organisation_id, from_day);
create index office_holder_name on office_holder (name collate "C");

-- What the directory said before each change.
create table directory_change (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  region text collate "C" not null,
  what text not null,
  said jsonb not null,
  day date not null,
  at timestamptz not null,
  by_name text not null
);
create index directory_change_organisation on directory_change (organisation_id, at desc);

-- A directory workbook between its check and its taking in; the file rests sealed.
create table directory_import (
  id uuid primary key,
  region text collate "C" not null,
  sealed bytea not null,
  file_name text not null,
  counts jsonb not null,
  faults jsonb not null,
  state text not null check (state in ('ready', 'done', 'discarded')),
  created_by text not null,
  created_at timestamptz not null
);

-- Duties of a member department as this place sets them, from a day on; without a row the catalogue's hold.
create table department_duty (
  id uuid primary key,
  department text not null,
  region text collate "C" not null,
  from_day date not null,
  until_day date check (until_day is null or until_day >= from_day),
  duties jsonb not null,
  basis text not null,
  set_by text not null,
  set_at timestamptz not null
);
create index department_duty_department on department_duty (department, region, from_day);

do $$
declare t text;
begin
  foreach t in array array['organisation_profile', 'office_holder', 'directory_change', 'directory_import'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy reach on %I using (region <@ (select app_reach()))', t);
  end loop;
  -- Amounts and duties bind everybody below, so everybody may read them; they are set by whom the place belongs to.
  foreach t in array array['export_policy', 'department_duty'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy told on %I for select using (true)', t);
    execute format('create policy reach on %I using (region <@ (select app_reach()))', t);
  end loop;
end $$;

-- How far the chain of the audit was recomputed, and what was found.
create table audit_check (
  id uuid primary key,
  at timestamptz not null,
  sealed bigint not null,
  head text not null,
  faults jsonb not null
);
create index audit_actor on audit (actor_id, at desc);
create index audit_action on audit (action, at desc);

grant select, insert, update on export_spending to zhucan_app;
grant select, insert on export_policy, department_duty, directory_change, audit_check to zhucan_app;
grant select, insert on export_request, break_glass to zhucan_app;
-- What was asked for never changes after it was asked: an approval holds for these rows and no others.
grant update (state, decided_by, decided_at, note, made_rows, content_hash, expires_at, downloads, problem)
  on export_request to zhucan_app;
grant update (ended_at, state, reviewed_by, reviewed_at, note) on break_glass to zhucan_app;
grant select, insert, update on organisation_profile, directory_import to zhucan_app;
grant select, insert on office_holder to zhucan_app;
grant update (until_day, sealed, pay_source, is_certificate_holder) on office_holder to zhucan_app;
grant execute on function app_glass_person(), find_behind_glass(bigint, integer) to zhucan_app;
