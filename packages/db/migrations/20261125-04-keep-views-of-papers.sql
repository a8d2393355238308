-- The list of papers is looked at in one's own way like the others.
alter table saved_view drop constraint saved_view_place_check;
alter table saved_view add constraint saved_view_place_check
  check (place in ('register', 'clues', 'lists', 'targets', 'tasks', 'supervision', 'notices', 'papers'));
