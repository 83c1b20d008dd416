-- Lists. ------------------------------------------------------------------------------------

alter table enrichment
  -- Whether a contact was cancelled; written down when the enrichment is closed.
  add column any_cancelled boolean not null default false,
  -- Nothing more is looked up for it since then.
  add column cancel_requested_at timestamptz;
update enrichment e set any_cancelled = true
where closed_at is not null
  and exists (select from contact c where c.enrichment_id = e.enrichment_id and c.outcome = 'CANCELLED');

-- The ids sort by time, so a list is read from these, the latest first.
create index enrichment_of_account on enrichment (account_id, enrichment_id)
  where state = 'ACCEPTED';
create index enrichment_cancelled on enrichment (account_id, enrichment_id)
  where any_cancelled;
create index enrichment_to_cancel on enrichment (enrichment_id)
  where cancel_requested_at is not null and closed_at is null;

-- Consent to personal emails being looked up. -----------------------------------------------

create table personal_email_consent (
  consent_id    bigint      generated always as identity primary key,
  account_id    uuid        not null references account,
  event         text        not null check (event in ('given', 'revoked')),
  -- Who says so, and to which version of the terms; of a revocation, nobody asks.
  given_by      text,
  terms_version text,
  -- From where the request came; null: by the operator, or before it was written down.
  address       inet,
  at            timestamptz not null default now(),
  check (event = 'given' or (given_by is null and terms_version is null))
);
create index on personal_email_consent (account_id, consent_id);
create trigger append_only before update or delete or truncate on personal_email_consent
  execute function refuse_change();

alter table account add column personal_email_terms_version text;

insert into personal_email_consent (account_id, event, given_by, at)
select account_id, 'given', 'operator', personal_email_consented_at
from account where personal_email_consented_at is not null
order by personal_email_consented_at;

-- Whether personal emails may be looked up no more, or never might.
create function lacks_consent(of_account uuid, looked_up text) returns boolean
language sql stable return looked_up = 'personal_email' and exists (
  select from account
  where account_id = of_account and personal_email_consented_at is null);
