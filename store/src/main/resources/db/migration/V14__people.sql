-- Who somebody is. ---------------------------------------------------------------------------

alter table contact
  -- Whether what the found email says of its owner is among the identities. Null for what an earlier
  -- version has found, until housekeeping has looked at it.
  add column email_identified boolean;

alter table suppressed_identity
  -- A name and a domain that were learnt of a person whose profile is known: they say nothing of a
  -- contact with another profile.
  add column weak boolean not null default false;

-- What a contact is recognised by. One person who is looked up for several types is recognised by
-- what is known of any part.
create function known_by(of_enrichment uuid, of_kind text, own bytea[]) returns bytea[]
language sql stable return case
  when of_kind = 'COMBINED' then array(
    select known from contact part cross join unnest(part.identities) as known
    where part.enrichment_id = of_enrichment)
  else own end;

-- Whether somebody who is recognised by these is suppressed, for an account or for all. The entries
-- of 33 bytes say which of the others is a profile (enrichment.store.IdentityHashes).
create or replace function is_suppressed(for_account uuid, identities bytea[]) returns boolean
language sql stable return exists (
  select from unnest(identities) as known (identity) join suppressed_identity s using (identity)
  where (s.account_id is null or s.account_id = for_account)
    and not (s.weak and exists (
      select from unnest(identities) as mark (identity) where octet_length(mark.identity) = 33)));
