-- What housekeeping deletes is found by its age. None of these tables is large.
create index if not exists webhook_test_by_age on webhook_test (created_at);
create index if not exists webhook_receiver_by_age on webhook_receiver (failed_at);
create index if not exists webhook_secret_by_age on webhook_secret (expires_at)
  where expires_at is not null;
