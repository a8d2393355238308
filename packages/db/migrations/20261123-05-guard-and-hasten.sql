-- What stands in the database opens no session: the token of the cookie is kept as its hash.
update auth_session set token = encode(sha256(convert_to(token, 'UTF8')), 'hex');

-- The orders a list of work can be read in, each from an index.
create index clue_since on clue (since, severity_rank, id) where state not in ('closed', 'withdrawn');
create index clue_rule on clue (rule, severity_rank, since, id) where state not in ('closed', 'withdrawn');
create index clue_state_order on clue (state, severity_rank, since, id) where state not in ('closed', 'withdrawn');
create index clue_changed on clue (changed_at, id) where state not in ('closed', 'withdrawn');

-- One of the separated officers holds no other kind of office at the same time: who sets up log-ins must not see people.
create function keep_officers_apart() returns trigger language plpgsql as $$
declare officers constant text[] := array['system-officer', 'security-officer', 'audit-officer'];
begin
  perform pg_advisory_xact_lock(hashtextextended('offices of ' || new.user_id, 0));
  if exists (select 1 from appointment a where a.user_id = new.user_id and a.id <> new.id
      and (a.role = any (officers)) <> (new.role = any (officers))
      and daterange(a.from_day, a.until_day) && daterange(new.from_day, new.until_day)) then
    raise exclusion_violation using constraint = 'appointment_separated_officers',
      message = 'a separated officer holds no other office';
  end if;
  return new;
end $$;
create trigger appointment_apart before insert or update of user_id, role, from_day, until_day on appointment
  for each row execute function keep_officers_apart();

-- What the system officer prepares takes effect when somebody else, the security officer, has confirmed it.
alter table welcome_link
  add column confirmed_by text references auth_user (id),
  add column confirmed_at timestamptz,
  add column code_hash bytea,
  add column wrong_codes smallint not null default 0,
  add constraint welcome_link_two_people check (confirmed_by is null or confirmed_by is distinct from made_by);
comment on column welcome_link.confirmed_by is 'Who let it become good; a link made on the machine itself needs nobody.';
comment on column welcome_link.code_hash is 'The other half of the link, which who confirmed it gives to its owner: whoever made the link cannot use it alone.';

create table office_wish (
  id uuid primary key,
  user_id text not null references auth_user (id),
  organisation_id uuid not null references organisation (id),
  role text not null,
  reach codemultirange,
  from_day date not null,
  until_day date,
  reason text not null,
  made_by text not null references auth_user (id),
  made_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'confirmed', 'refused', 'withdrawn')),
  decided_by text references auth_user (id),
  decided_at timestamptz,
  note text,
  appointment_id uuid references appointment (id),
  check (decided_by is null or state = 'withdrawn' or (decided_by <> made_by and decided_by <> user_id)),
  check ((state = 'confirmed') = (appointment_id is not null))
);
create index office_wish_user on office_wish (user_id, made_at desc);
create index office_wish_waiting on office_wish (made_at) where state = 'waiting';
grant select, insert on office_wish to zhucan_app;
grant update (state, decided_by, decided_at, note, appointment_id) on office_wish to zhucan_app;

-- Views shared with an office are handed over by the system officer of its area; nobody's own are seen.
create policy handed_seen on saved_view for select using (is_shared
  and (select current_setting('app.role', true)) = 'system-officer'
  and organisation_id in (select o.id from organisation o where o.reach <@ (select app_reach())));
create policy handed on saved_view for update using (is_shared
  and (select current_setting('app.role', true)) = 'system-officer'
  and organisation_id in (select o.id from organisation o where o.reach <@ (select app_reach())));
grant delete on clue_file to zhucan_app;
create index sign_in_guess_last on sign_in_guess (last_at);
