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

-- Whoever gets a person gets the clues about them, and the office that gave the person up sees them no more.
create function move_clues() returns trigger language plpgsql as $$
begin
  update clue set hukou_region = new.hukou_region, residence_region = new.residence_region
  where person_id = new.id and subject = 'person';
  return null;
end $$;
create trigger person_moves after update of hukou_region, residence_region on person for each row
  when (old.hukou_region <> new.hukou_region or old.residence_region <> new.residence_region)
  execute function move_clues();
