-- What people are recognised by, once nothing else of them may be kept: keyed hashes. Whoever has
-- the hashes and not the secret cannot try out whose they are, so it has a table of its own, which
-- a dump can leave out (pg_dump --exclude-table-data). It is made once and never changed: hashes of
-- another secret recognise nobody.
create table identity_secret (
  only_one boolean primary key default true check (only_one),
  secret   bytea   not null check (octet_length(secret) = 32)
);
insert into identity_secret (secret)
select sha256(convert_to(string_agg(gen_random_uuid()::text, ''), 'UTF8')) from generate_series(1, 4);

alter table contact
  -- Emails, LinkedIn profile, name and domain, as they become known (enrichment.store
  -- .PersonIdentifier). Null in rows of earlier versions until they are hashed, and in erased ones.
  add column identities bytea[],
  -- Not looked up, or not told of, since the person is suppressed.
  add column suppressed boolean     not null default false,
  -- Since then nothing is left of the person, and nothing is written here any more.
  add column erased_at  timestamptz,
  add check (not suppressed or outcome = 'NOT_FOUND'),
  add constraint contact_erased_is_empty check (
    erased_at is null
    or (first_name = '' and last_name = ''
      and num_nulls(domain, company_name, linkedin_url, custom, email, personal_email, provider,
        person_key, resolved_domain, identities) = 10
      and cardinality(phones) = 0));
create index contact_by_identity on contact using gin (identities);
create index contact_without_identities on contact (enrichment_id, position)
  where identities is null and erased_at is null;

create index directory_person_by_email on directory_person (lower(email));
create index directory_person_by_personal_email on directory_person (lower(personal_email));

-- Nothing of what was erased is sent, or kept of an answer, any more.
alter table delivery add column erased_at timestamptz;

-- People who are not looked up. -------------------------------------------------------------

create table suppression (
  suppression_id uuid        primary key,
  -- Null: of the operator, over all accounts.
  account_id     uuid        references account,
  identifier     text        not null
                             check (identifier in ('email', 'linkedin_url', 'name_and_domain')),
  identity       bytea       not null check (octet_length(identity) = 32),
  created_at     timestamptz not null default now(),
  unique nulls not distinct (account_id, identity)
);
create index on suppression (account_id, suppression_id);

-- What they are recognised by: what they were suppressed by, and what is known of them besides.
create table suppressed_identity (
  suppression_id uuid  not null references suppression on delete cascade,
  account_id     uuid  references account,
  identity       bytea not null check (octet_length(identity) = 32),
  primary key (identity, suppression_id)
);
create index on suppressed_identity (suppression_id);

-- Whether somebody who is recognised by these is suppressed, for an account or for all.
create function is_suppressed(for_account uuid, identities bytea[]) returns boolean
language sql stable return exists (
  select from unnest(identities) as known (identity) join suppressed_identity s using (identity)
  where s.account_id is null or s.account_id = for_account);

-- What was erased, without whose it was. ----------------------------------------------------

create table erasure (
  erasure_id uuid        primary key,
  -- Null: of the operator, over all accounts.
  account_id uuid        references account,
  erased_at  timestamptz not null default now(),
  contacts   integer     not null,
  deliveries integer     not null,
  directory  integer     not null
);

-- Retention. --------------------------------------------------------------------------------

alter table enrichment add column purged_at timestamptz;
create index enrichment_to_purge on enrichment (closed_at)
  where closed_at is not null and purged_at is null;
