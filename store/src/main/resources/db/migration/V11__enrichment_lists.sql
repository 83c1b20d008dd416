-- What lists are read from, the latest first: the ids sort by time. None has what was purged.
drop index enrichment_of_account, enrichment_cancelled, enrichment_open;
create index enrichment_listed on enrichment (account_id, enrichment_id)
  where state = 'ACCEPTED' and purged_at is null;
create index enrichment_listed_by_type on enrichment (account_id, enrichment_type, enrichment_id)
  where state = 'ACCEPTED' and purged_at is null;
-- How those ended that are closed is written down with them; of the others, their contacts tell.
create index enrichment_closed on enrichment (account_id, any_cancelled, enrichment_id)
  where state = 'ACCEPTED' and purged_at is null and closed_at is not null;
create index enrichment_open on enrichment (account_id, enrichment_id)
  where state = 'ACCEPTED' and closed_at is null;
