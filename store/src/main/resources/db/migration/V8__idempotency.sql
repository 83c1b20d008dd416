-- Which request a client's Idempotency-Key stands for. Rows are deleted after two days.
create table idempotency_key (
  account_id    uuid        not null references account,
  key           text        not null,
  -- Of the request, with a salt of its own: a plain hash of a body with few unknowns can be guessed.
  salt          bytea       not null,
  fingerprint   bytea       not null,
  -- What the request has started, or is about to. Whether it did is seen there.
  enrichment_id uuid,
  -- What was answered, where that is not about an enrichment. No personal data.
  answer        json,
  claimed_at    timestamptz not null default now(),
  primary key (account_id, key)
);
create index on idempotency_key (claimed_at);
