-- What one suppression over all accounts has learnt from several of them counts in each alone.
create unique index concurrently if not exists suppressed_identity_once
  on suppressed_identity (identity, suppression_id, account_id) nulls not distinct;
