-- The directory: people whom the operator imported. The first columns are what was imported, as it
-- was written; the *_key columns are the same normalised (enrichment.store.DirectoryKeys), and only
-- they are looked up. A change of the normalising rules needs the people imported again.
CREATE TABLE directory_person (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  linkedin_url text CHECK (length(linkedin_url) <= 500),
  first_name text NOT NULL CHECK (length(first_name) BETWEEN 1 AND 200),
  last_name text NOT NULL CHECK (length(last_name) BETWEEN 1 AND 200),
  domain text CHECK (length(domain) <= 300),
  company_name text CHECK (length(company_name) <= 300),
  email text CHECK (length(email) BETWEEN 3 AND 254),
  email_status text NOT NULL CHECK (email_status IN ('deliverable', 'catch-all', 'N/A')),
  personal_email text CHECK (length(personal_email) BETWEEN 3 AND 254),
  personal_email_status text NOT NULL
    CHECK (personal_email_status IN ('valid', 'catch-all', 'N/A')),
  -- E.164
  phones text[] NOT NULL CHECK (
    cardinality(phones) <= 20
    AND array_to_string(phones, ',') ~ '^(\+[1-9][0-9]{6,14}(,\+[1-9][0-9]{6,14})*)?$'),
  linkedin_key text,
  name_key text,
  domain_key text,
  company_key text,
  imported_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),

  CONSTRAINT directory_person_email_status_needs_email
    CHECK (email IS NOT NULL OR email_status = 'N/A'),
  CONSTRAINT directory_person_personal_email_status_needs_email
    CHECK (personal_email IS NOT NULL OR personal_email_status = 'N/A'),
  CONSTRAINT directory_person_has_data
    CHECK (email IS NOT NULL OR personal_email IS NOT NULL OR cardinality(phones) > 0),
  CONSTRAINT directory_person_is_findable
    CHECK (
      linkedin_key IS NOT NULL
      OR (name_key IS NOT NULL AND (domain_key IS NOT NULL OR company_key IS NOT NULL)))
);

-- A person's identity: the LinkedIn profile, else name and domain, else name and company.
CREATE UNIQUE INDEX directory_person_by_linkedin ON directory_person (linkedin_key);
CREATE UNIQUE INDEX directory_person_one_without_linkedin
  ON directory_person (name_key, domain_key)
  WHERE linkedin_key IS NULL;
CREATE UNIQUE INDEX directory_person_one_without_domain
  ON directory_person (name_key, company_key)
  WHERE linkedin_key IS NULL AND domain_key IS NULL;

CREATE INDEX directory_person_by_name_and_domain ON directory_person (name_key, domain_key);
CREATE INDEX directory_person_by_name_and_company ON directory_person (name_key, company_key);
