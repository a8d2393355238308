/*
 * Words masked in a notice are masked wherever they were copied to: in clauses, tasks and papers that are not issued, of whichever
 * office. Each function here serves whoever has the notice open to be checked, looks at nothing but what was made of that notice,
 * and lets nothing but masks come and go.
 */
create index paper_notice on paper ((source ->> 'notice')) where source ->> 'notice' is not null;
create index task_notice on task (notice_id) where notice_id is not null;
create index task_target on task (target_id) where target_id is not null;

-- Whether two texts differ by stars alone. A character of two units has two; a mask may show a digit narrow that was wide.
create function only_stars_differ(was text, told text) returns boolean language sql immutable as $$
  select was is not distinct from told or coalesce((
    select bool_and(length(before) = length(after)
      and (b = a or b = '*' or a = '*' or normalize(b, NFKC) = normalize(a, NFKC)))
    from (select regexp_replace(was, '([\U00010000-\U0010FFFF])', '\1\1', 'g') as before,
        regexp_replace(told, '([\U00010000-\U0010FFFF])', '\1\1', 'g') as after) as texts,
      unnest(string_to_array(before, null), string_to_array(after, null)) as each (b, a)), false)
$$;

create function keep_but_masks(was text[], told text[]) returns void language plpgsql as $$
begin
  if cardinality(was) <> cardinality(told)
      or exists (select from unnest(was, told) as each (w, t) where not only_stars_differ(w, t)) then
    raise check_violation using message = 'only masks change in words that were copied from a notice';
  end if;
end $$;

create function keep_clause() returns trigger language plpgsql as $$
begin
  perform keep_but_masks(array[old.title, old.document_number, old.quote], array[new.title, new.document_number, new.quote]);
  return new;
end $$;
create trigger clause_keeps_words before update of title, document_number, quote on work_clause
  for each row execute function keep_clause();

-- Opens every office's copies for the rest of a function; returns the area to go back to.
create function reach_to_mask(of_notice uuid) returns text language plpgsql as $$
declare
  mine constant text := current_setting('app.reach', true);
begin
  if not exists (select from notice n where n.id = of_notice and n.state = 'checking' and n.region <@ (select app_reach())) then
    raise check_violation using message = 'words are masked in a notice of one''s own while it is being checked';
  end if;
  perform set_config('app.reach', '{[000000000000,999999999999)}', true);
  return mine;
end $$;

create function clauses_of_notice(of_notice uuid) returns setof work_clause language plpgsql as $$
declare
  mine constant text := reach_to_mask(of_notice);
begin
  return query select c.* from work_clause c where c.notice_id = of_notice order by c.id;
  perform set_config('app.reach', mine, true);
end $$;

create function retell_clause(of_notice uuid, clause uuid, told text[]) returns void language plpgsql as $$
declare
  mine constant text := reach_to_mask(of_notice);
begin
  update work_clause c set title = told[1], document_number = told[2], quote = told[3]
    where c.id = clause and c.notice_id = of_notice;
  perform set_config('app.reach', mine, true);
end $$;

create function tasks_of_notice(of_notice uuid) returns setof task language sql stable as $$
  select t.* from task t where t.notice_id = of_notice
  union all
  select t.* from task t where t.target_id is not null and t.notice_id is distinct from of_notice
    and exists (select from target g where g.id = t.target_id and g.notice_id = of_notice)
$$;

-- Shares say what their root says: each wording stands here once, however many tasks carry it.
create function words_of_tasks(of_notice uuid) returns table (clause_id uuid, title text, what text, report_to text)
language plpgsql as $$
declare
  mine constant text := reach_to_mask(of_notice);
begin
  return query select distinct t.clause_id, t.title, t.what, t.report_to from tasks_of_notice(of_notice) t
    order by t.clause_id, t.title, t.what, t.report_to;
  perform set_config('app.reach', mine, true);
end $$;

-- A new version tells whoever still sees the old words.
create function retell_tasks(of_notice uuid, of_clause uuid, was text[], told text[]) returns setof uuid language plpgsql as $$
declare
  mine constant text := reach_to_mask(of_notice);
begin
  perform keep_but_masks(was, told);
  return query update task k set title = told[1], what = told[2], report_to = told[3], version = k.version + 1
    where k.id in (select t.id from tasks_of_notice(of_notice) t) and k.clause_id is not distinct from of_clause
      and k.title = was[1] and k.what = was[2] and k.report_to is not distinct from was[3] returning k.id;
  perform set_config('app.reach', mine, true);
end $$;

-- Papers drafted from a notice, and those drafted from tasks by offices that gave tasks of it.
create function papers_of_notice(of_notice uuid)
returns table (id uuid, organisation_id uuid, state text, title text, sealed bytea) language plpgsql as $$
declare
  mine constant text := reach_to_mask(of_notice);
begin
  return query select p.id, p.organisation_id, p.state, p.title, p.sealed from paper p
    where p.source ->> 'notice' = of_notice::text or (p.source ->> 'from' = 'tasks' and p.organisation_id in (
      select t.giver_organisation_id from tasks_of_notice(of_notice) t))
    order by p.id for update;
  perform set_config('app.reach', mine, true);
end $$;

/*
 * A paper with its words told anew; what somebody had stood for is read once more. What is issued stays as it is, and its history
 * says that words of it were masked later.
 */
create function retell_paper(of_notice uuid, told_paper uuid, told_title text, told_body bytea, event jsonb) returns void
language plpgsql as $$
declare
  was record;
  mine text;
begin
  select p.state, p.title into was from papers_of_notice(of_notice) p where p.id = told_paper;
  if not found then return; end if;
  mine := reach_to_mask(of_notice);
  if was.state <> 'issued' then
    perform keep_but_masks(array[was.title], array[told_title]);
    update paper p set title = told_title, sealed = told_body, version = p.version + 1,
      state = case p.state when 'reviewed' then 'draft' else p.state end,
      reviewed_by = case when p.state <> 'reviewed' then p.reviewed_by end,
      reviewed_at = case when p.state <> 'reviewed' then p.reviewed_at end
      where p.id = told_paper;
  end if;
  insert into paper_event (id, paper_id, at, actor_id, actor_name, action)
    values ((event ->> 'id')::uuid, told_paper, (event ->> 'at')::timestamptz, event ->> 'actorId', event ->> 'actorName',
      case was.state when 'issued' then 'masked-later' else event ->> 'action' end);
  perform set_config('app.reach', mine, true);
end $$;
