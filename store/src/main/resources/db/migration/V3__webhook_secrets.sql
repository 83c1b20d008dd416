-- What webhooks are signed with. It has to be readable to sign with, so it is no hash.
create table webhook_secret (
  account_id uuid        not null references account,
  secret     bytea       not null check (octet_length(secret) between 24 and 64),
  created_at timestamptz not null default now(),
  -- When it goes out of use, once a rotation has replaced it.
  expires_at timestamptz,
  primary key (account_id, secret)
);
create unique index webhook_secret_current on webhook_secret (account_id) where expires_at is null;

insert into webhook_secret (account_id, secret)
select account_id, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')
from account;
