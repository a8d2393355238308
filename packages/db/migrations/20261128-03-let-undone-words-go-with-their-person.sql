-- Words that were taken back are kept as long as the person is there. When the import that brought the person is undone after
-- one that only changed them, these words held the person fast, and the undo failed.
alter table assertion_undone
  drop constraint assertion_undone_person_id_fkey,
  add constraint assertion_undone_person_id_fkey foreign key (person_id) references person (id) on delete cascade;
