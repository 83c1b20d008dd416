-- What is settled and not delivered: in lists of an account, and since when.
create index concurrently if not exists enrichment_undelivered
  on enrichment (account_id, any_cancelled, enrichment_id)
  where state = 'ACCEPTED' and settled_at is not null and closed_at is null;
create index concurrently if not exists enrichment_undelivered_since on enrichment (settled_at)
  where state = 'ACCEPTED' and settled_at is not null and closed_at is null;
