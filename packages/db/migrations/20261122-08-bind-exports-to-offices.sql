-- The office an export was asked from: it is made from there, and fetched only while that office is held.
alter table export_request add column appointment_id uuid references appointment (id);
