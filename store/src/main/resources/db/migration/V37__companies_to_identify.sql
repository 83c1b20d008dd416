create index concurrently if not exists contact_company_to_identify
  on contact (enrichment_id, position)
  where company_name is not null and company_identified is null and domain is null
    and erased_at is null;
