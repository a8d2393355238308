-- People mask what the reader missed in a notice that is being checked, and take masks off what is nobody's; what was derived
-- from the text follows it. The clear text itself is sealed once and never written again.
grant update (text, text_sealed, reading, file_name) on notice to zhucan_app;
grant update (proposed) on notice_item to zhucan_app;
grant update (reason, details) on notice_event to zhucan_app;
grant update (title, document_number, quote) on work_clause to zhucan_app;
create policy retold on work_clause for update using (region <@ (select app_reach())) with check (region <@ (select app_reach()));

create function keep_notice_text() returns trigger language plpgsql as $$
begin
  if old.state <> 'checking' or new.state <> 'checking' then
    raise check_violation using message = 'the text of a notice changes only while it is checked';
  end if;
  if old.text_sealed is not null and new.text_sealed is distinct from old.text_sealed then
    raise check_violation using message = 'the clear text of a notice never changes';
  end if;
  return new;
end $$;
create trigger notice_keeps_text before update of text, text_sealed, reading on notice for each row
  when (old.text is distinct from new.text or old.text_sealed is distinct from new.text_sealed
    or old.reading is distinct from new.reading) execute function keep_notice_text();

-- Of a line of history only its words are masked; who did what, when, stays.
comment on column notice_event.details is 'What was done, masked as the text is now.';
comment on column notice.text is
  'As read, with personal data masked at its length, so that offsets hold; masks are added and taken off while it is checked.';
