-- Batches of an account take turns at having their contacts queued for providers.
alter table enrichment
  -- It waits for its turn; whoever has not asked again by then is not waited for.
  add column waits_until timestamptz,
  -- Since when its contacts are queued. Null for what was accepted before there were turns.
  add column turn_at timestamptz;
create index enrichment_waiting on enrichment (account_id, enrichment_type, enrichment_id)
  where waits_until is not null and closed_at is null;
create index enrichment_queued on enrichment (account_id, enrichment_type, turn_at)
  where turn_at is not null and closed_at is null;
