-- Whether all people of a company have one domain is seen by the first and the last.
create index concurrently if not exists directory_person_domain_of_company
  on directory_person (company_key, domain_key)
  where company_key is not null and domain_key is not null;

-- Whom the professional email alone places at a domain.
create index concurrently if not exists directory_person_by_name_and_email_domain
  on directory_person (name_key, lower(split_part(email, '@', 2))) where email is not null;
