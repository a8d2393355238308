-- How the names in the register sound, so that people are found by pinyin: one row for each way to read a name.
create table name_sound (
  name text collate "C" not null,
  letters text collate "C" not null,
  initials text collate "C" not null,
  primary key (name, letters)
);
comment on table name_sound is 'Made from the names by the program; a name that nobody bears any more stays, and nobody sees it.';
create index name_sound_letters on name_sound (letters);
create index name_sound_initials on name_sound (initials);

alter table name_sound enable row level security;
alter table name_sound force row level security;
-- A name is seen by those who see somebody of that name.
create policy reach on name_sound using
  (exists (select 1 from person p where p.name collate "C" = name_sound.name));

-- The orders that a list of people can be read in, each from an index.
create index person_birth on person (birth, id);
create index person_level on person (level, id);

-- A list as somebody likes to look at it: filters, order and columns under a name.
create table saved_view (
  id uuid primary key,
  place text not null check (place in ('register', 'clues', 'lists')),
  name text not null,
  search jsonb not null default '{}',
  owner_id text not null references auth_user (id),
  organisation_id uuid not null references organisation (id),
  is_shared boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index saved_view_name on saved_view (owner_id, place, name);
create index saved_view_office on saved_view (organisation_id, place) where is_shared;

-- Which view somebody opens a list with.
create table saved_view_first (
  user_id text not null references auth_user (id),
  place text not null,
  view_id uuid not null references saved_view (id) on delete cascade,
  primary key (user_id, place)
);

alter table saved_view enable row level security;
alter table saved_view force row level security;
create policy seen on saved_view for select using (
  owner_id = (select current_setting('app.user_id', true))
  or (is_shared and organisation_id in
    (select a.organisation_id from appointment a where a.user_id = (select current_setting('app.user_id', true)))));
create policy own on saved_view using (owner_id = (select current_setting('app.user_id', true)));

alter table saved_view_first enable row level security;
alter table saved_view_first force row level security;
create policy own on saved_view_first using (user_id = (select current_setting('app.user_id', true)));

grant select, insert, delete on name_sound to zhucan_app;
grant select, insert, update, delete on saved_view, saved_view_first to zhucan_app;
