-- Accounts and their keys. ------------------------------------------------------------------

create table account (
  account_id                  uuid        primary key,
  name                        text        not null check (name <> ''),
  personal_email_consented_at timestamptz,
  default_phone_country_codes text[]      not null default '{}',
  created_at                  timestamptz not null default now()
);

-- Only the hash of a key is kept; the prefix lets its owner recognise it in a list.
create table api_key (
  key_hash   bytea       primary key check (octet_length(key_hash) = 32),
  account_id uuid        not null references account,
  prefix     text        not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index on api_key (account_id);

-- Credits. ----------------------------------------------------------------------------------
-- For every account, at any time:
--   granted = available + held + charged
-- where available is credit_balance.available plus what lies in credit_return, held is what holds
-- of open enrichments have not yet captured or released, and charged is what was captured.

-- The one row of an account that is hot: locked once a batch, never once a contact.
create table credit_balance (
  account_id uuid   primary key references account,
  available  bigint not null default 0 check (available >= 0)
) with (fillfactor = 50);

-- Where released credits wait until the account's balance is touched next. Releasing a contact
-- thus inserts a row of its own instead of queueing for the balance.
create table credit_return (
  account_id    uuid    not null references account,
  enrichment_id uuid    not null,
  position      integer not null,
  amount        bigint  not null check (amount > 0),
  primary key (account_id, enrichment_id, position)
);

-- The ledger: what happened, in order. Rows are only ever added.
create table credit_entry (
  entry_id      bigint      generated always as identity primary key,
  account_id    uuid        not null references account,
  kind          text        not null check (kind in ('grant', 'hold', 'capture', 'release')),
  amount        bigint      not null check (amount > 0),
  enrichment_id uuid,
  position      integer,
  reference     text,
  created_at    timestamptz not null default now(),
  check ((kind = 'grant') = (reference is not null)),
  check ((kind = 'grant') = (enrichment_id is null)),
  check ((kind in ('capture', 'release')) = (position is not null))
);
create unique index credit_entry_grant_once on credit_entry (account_id, reference)
  where kind = 'grant';
create unique index credit_entry_hold_once on credit_entry (enrichment_id)
  where kind = 'hold';
create unique index credit_entry_resolve_once on credit_entry (enrichment_id, position)
  where kind in ('capture', 'release');
create index credit_entry_of_enrichment on credit_entry (enrichment_id);
create index credit_entry_of_account on credit_entry (account_id, entry_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end
$$;
create trigger append_only before update or delete or truncate on credit_entry
  execute function refuse_change();

-- Enrichments. ------------------------------------------------------------------------------

create table enrichment (
  enrichment_id       uuid        primary key,
  account_id          uuid        not null references account,
  kind                text        not null check (kind in ('BULK', 'SINGLE')),
  enrichment_type     text        not null check (enrichment_type in ('email', 'phone', 'personal_email')),
  contacts            integer     not null check (contacts > 0),
  price               integer     not null check (price > 0),
  phone_country_codes text[]      not null default '{}',
  webhook_url         text,
  state               text        not null default 'RECEIVED'
                                  check (state in ('RECEIVED', 'ACCEPTED', 'REJECTED', 'ABANDONED')),
  received_at         timestamptz not null default now(),
  admit_before        timestamptz not null,
  decided_at          timestamptz,
  closed_at           timestamptz,
  -- The decision, as the workflow got it, so that a repeated question gets the same answer.
  admission           jsonb,
  check ((state in ('ACCEPTED', 'REJECTED')) = (admission is not null))
);
create index enrichment_open on enrichment (account_id) where state = 'ACCEPTED' and closed_at is null;
create index enrichment_inert on enrichment (received_at) where state <> 'ACCEPTED';

create table contact (
  enrichment_id         uuid        not null references enrichment on delete cascade,
  position              integer     not null check (position >= 0),
  contact_id            uuid        not null unique,
  first_name            text        not null,
  last_name             text        not null,
  domain                text,
  company_name          text,
  linkedin_url          text,
  custom                json,
  -- The result.
  outcome               text        check (outcome in ('FOUND', 'NOT_FOUND', 'FAILED', 'CANCELLED')),
  email                 text,
  email_status          text        not null default 'N/A',
  personal_email        text,
  personal_email_status text        not null default 'N/A',
  phones                text[]      not null default '{}',
  provider              text,
  credits               integer     not null default 0,
  settled_at            timestamptz,
  primary key (enrichment_id, position),
  check ((outcome is null) = (settled_at is null)),
  check (outcome = 'FOUND' or (credits = 0 and provider is null))
);

-- The trace: which provider was asked about which contact, how often, and what it said last.
create table lookup (
  enrichment_id uuid        not null,
  position      integer     not null,
  provider      text        not null,
  attempts      integer     not null default 1,
  outcome       text        check (outcome in ('FOUND', 'NOT_FOUND', 'FAILED')),
  started_at    timestamptz not null default now(),
  ended_at      timestamptz,
  primary key (enrichment_id, position, provider),
  foreign key (enrichment_id, position) references contact on delete cascade
);

-- One message a contact. Its webhook-id is derived from the contact's id.
create table delivery (
  enrichment_id   uuid        not null,
  position        integer     not null,
  state           text        not null default 'PENDING'
                              check (state in ('PENDING', 'DELIVERED', 'GONE', 'EXHAUSTED')),
  attempts        integer     not null default 0,
  last_status     integer,
  last_error      text,
  last_attempt_at timestamptz,
  next_attempt_at timestamptz,
  primary key (enrichment_id, position),
  foreign key (enrichment_id, position) references contact on delete cascade
);
