-- Two files of one person become one: the other file steps back, whole as it was, and can come forward again.
alter table person add column merged_into uuid references person (id);
comment on column person.merged_into is 'The file that stands for this one; whoever is not merging sees nothing of it.';
create index person_merged on person (merged_into) where merged_into is not null;

-- One wall instead of a condition in every query; what hangs on a person is seen where the person is.
create policy unmerged on person as restrictive
  using (merged_into is null or (select current_setting('app.merging', true)) = 'on')
  with check (true);

create table duplicate_run (
  id uuid primary key,
  region text collate "C" not null,
  state text not null check (state in ('running', 'done', 'failed')),
  day date not null,
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  counts jsonb not null default '{}',
  problem jsonb
);
create index duplicate_run_region on duplicate_run (region, started_at);

create table duplicate_pair (
  id uuid primary key,
  run_id uuid not null references duplicate_run (id) on delete cascade,
  person_a uuid not null references person (id) on delete cascade,
  person_b uuid not null references person (id) on delete cascade,
  weight real not null,
  evidence jsonb not null,
  state text not null check (state in ('open', 'merged', 'different')),
  decided_by text,
  decided_at timestamptz,
  version integer not null default 1,
  check (person_a < person_b),
  unique (person_a, person_b)
);
create index duplicate_pair_queue on duplicate_pair (state, weight desc, id);
create index duplicate_pair_b on duplicate_pair (person_b);

-- A merging with each row it moved, as the row was before. Lines are added; a merging taken back stays on record.
create table person_merge (
  id uuid primary key,
  pair_id uuid not null references duplicate_pair (id) on delete cascade,
  kept uuid not null references person (id) on delete cascade,
  gone uuid not null references person (id) on delete cascade,
  merged_by text not null,
  merged_by_name text not null,
  merged_at timestamptz not null,
  note text,
  moved jsonb not null default '[]',
  undone_by_name text,
  undone_at timestamptz,
  undone_note text
);
create unique index person_merge_standing on person_merge (gone) where undone_at is null;
create index person_merge_kept on person_merge (kept);
comment on column person_merge.moved is 'Table, key and former values of each row that went to the kept file; numbers are sealed.';

do $$
declare t text;
begin
  foreach t in array array['duplicate_run', 'duplicate_pair', 'person_merge'] loop
    execute format('alter table %I enable row level security; alter table %I force row level security', t, t);
  end loop;
end $$;
create policy reach on duplicate_run using (region <@ (select app_reach()));
create policy reach on duplicate_pair using (exists (select 1 from person p where p.id in (person_a, person_b) offset 0));
create policy reach on person_merge using (exists (select 1 from person p where p.id = kept offset 0));

grant select, insert, update on duplicate_run, duplicate_pair, person_merge to zhucan_app;
