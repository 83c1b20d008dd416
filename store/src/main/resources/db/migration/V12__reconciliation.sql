-- Messages about whole enrichments that are still to be sent: they are looked for every five minutes.
create index delivery_finished_pending on delivery (finished_enrichment_id)
  where position is null and state = 'PENDING' and redelivery_id is null;
