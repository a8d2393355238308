create table screening (
  id uuid primary key,
  region text collate "C" not null,
  day date not null,
  state text not null check (state in ('running', 'done', 'failed')),
  started_at timestamptz not null,
  finished_at timestamptz,
  started_by text not null,
  counts jsonb not null default '[]',
  people integer,
  problem jsonb
);
create index screening_region on screening (region, started_at);

create table clue (
  id uuid primary key,
  rule text not null,
  rule_version text not null,
  subject text not null check (subject in ('person', 'household')),
  person_id uuid not null references person (id),
  household_id uuid references household (id),
  severity text not null,
  since date not null,
  screening_id uuid not null references screening (id),
  state text not null default 'new' check (state in ('new', 'withdrawn')),
  withdrawn_on date,
  facts jsonb not null,
  hukou_region text collate "C" not null,
  residence_region text collate "C" not null
);
create unique index clue_open_person on clue (rule, person_id) where state = 'new' and subject = 'person';
create unique index clue_open_household on clue (rule, household_id) where state = 'new' and subject = 'household';
create index clue_region on clue (hukou_region, rule) where state = 'new';
create index clue_person on clue (person_id);
