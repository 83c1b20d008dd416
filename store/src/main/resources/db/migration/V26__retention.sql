-- What is left of purged enrichments is removed in the end, the oldest first.
create index concurrently if not exists enrichment_to_remove on enrichment (purged_at)
  where purged_at is not null;
