-- What is looked up: of an account, and since when.
create index concurrently if not exists enrichment_unsettled on enrichment (account_id, enrichment_id)
  where state = 'ACCEPTED' and settled_at is null and closed_at is null;
create index concurrently if not exists enrichment_unsettled_since on enrichment (decided_at)
  where state = 'ACCEPTED' and settled_at is null and closed_at is null;
