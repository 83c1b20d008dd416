-- Those that are sent nothing but probes, which are counted whenever figures are read.
create index concurrently if not exists webhook_receiver_open on webhook_receiver (open_until)
  where open_until is not null;
