-- The statements by which the release of schema version 13 takes an enrichment from its request to its
-- end, with their columns. They have to work on every later schema: both releases run beside each other
-- while a new one is rolled out.
insert into account (account_id, name) values ('00000000-0000-7000-8000-000000000001', 'Before');
insert into credit_balance (account_id, available) values ('00000000-0000-7000-8000-000000000001', 0);
with entry as (
  insert into credit_entry (account_id, kind, amount, reference, expires_at)
  values ('00000000-0000-7000-8000-000000000001', 'grant', 10, 'opening', null)
  returning account_id, amount)
update credit_balance b set available = b.available + entry.amount
from entry where b.account_id = entry.account_id;
insert into enrichment (enrichment_id, account_id, kind, enrichment_type, contacts,
    price, phone_country_codes, webhook_url, webhook_events, admit_before)
values ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 'BULK',
    'email', 1, 1, '{}', 'https://hooks.example/', '{contact.finished}', now() + interval '1 min');
insert into contact (enrichment_id, position, contact_id, first_name, last_name,
    domain, company_name, linkedin_url, custom, person_key, identities, enrichment_type, price)
values ('00000000-0000-7000-8000-000000000002', 0, '00000000-0000-7000-8000-000000000003', 'Ada',
    'Lovelace', 'analytical.example', null, null, '{"a": 1}', sha256('a'), array[sha256('b')],
    'email', 1);
insert into idempotency_key (account_id, key_hash, salt, fingerprint, enrichment_id)
values ('00000000-0000-7000-8000-000000000001', sha256('k'), sha256('s'), sha256('f'),
    '00000000-0000-7000-8000-000000000002');
with entry as (
  insert into credit_entry (account_id, kind, amount, enrichment_id)
  values ('00000000-0000-7000-8000-000000000001', 'hold', 1, '00000000-0000-7000-8000-000000000002')
  returning account_id, amount)
update credit_balance b set available = b.available - entry.amount
from entry where b.account_id = entry.account_id;
update enrichment set turn_at = now(), waits_until = null
where enrichment_id = '00000000-0000-7000-8000-000000000002';
update enrichment set state = 'ACCEPTED', admission = '{}', decided_at = now()
where enrichment_id = '00000000-0000-7000-8000-000000000002';
insert into lookup as l (enrichment_id, position, provider, asked_for, about, asked_at)
values ('00000000-0000-7000-8000-000000000002', 0, 'directory', 'email', '', clock_timestamp())
on conflict (enrichment_id, position, provider, asked_for, about)
do update set attempts = l.attempts + 1, started_at = now(), asked_at = clock_timestamp();
update lookup set outcome = 'FOUND', ended_at = now(), asked_at = null, ticket = null, cost = 0
where enrichment_id = '00000000-0000-7000-8000-000000000002';
with settled as (
  update contact set outcome = 'FOUND', settled_at = now(), suppressed = false,
      email = 'ada@analytical.example', email_status = 'deliverable', personal_email = null,
      personal_email_status = 'N/A', phones = '{}', line_types = '{}', provider = 'directory',
      cached = false, credits = price
  where enrichment_id = '00000000-0000-7000-8000-000000000002' and outcome is null
  returning enrichment_id, position, contact_id, price),
resolved as (
  insert into credit_entry (account_id, kind, amount, enrichment_id, position)
  select '00000000-0000-7000-8000-000000000001', 'capture', price, enrichment_id, position
  from settled)
insert into delivery (message_id, enrichment_id, position)
select contact_id, enrichment_id, position from settled;
