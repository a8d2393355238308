-- Papers that an office writes: drafts, read by a second person, issued under a number without gaps.

-- The last number used by an office under its own word in a year; its row is locked while a number is given.
create table paper_number (
  organisation_id uuid not null references organisation (id),
  region text collate "C" not null,
  organ text not null check (length(organ) between 1 and 20),
  year integer not null check (year between 1949 and 2999),
  last integer not null check (last > 0),
  primary key (organisation_id, organ, year)
);

create table paper (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  region text collate "C" not null,
  kind text not null check (kind in ('notice', 'duties', 'bulletin')),
  state text not null default 'draft' check (state in ('draft', 'reviewed', 'issued', 'withdrawn')),
  version integer not null default 1,
  title text not null check (length(title) between 2 and 200),
  source jsonb not null default '{}',
  sealed bytea not null,
  figures jsonb not null default '{}',
  made_by text not null references auth_user (id),
  made_at timestamptz not null,
  changed_by text not null references auth_user (id),
  changed_at timestamptz not null,
  reviewed_by text references auth_user (id),
  reviewed_at timestamptz,
  issued_by text references auth_user (id),
  issued_at timestamptz,
  issued_on date,
  organ text,
  number_year integer,
  number integer,
  file_sealed bytea,
  sha256 bytea check (length(sha256) = 32),
  size integer,
  -- Whoever wrote it last does not read it for the office.
  check (reviewed_by is null or (reviewed_by <> changed_by and reviewed_by <> made_by)),
  check (state not in ('reviewed', 'issued') or reviewed_by is not null),
  check ((state = 'issued') = (issued_by is not null)),
  check ((state = 'issued') = (sha256 is not null and file_sealed is not null and number is not null and issued_on is not null)),
  unique (organisation_id, organ, number_year, number)
);
comment on column paper.sealed is 'The paper itself (title, text, addressees), sealed: a clerk may have typed a telephone into it.';
comment on column paper.figures is 'The figures bound in it: indicator, version, region, period, value as printed, time of the source.';
comment on column paper.source is 'What the draft was made from: a notice, or targets and the day they were counted on.';
create index paper_place on paper (region, changed_at desc);

-- Who did what with a paper, when; lines are added, never changed.
create table paper_event (
  id uuid primary key,
  paper_id uuid not null references paper (id),
  at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  action text not null,
  note text,
  details jsonb not null default '{}'
);
create index paper_event_paper on paper_event (paper_id, at);

-- What is issued stays as it was issued, whoever asks the database.
create function keep_issued_paper() returns trigger language plpgsql as $$
begin
  if old.state = 'issued' then raise exception 'an issued paper is never changed'; end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger keep_issued before update or delete on paper for each row execute function keep_issued_paper();

alter table paper enable row level security;
alter table paper force row level security;
create policy reach on paper using (region <@ (select app_reach()));
alter table paper_number enable row level security;
alter table paper_number force row level security;
create policy reach on paper_number using (region <@ (select app_reach()));
alter table paper_event enable row level security;
alter table paper_event force row level security;
create policy reach on paper_event using
  (exists (select 1 from paper p where p.id = paper_id and p.region <@ (select app_reach())));

grant select, insert, update on paper, paper_number to zhucan_app;
grant select, insert on paper_event to zhucan_app;
