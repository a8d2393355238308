-- What somebody with two offices takes in a day counts in the office it was taken from; their own budget is over both.
alter table export_spending drop constraint export_spending_pkey,
  add primary key (user_id, day, measure, organisation_id);
