create index concurrently if not exists delivery_pending on delivery (enrichment_id)
  where state = 'PENDING';
