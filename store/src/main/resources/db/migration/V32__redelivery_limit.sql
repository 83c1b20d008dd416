-- How often a message was delivered again within a day, and when that day began.
alter table delivery
  add column redelivered integer not null default 0,
  add column redelivered_since timestamptz;
