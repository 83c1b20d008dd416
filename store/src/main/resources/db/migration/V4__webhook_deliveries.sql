-- Which messages a request asked for, and who receives them.
alter table enrichment
  add column webhook_events text[] not null default '{contact.finished}'
    check (webhook_events <@ '{contact.finished,enrichment.finished}'),
  -- Scheme, host and port: what is known of a receiver goes by it.
  add column webhook_origin text
    generated always as (lower(substring(webhook_url from '^[^:]+://[^/?#]+'))) stored;

-- One message a contact, whose id is the contact's, and one an enrichment, whose id is the
-- enrichment's and whose position is null.
alter table delivery add column message_id uuid;
update delivery d set message_id = c.contact_id
from contact c where c.enrichment_id = d.enrichment_id and c.position = d.position;
alter table delivery drop constraint delivery_pkey;
alter table delivery
  add primary key (message_id),
  alter column position drop not null,
  add unique (enrichment_id, position),
  -- Whatever delivers it: null its own workflow, else that redelivery's.
  add column redelivery_id uuid,
  add column since timestamptz not null default now(),
  -- Not on enrichment_id itself: every contact that is settled would lock the row of its batch.
  add column finished_enrichment_id uuid
    generated always as (case when position is null then enrichment_id end) stored
    references enrichment on delete cascade;
create index delivery_under_way_again on delivery (redelivery_id)
  where redelivery_id is not null and state = 'PENDING';
create index on delivery (finished_enrichment_id) where finished_enrichment_id is not null;

-- Every POST, and what came back.
create table delivery_attempt (
  attempt_id    bigint      generated always as identity,
  message_id    uuid        not null references delivery on delete cascade,
  attempted_at  timestamptz not null,
  took_ms       bigint      not null,
  status        integer,
  error         text,
  response_body text,
  primary key (message_id, attempt_id)
);

-- The log knows these now. How long an earlier attempt took, and what came back, was not kept.
insert into delivery_attempt (message_id, attempted_at, took_ms, status, error)
select message_id, last_attempt_at, 0, last_status, case when last_error is not null then 'other' end
from delivery where last_attempt_at is not null;
alter table delivery
  drop column last_status,
  drop column last_error,
  drop column last_attempt_at;

-- Receivers that did not answer the last time, each as one account knows it. A healthy one has no
-- row.
create table webhook_receiver (
  account_id  uuid        not null references account,
  origin      text        not null,
  -- In a row.
  failures    integer     not null,
  -- The circuit is open where there is one; from then on, one message at a time probes.
  open_until  timestamptz,
  probe_until timestamptz,
  failed_at   timestamptz not null default now(),
  primary key (account_id, origin)
);

-- URLs whose receiver has answered 410 Gone. The URL itself may be too long for an index.
create table webhook_pause (
  account_id uuid        not null references account,
  url_md5    text        not null,
  paused_at  timestamptz not null default now(),
  primary key (account_id, url_md5)
);

-- Sample messages, and what came back.
create table webhook_test (
  test_id       uuid        primary key,
  account_id    uuid        not null references account,
  url           text        not null,
  created_at    timestamptz not null default now(),
  attempted_at  timestamptz,
  delivered     boolean,
  took_ms       bigint,
  status        integer,
  error         text,
  response_body text
);
