-- Entries are written inside the transaction they tell of; a sealer chains them afterwards in commit order.
create table audit (
  id uuid primary key,
  at timestamptz not null,
  actor_id text,
  actor_name text,
  role text,
  action text not null,
  subject_kind text,
  subject_id uuid,
  fields text[] not null default '{}',
  details jsonb not null default '{}',
  reason text,
  request_id uuid
);
create index audit_subject on audit (subject_id, at);
create index audit_at on audit (at);

create table audit_chain (
  seq bigint primary key,
  audit_id uuid not null unique,
  entry_hash bytea not null,
  chain_hash bytea not null,
  sealed_at timestamptz not null
);
