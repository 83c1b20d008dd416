-- Those of an account that work, its latest that have ended, and whatever is to be forgotten: an
-- account that makes keys and revokes them has few of the first, and any number of the others.
create index concurrently if not exists api_key_working on api_key (account_id)
  where revoked_at is null;
create index concurrently if not exists api_key_ended_of_account
  on api_key (account_id, least(revoked_at, expires_at))
  where least(revoked_at, expires_at) is not null;
create index concurrently if not exists api_key_ended on api_key (least(revoked_at, expires_at))
  where least(revoked_at, expires_at) is not null;
