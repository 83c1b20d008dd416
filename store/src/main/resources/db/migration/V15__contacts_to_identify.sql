-- What an earlier version has found and is to be looked at.
create index concurrently if not exists contact_to_identify on contact (enrichment_id, position)
  where email is not null and email_identified is null and erased_at is null;
