-- An account has several keys, each of which may do no more than its scopes say.
alter table api_key
  add column key_id uuid not null default gen_random_uuid() unique,
  add column name text not null default 'first' check (name <> ''),
  add column scopes text[] not null default '{enrich,read,account}'
    check (scopes <@ '{enrich,read,account}' and cardinality(scopes) > 0),
  add column expires_at timestamptz,
  -- Exact to a minute.
  add column last_used_at timestamptz;
alter table api_key
  alter column key_id drop default,
  alter column name drop default,
  alter column scopes drop default;

-- The keys of a suspended account are refused; what runs goes on.
alter table account add column suspended_at timestamptz;
