-- What stands in the database opens no session: the token of the cookie is kept as its hash.
update auth_session set token = encode(sha256(convert_to(token, 'UTF8')), 'hex');

-- The orders a list of work can be read in, each from an index.
create index clue_since on clue (since, severity_rank, id) where state not in ('closed', 'withdrawn');
create index clue_rule on clue (rule, severity_rank, since, id) where state not in ('closed', 'withdrawn');
create index clue_state_order on clue (state, severity_rank, since, id) where state not in ('closed', 'withdrawn');
create index clue_changed on clue (changed_at, id) where state not in ('closed', 'withdrawn');
