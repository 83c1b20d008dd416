-- Settled and delivered are two facts. closed_at is when all of an enrichment has ended, its
-- deliveries too, which may take days.
alter table enrichment
  -- All contacts are final since then; any_cancelled is written down with it. Null where it is not
  -- written down yet: by earlier versions, and where the last two contacts were settled at once.
  add column settled_at timestamptz;

-- What the ledger's entries add up to, so that reading the sums is reading what is new.
create table ledger_sum (
  only_one     boolean     primary key default true check (only_one),
  -- Of all entries up to this one.
  up_to        bigint      not null default 0,
  granted      bigint      not null default 0,
  held         bigint      not null default 0,
  captured     bigint      not null default 0,
  released     bigint      not null default 0,
  expired      bigint      not null default 0,
  -- Entries up to this one are added once every transaction has ended that could still add one of
  -- them: numbers are not given out in the order of commits.
  next_up_to   bigint      not null default 0,
  -- The first transaction that had not begun when next_up_to was written.
  next_after   xid8,
  next_at      timestamptz
);
insert into ledger_sum default values;
