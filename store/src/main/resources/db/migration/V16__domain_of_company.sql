-- Whether all people of a company have one domain is seen by the first and the last.
create index concurrently if not exists directory_person_domain_of_company
  on directory_person (company_key, domain_key)
  where company_key is not null and domain_key is not null;
