-- A notice as an office took it in: what the machine read of it, and what people decided.
create table notice (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  region text collate "C" not null,
  reach codemultirange not null,
  title text not null,
  document_number text,
  issuers text[] not null,
  issued_on date,
  addressees text[] not null,
  kind text not null,
  state text not null default 'checking' check (state in ('checking', 'confirmed', 'withdrawn')),
  version integer not null default 1,
  source text not null check (source in ('docx', 'pdf', 'html', 'txt', 'pasted')),
  file_name text not null,
  size integer not null,
  sha256 bytea not null check (length(sha256) = 32),
  stored_as uuid not null unique,
  text text not null,
  text_sealed bytea,
  reading jsonb not null,
  reader_version text not null,
  created_by text not null,
  created_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  sent_by text,
  sent_at timestamptz,
  check ((state = 'confirmed') = (confirmed_at is not null) or state = 'withdrawn'),
  check (sent_at is null or confirmed_at is not null)
);
comment on column notice.reach is 'The area of the office; once sent down, offices inside it see the notice.';
comment on column notice.text is 'As read, with telephones, numbers and names of staff masked at their length, so that offsets hold.';
comment on column notice.text_sealed is 'The text in clear, sealed; null where nothing is masked.';
create unique index notice_file on notice (organisation_id, sha256) where state <> 'withdrawn';
create index notice_place on notice (region, created_at desc);
create index notice_sent on notice (sent_at) where sent_at is not null;

-- What was read in a notice or added to it, each with the words it stands on.
create table notice_item (
  id uuid primary key,
  notice_id uuid not null references notice (id),
  seq integer not null,
  kind text not null check (kind in ('target', 'fact', 'deadline', 'responsibility')),
  section text not null,
  quote text not null check (quote <> ''),
  start_at integer not null check (start_at >= 0),
  end_at integer not null,
  value jsonb not null,
  state text not null check (state in ('proposed', 'confirmed', 'corrected', 'added', 'rejected')),
  proposed jsonb,
  version integer not null default 1,
  decided_by text,
  decided_at timestamptz,
  check (end_at > start_at),
  check ((proposed is null) = (state = 'added') or state = 'rejected'),
  check ((state = 'proposed') = (decided_at is null)),
  unique (notice_id, seq)
);
comment on column notice_item.start_at is 'UTF-16 units in the text of the notice; end_at is behind the last.';
comment on column notice_item.proposed is 'What the machine read: kind, section, quote, offsets, value and reasons; null for what a person added.';
create index notice_item_place on notice_item (notice_id, start_at);

-- Who did what with a notice, when; lines are added, never changed.
create table notice_event (
  id uuid primary key,
  notice_id uuid not null references notice (id),
  item_id uuid references notice_item (id),
  at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  action text not null,
  reason text,
  details jsonb not null default '{}'
);
create index notice_event_notice on notice_event (notice_id, at);
create index notice_event_item on notice_event (item_id) where item_id is not null;

alter table notice enable row level security;
alter table notice force row level security;
create policy reach on notice using (region <@ (select app_reach()));
create policy sent_down on notice for select using
  (sent_at is not null and state = 'confirmed' and not isempty((select app_reach())) and (select app_reach()) <@ reach);

do $$
declare t text;
begin
  foreach t in array array['notice_item', 'notice_event'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
    execute format('create policy seen on %I for select using (exists (select 1 from notice n where n.id = notice_id))', t);
    execute format('create policy reach on %I using (exists (select 1 from notice n where n.id = notice_id and n.region <@ (select app_reach())))', t);
  end loop;
end $$;

grant select, insert on notice, notice_item, notice_event to zhucan_app;
-- What came in never changes: neither the file nor the text nor what was read.
grant update (title, document_number, issuers, issued_on, addressees, kind, state, version, confirmed_by, confirmed_at, sent_by, sent_at)
  on notice to zhucan_app;
grant update (kind, section, quote, start_at, end_at, value, state, version, decided_by, decided_at) on notice_item to zhucan_app;
