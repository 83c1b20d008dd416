-- Those of several types, which lists by type look for besides.
create index concurrently if not exists enrichment_listed_combined
  on enrichment (account_id, enrichment_id)
  where state = 'ACCEPTED' and purged_at is null and kind = 'COMBINED';
