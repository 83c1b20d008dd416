create function seconds_since(moment timestamptz) returns double precision
language sql stable return extract(epoch from now() - moment);

-- The trace says what was asked, what it cost, and what is still owed. -----------------------

alter table lookup drop constraint lookup_pkey, drop constraint lookup_outcome_check;
alter table lookup
  -- What the provider was asked for (enrichment.providers.Capability).
  add column asked_for text,
  -- For a verification, the provider whose email is verified.
  add column about text not null default '',
  -- Since when it is in the trace; started_at is the latest attempt's.
  add column since timestamptz not null default now(),
  -- A call is under way since then. Where its worker has died, nobody knows whether the provider
  -- has answered.
  add column asked_at timestamptz,
  -- What the provider calls a question that it has yet to answer.
  add column ticket text,
  -- Since when the provider is waited for, because it cannot be asked.
  add column deferred_at timestamptz,
  -- An email that has yet to be verified (enrichment.domain.Findings).
  add column answer jsonb,
  -- What a verifier said, and of which address (a hash).
  add column verdict text,
  add column address bytea,
  -- What went wrong, the last time.
  add column error text,
  add column took_ms bigint not null default 0,
  -- Null while nobody knows.
  add column cost numeric;
update lookup l set asked_for = e.enrichment_type, since = l.started_at,
  -- Every attempt that failed had this outcome; now it is that of the last one.
  outcome = case when l.outcome = 'FAILED' and c.outcome is null then null else l.outcome end,
  error = case when l.outcome = 'FAILED' then 'failed' end,
  took_ms = coalesce(extract(epoch from l.ended_at - l.started_at) * 1000, 0)
from contact c join enrichment e using (enrichment_id)
where c.enrichment_id = l.enrichment_id and c.position = l.position;
alter table lookup
  alter column asked_for set not null,
  add primary key (enrichment_id, position, provider, asked_for, about),
  add check (outcome in ('FOUND', 'NOT_FOUND', 'FAILED', 'IN_DOUBT', 'REFUTED'));
create index on lookup (started_at);

-- Equal contacts are looked up once. ---------------------------------------------------------

alter table account
  -- For how long a hit is used again without charge.
  add column reuse_days integer not null default 30 check (reuse_days >= 0);

alter table contact
  -- A hash of what is looked up and of whom; null where that does not tell anybody apart.
  add column person_key bytea check (octet_length(person_key) = 32),
  -- What the company's name was resolved to.
  add column resolved_domain text,
  add column line_types text[] not null default '{}',
  -- What an equal contact had found is used again.
  add column cached boolean not null default false,
  add check (cardinality(line_types) in (0, cardinality(phones)));

-- Of the equal contacts of an account, the one whose lookups count for all of them.
create table person_lookup (
  account_id    uuid    not null references account,
  person_key    bytea   not null,
  enrichment_id uuid    not null,
  position      integer not null,
  primary key (account_id, person_key),
  foreign key (enrichment_id, position) references contact on delete cascade
);
create index on person_lookup (enrichment_id, position);

-- Providers, as all workers together see them. -----------------------------------------------

-- When the next call may be made.
create table provider_pace (
  provider     text        primary key,
  next_call_at timestamptz not null
) with (fillfactor = 50);

-- Those that did not answer the last time. One that is well has no row.
create table provider_circuit (
  provider    text        primary key,
  -- In a row.
  failures    integer     not null,
  -- The last of them.
  reason      text        not null,
  -- The circuit is open where there is one; from then on, one call at a time probes.
  open_until  timestamptz,
  probe_until timestamptz,
  failed_at   timestamptz not null default now()
);

-- How the employees of a domain are addressed (enrichment.providers.finder.AddressPattern).
create table email_pattern (
  domain    text        primary key,
  pattern   text        not null,
  learnt_at timestamptz not null default now()
);

-- Whose company has which domain.
create index directory_person_by_company on directory_person (company_key) where domain_key is not null;

-- Of the contacts of one company, the one for which a provider is asked for its domain.
create table company_lookup (
  provider      text    not null,
  company_key   text    not null,
  enrichment_id uuid    not null,
  position      integer not null,
  primary key (provider, company_key),
  foreign key (enrichment_id, position) references contact on delete cascade
);
create index on company_lookup (enrichment_id, position);
