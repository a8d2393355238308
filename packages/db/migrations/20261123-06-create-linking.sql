-- A run that looks for the people behind the rows of a list whose numbers lead nowhere.
create table link_run (
  id uuid primary key,
  list_id uuid not null references list (id) on delete cascade,
  region text collate "C" not null,
  state text not null check (state in ('running', 'done', 'failed')),
  day date not null,
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  one_to_one boolean,
  model jsonb,
  model_from uuid references link_run (id) on delete set null,
  counts jsonb not null default '{}',
  rules jsonb not null default '[]',
  quality jsonb,
  problem jsonb
);
create index link_run_list on link_run (list_id, started_at);
comment on column link_run.model is 'What was learnt, or taken over from model_from; never changed after the run.';

-- A row of the list and a person it may be about.
create table link_pair (
  id uuid primary key,
  run_id uuid not null references link_run (id) on delete cascade,
  list_id uuid not null references list (id) on delete cascade,
  sheet smallint not null,
  row_no integer not null,
  person_id uuid not null references person (id) on delete cascade,
  weight real not null,
  rivals smallint not null default 1,
  guarded boolean not null default false,
  needs_two boolean not null default false,
  remembered boolean not null default false,
  evidence jsonb not null,
  state text not null check (state in ('linked', 'review', 'awaiting-second', 'accepted', 'rejected', 'unsure', 'unlinked', 'superseded')),
  sample text not null default 'none' check (sample in ('none', 'drawn', 'agrees', 'differs')),
  before_state text,
  before_method text,
  decided_by text,
  decided_at timestamptz,
  version integer not null default 1,
  foreign key (list_id, sheet, row_no) references list_row (list_id, sheet, row_no) on delete cascade,
  unique (run_id, sheet, row_no, person_id)
);
create index link_pair_queue on link_pair (run_id, state, weight desc, id);
create index link_pair_row on link_pair (list_id, sheet, row_no);
create index link_pair_person on link_pair (person_id);
-- One row is about one person.
create unique index link_pair_one on link_pair (list_id, sheet, row_no) where state in ('linked', 'accepted');
comment on column link_pair.needs_two is 'The link may end a benefit: a second person confirms it.';
comment on column link_pair.evidence is 'What was compared, how it agreed and what that weighs in bits; no values of the data.';
comment on column link_pair.before_state is 'How the row of the list stood before it was linked, so that it can stand so again.';

-- Lines are added, never changed.
create table link_event (
  id uuid primary key,
  pair_id uuid not null references link_pair (id) on delete cascade,
  version integer not null,
  at timestamptz not null,
  actor_id text,
  actor_name text,
  action text not null,
  from_state text not null,
  to_state text not null,
  note text,
  unique (pair_id, version)
);

-- What people decided about a row of a source, so that the next list of that source does not ask again.
create table link_memory (
  file_type text not null,
  region text collate "C" not null,
  row_key bytea not null,
  person_id uuid not null references person (id) on delete cascade,
  verdict text not null check (verdict in ('accepted', 'rejected')),
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (file_type, region, row_key, person_id)
);
comment on column link_memory.row_key is 'HMAC of what the row says of the person; nothing of it can be read.';

do $$
declare t text;
begin
  foreach t in array array['link_run', 'link_pair', 'link_memory', 'link_event'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
  end loop;
  foreach t in array array['link_run', 'link_pair'] loop
    execute format('create policy reach on %I using (exists (select 1 from list l where l.id = list_id offset 0))', t);
  end loop;
  create policy reach on link_memory using (region <@ (select app_reach()));
  create policy reach on link_event using (exists (select 1 from link_pair p where p.id = pair_id offset 0));
end $$;

grant select, insert, update on link_run, link_pair to zhucan_app;
grant select, insert on link_event to zhucan_app;
grant select, insert, update, delete on link_memory to zhucan_app;
grant delete on link_run, link_pair, link_event to zhucan_app;
