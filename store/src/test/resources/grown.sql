-- A service that has run for four months, with so many contacts: half of them in batches of a hundred,
-- half alone. One account has nineteen in twenty of all. Set: grown.contacts.
set session_replication_role = replica;
set synchronous_commit = off;

create function pg_temp.contacts() returns integer
language sql stable return current_setting('grown.contacts')::integer;

create function pg_temp.account_id(i bigint) returns uuid
language sql immutable return md5('account' || i)::uuid;
-- Of the n-th row of a table.
create function pg_temp.account(n bigint) returns uuid
language sql immutable return pg_temp.account_id(case when n % 41 < 39 then 0 else 1 + n / 41 % 199 end);

create temp table of_account as
  select i, pg_temp.account_id(i) as account_id from generate_series(0, 199) i;
insert into account (account_id, name, personal_email_consented_at)
  select account_id, 'Account ' || i, now() from of_account;
insert into credit_balance (account_id, available) select account_id, 1000000 from of_account;
-- Most have ended.
insert into api_key (key_hash, account_id, prefix, key_id, name, scopes, created_at, revoked_at)
  select sha256(g::text::bytea), pg_temp.account(g), 'p', gen_random_uuid(), 'first', '{read}',
    now() - make_interval(mins => g), case when g > 100 then now() - make_interval(mins => g / 2) end
  from generate_series(1, pg_temp.contacts() / 5) g;
insert into webhook_secret (account_id, secret) select account_id, sha256(i::text::bytea) from of_account;
insert into personal_email_consent (account_id, event) select account_id, 'given' from of_account;

-- Nine in ten thousand are for personal emails, one in a thousand is combined.
create temp table e as
  select n, uuidv7(make_interval(secs => -age)) as id, now() - make_interval(secs => age) as at, age,
      pg_temp.account(n) as account_id,
      case when size > 1 then 'BULK' when n % 1000 = 7 then 'COMBINED' else 'SINGLE' end as kind,
      size as contacts,
      case when n % 5000 = 10 then 'personal_email' when n % 3 = 0 then 'phone' else 'email' end as type,
      case when n % 100 = 3 and size = 1 then 'REJECTED' else 'ACCEPTED' end as state,
      -- What is under way has come lately.
      age < 86400 and n % 11 = 0 as open,
      age < 86400 and n % 11 = 1 as undelivered,
      age > 90 * 86400 as purged
  from (
    select n, case when n % 100 = 99 then 100 else 1 end as size,
        (pg_temp.contacts() / 2 * 1.01 - n) * 120.0 * 86400 / (pg_temp.contacts() / 2 * 1.01) + 3600 as age
    from generate_series(1, (pg_temp.contacts() / 2 * 1.01)::integer) n) made;

insert into enrichment (enrichment_id, account_id, kind, enrichment_type, contacts, price, webhook_url,
    webhook_events, state, received_at, admit_before, decided_at, settled_at, closed_at, admission, any_cancelled,
    purged_at, turn_at)
  select id, account_id, kind, type, contacts, 1, case when not purged then 'https://hooks.example/' || n % 1000 end,
    '{contact.finished,enrichment.finished}', state, at, at + interval '30 s', at,
    case when state = 'ACCEPTED' and not open then at + interval '1 min' end,
    case when state = 'ACCEPTED' and not open and not undelivered then at + interval '2 min' end,
    '{"plan": {"finders": [{"taskQueue": "lookups/vendor"}]}}', n % 500 = 1,
    case when purged and state = 'ACCEPTED' then at + interval '90 days' end, at
  from e;

create temp table c as
  select e.*, p as position, case when p = 0 and contacts = 1 then id else gen_random_uuid() end as contact_id,
      row_number() over () as k
  from e cross join lateral generate_series(0, contacts - 1) p;

insert into contact (enrichment_id, position, contact_id, first_name, last_name, domain, company_name,
    linkedin_url, person_key, outcome, email, credits, price, provider, settled_at, enrichment_type, identities,
    company_identified, erased_at)
  select id, position, contact_id, case when purged then '' else 'Ada' end,
    case when purged then '' else 'Lovelace' || k end,
    case when not purged then 'company' || k % 20000 || '.example' end,
    case when not purged then 'Company ' || k % 20000 end,
    case when not purged then 'https://www.linkedin.com/in/ada-' || k end,
    case when not purged then sha256(k::text::bytea) end,
    case when not open then case k % 3 when 0 then 'NOT_FOUND' else 'FOUND' end end,
    case when not purged and not open and k % 3 > 0 then 'ada' || k || '@company' || k % 20000 || '.example' end,
    case when not open and k % 3 > 0 then 1 else 0 end, 1,
    case when not purged and not open and k % 3 > 0 then 'directory' end,
    case when not open then at + interval '1 min' end, type,
    case when not purged then array[sha256(k::text::bytea), sha256(('n' || k)::bytea)] end,
    true, case when purged then now() end
  from c;
-- The second type of combined ones.
insert into contact (enrichment_id, position, contact_id, first_name, last_name, outcome, settled_at,
    price, enrichment_type, identities, company_identified)
  select id, 1, gen_random_uuid(), '', '', 'NOT_FOUND', at, 10, 'phone', '{}', true from e where kind = 'COMBINED';

