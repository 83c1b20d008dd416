-- Credits that expire. ----------------------------------------------------------------------
-- For every account, at any time:
--   granted = available + held + charged + expired
-- where expired is what 'expire' entries took away, and the rest is as it was.
--
-- Credits that never expire are what is left of the available ones beyond the lots. For every lot:
--   granted = remaining + (amount - returned, of what was held from it) + expired
-- Whoever changes a lot has locked the account's balance.

-- What is left of a grant that expires.
create table credit_lot (
  -- The grant's entry.
  lot_id     bigint      primary key references credit_entry,
  account_id uuid        not null references account,
  expires_at timestamptz not null,
  remaining  bigint      not null check (remaining >= 0)
);
create index credit_lot_unspent on credit_lot (account_id, expires_at) where remaining > 0;
create index credit_lot_due on credit_lot (expires_at) where remaining > 0;

-- What an enrichment held from a lot. Lots that expire sooner are held first, and get their credits
-- back last: what is charged is what would have expired first.
create table credit_lot_hold (
  enrichment_id uuid   not null,
  lot_id        bigint not null references credit_lot,
  amount        bigint not null check (amount > 0),
  returned      bigint not null default 0 check (returned between 0 and amount),
  -- So many credits of the enrichment go back to where they came from before this lot gets any.
  returns_after bigint not null check (returns_after >= 0),
  primary key (enrichment_id, lot_id)
);
create index on credit_lot_hold (lot_id);

alter table credit_entry
  -- Of a grant: when what is left of it expires.
  add column expires_at timestamptz,
  -- Of what expired: the lot.
  add column lot_id bigint references credit_lot,
  drop constraint credit_entry_kind_check,
  drop constraint credit_entry_check1,
  add constraint credit_entry_kind_check
    check (kind in ('grant', 'hold', 'capture', 'release', 'expire')),
  add constraint credit_entry_of_enrichment_check
    check ((kind in ('hold', 'capture', 'release')) = (enrichment_id is not null)),
  add constraint credit_entry_lot_check check ((kind = 'expire') = (lot_id is not null)),
  add constraint credit_entry_expires_check check (kind = 'grant' or expires_at is null);
