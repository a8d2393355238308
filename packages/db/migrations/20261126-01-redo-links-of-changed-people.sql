-- A link rests on what the register said of its person. Where that changes, the link is dropped and made anew.
alter table link_pair add column person_seen bytea;
comment on column link_pair.person_seen is
  'HMAC of what the register said of the person when the pair was weighed; nothing of it can be read. Null: not known.';

alter table link_memory add column person_seen bytea;
comment on column link_memory.person_seen is 'As in link_pair: what the register said of the person when it was decided.';

-- A link that somebody took back is neither right nor wrong: a person looks again, the program never links it.
alter table link_memory drop constraint link_memory_verdict_check;
alter table link_memory add constraint link_memory_verdict_check check (verdict in ('accepted', 'rejected', 'doubted'));

alter table link_run add column reason text not null default 'asked' check (reason in ('asked', 'register-changed'));

-- What a search for duplicates weighs by is learnt once, kept, and told.
alter table duplicate_run add column model jsonb;
alter table duplicate_run add column model_from uuid references duplicate_run (id) on delete set null;
comment on column duplicate_run.model is 'What was learnt, or taken over from model_from; never changed after the run.';