insert into lookup (enrichment_id, position, provider, asked_for, attempts, outcome, started_at, since, ended_at,
    took_ms, cost)
  select id, position, provider, type, 1,
    case when not open then case when k % 3 = 0 then 'NOT_FOUND' else 'FOUND' end end, at, at, at, k % 1000, 0.1
  from c cross join (values ('directory'), ('vendor')) v (provider) where v.provider = 'directory' or k % 2 = 0;
insert into person_lookup (account_id, person_key, enrichment_id, position)
  select account_id, sha256(k::text::bytea), id, position from c where not purged and k % 2 = 0;
insert into company_lookup (provider, company_key, enrichment_id, position)
  select 'resolver', 'company' || k, id, position from c where k % 10 = 0;
insert into delivery (message_id, enrichment_id, position, state, attempts, redelivery_id, since)
  select contact_id, id, position,
    case when age < 3 * 86400 and k % 50 = 0 then 'PENDING' when k % 100 = 1 then 'EXHAUSTED' else 'DELIVERED' end,
    1, case when k % 500 = 0 then id end, at
  from c where not open;
insert into delivery (message_id, enrichment_id, state, attempts, since)
  select gen_random_uuid(), id, case when undelivered or age < 86400 and n % 200 = 99 then 'PENDING' else 'DELIVERED' end, 1, at
  from e where contacts > 1 and not open;
insert into delivery_attempt (message_id, attempted_at, took_ms, status)
  select message_id, since, 10, 200 from delivery;

insert into credit_entry (account_id, kind, amount, reference)
  select account_id, 'grant', 1000000, 'opening' from of_account;
insert into credit_entry (account_id, kind, amount, enrichment_id, created_at)
  select account_id, 'hold', contacts, id, at from e where state = 'ACCEPTED' order by n;
insert into credit_entry (account_id, kind, amount, enrichment_id, position, created_at)
  select account_id, case when k % 3 = 0 then 'release' else 'capture' end, 1, id, position, at
  from c where state = 'ACCEPTED' and not open order by n;
insert into credit_lot (lot_id, account_id, expires_at, remaining)
  select g, pg_temp.account(g), now() + make_interval(days => (20 - g % 900)::integer), case when g <= 10 then 5 else 0 end
  from generate_series(1, pg_temp.contacts() / 5) g;
insert into credit_lot_hold (enrichment_id, lot_id, amount, returned, returns_after)
  select id, 1 + n % (pg_temp.contacts() / 5), contacts, 0, 0 from e where state = 'ACCEPTED' and n % 2 = 0;

insert into idempotency_key (account_id, key_hash, salt, fingerprint, enrichment_id, created_at)
  select account_id, sha256(n::text::bytea), sha256('a'), sha256('b'), id, at from e where age < 20 * 86400;
insert into webhook_test (test_id, account_id, url, created_at)
  select uuidv7(), pg_temp.account(g), 'https://hooks.example/', now() - make_interval(mins => g)
  from generate_series(1, pg_temp.contacts() / 5) g;
insert into webhook_receiver (account_id, origin, failures, failed_at, open_until)
  select pg_temp.account(g), 'https://' || g || '.example', 3, now() - make_interval(mins => g),
    case when g % 50 = 0 then now() end
  from generate_series(1, pg_temp.contacts() / 5) g;
insert into webhook_pause (account_id, url_md5)
  select pg_temp.account(g), md5(g::text) from generate_series(1, pg_temp.contacts() / 5) g;
insert into suppression (suppression_id, account_id, identifier, identity)
  select uuidv7(), pg_temp.account(g), 'email', sha256(('s' || g)::bytea)
  from generate_series(1, pg_temp.contacts() / 5) g;
insert into suppressed_identity (suppression_id, account_id, identity)
  select suppression_id, account_id, identity from suppression;
insert into erasure (erasure_id, account_id, contacts, deliveries, directory)
  select uuidv7(), pg_temp.account(g), 1, 1, 0 from generate_series(1, pg_temp.contacts() / 5) g;
insert into email_pattern (domain, pattern)
  select g || '.example', 'first.last' from generate_series(1, pg_temp.contacts() / 5) g;
insert into directory_person (linkedin_url, first_name, last_name, domain, company_name, email, email_status,
    personal_email_status, phones, linkedin_key, name_key, domain_key, company_key)
  select 'https://www.linkedin.com/in/p' || g, 'Ada', 'L' || g, 'd' || g % 20000 || '.example', 'Company ' || g % 20000,
    'p' || g || '@d.example', 'deliverable', 'N/A', '{}', 'p' || g, 'ada l' || g, 'd' || g % 20000 || '.example',
    'company ' || g % 20000
  from generate_series(1, pg_temp.contacts() / 2) g;

-- As housekeeping keeps them.
update provider_sums set until = date_trunc('hour', now() - interval '26 hours');
update ledger_sum set up_to = entry_id - 1000, next_up_to = entry_id
  from (select max(entry_id) as entry_id from credit_entry) last;
