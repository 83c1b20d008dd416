-- One person can be looked up for several types at once: then an enrichment has one contact a type,
-- at the positions 0 to n - 1, and reads as one. Its enrichment_type and price are those of the first.
alter table enrichment
  drop constraint enrichment_kind_check,
  add check (kind in ('BULK', 'SINGLE', 'COMBINED'));

alter table contact
  -- What is looked up here, and the credits of a hit.
  add column enrichment_type text check (enrichment_type in ('email', 'phone', 'personal_email')),
  add column price           integer check (price > 0);
update contact c set enrichment_type = e.enrichment_type, price = e.price
from enrichment e where e.enrichment_id = c.enrichment_id;
alter table contact
  alter column enrichment_type set not null,
  alter column price set not null;

-- The keys by which clients repeat a request without having it done twice. What was answered is not
-- kept, but made again from what it was about. A key is taken while its enrichment is accepted, or
-- can still be; a key of anything else is free, though its row may be there.
create table idempotency_key (
  account_id    uuid        not null references account,
  -- A hash: nobody says what clients put into a key.
  key_hash      bytea       not null check (octet_length(key_hash) = 32),
  -- HMAC-SHA256 of method, path, query and body with the salt: a body cannot be guessed by it.
  salt          bytea       not null check (octet_length(salt) = 32),
  fingerprint   bytea       not null check (octet_length(fingerprint) = 32),
  -- What the request was about: an enrichment, or so many messages that were delivered again.
  enrichment_id uuid        references enrichment on delete cascade,
  redelivery_id uuid,
  messages      integer     check (messages >= 0),
  created_at    timestamptz not null default now(),
  primary key (account_id, key_hash),
  check ((enrichment_id is null) = (messages is not null)),
  check (redelivery_id is null or messages > 0)
);
create index on idempotency_key (enrichment_id);
create index on idempotency_key (created_at);
