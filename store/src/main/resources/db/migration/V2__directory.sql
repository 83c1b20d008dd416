-- The directory: people whom the operator imported. The first columns are what was imported, as it
-- was written; the *_key columns are the same normalised (enrichment.store.DirectoryKeys), and only
-- they are looked up. A change of the normalising rules needs the people imported again.
create table directory_person (
  id bigint generated always as identity primary key,
  linkedin_url text check (length(linkedin_url) <= 500),
  first_name text not null check (length(first_name) between 1 and 200),
  last_name text not null check (length(last_name) between 1 and 200),
  domain text check (length(domain) <= 300),
  company_name text check (length(company_name) <= 300),
  email text check (length(email) between 3 and 254),
  email_status text not null check (email_status in ('deliverable', 'catch-all', 'N/A')),
  personal_email text check (length(personal_email) between 3 and 254),
  personal_email_status text not null
    check (personal_email_status in ('valid', 'catch-all', 'N/A')),
  -- E.164
  phones text[] not null check (
    cardinality(phones) <= 20
    and array_to_string(phones, ',') ~ '^(\+[1-9][0-9]{6,14}(,\+[1-9][0-9]{6,14})*)?$'),
  linkedin_key text,
  name_key text,
  domain_key text,
  company_key text,
  imported_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),

  constraint directory_person_email_status_needs_email
    check (email is not null or email_status = 'N/A'),
  constraint directory_person_personal_email_status_needs_email
    check (personal_email is not null or personal_email_status = 'N/A'),
  constraint directory_person_has_data
    check (email is not null or personal_email is not null or cardinality(phones) > 0),
  constraint directory_person_is_findable
    check (
      linkedin_key is not null
      or (name_key is not null and (domain_key is not null or company_key is not null)))
);

-- A person's identity: the LinkedIn profile, else name and domain, else name and company.
create unique index directory_person_by_linkedin on directory_person (linkedin_key);
create unique index directory_person_one_without_linkedin
  on directory_person (name_key, domain_key)
  where linkedin_key is null;
create unique index directory_person_one_without_domain
  on directory_person (name_key, company_key)
  where linkedin_key is null and domain_key is null;

create index directory_person_by_name_and_domain on directory_person (name_key, domain_key);
create index directory_person_by_name_and_company on directory_person (name_key, company_key);
