-- The schema as the migrations leave it, to be read. SchemaDocumentTest writes it, and fails where
-- it is out of date: mvn verify -pl store -am -Dtest=SchemaDocumentTest -Dschema.write=true

create table account (
  account_id                   uuid not null,
  name                         text not null,
  personal_email_consented_at  timestamp with time zone,
  default_phone_country_codes  text[] not null default '{}'::text[],
  created_at                   timestamp with time zone not null default now(),
  reuse_days                   integer not null default 30,
  suspended_at                 timestamp with time zone,
  personal_email_terms_version text,
  constraint account_pkey PRIMARY KEY (account_id),
  constraint account_name_check CHECK ((name <> ''::text)),
  constraint account_reuse_days_check CHECK ((reuse_days >= 0)));

create table api_key (
  key_hash                     bytea not null,
  account_id                   uuid not null,
  prefix                       text not null,
  created_at                   timestamp with time zone not null default now(),
  revoked_at                   timestamp with time zone,
  key_id                       uuid not null,
  name                         text not null,
  scopes                       text[] not null,
  expires_at                   timestamp with time zone,
  last_used_at                 timestamp with time zone,
  created_by                   uuid,
  constraint api_key_pkey PRIMARY KEY (key_hash),
  constraint api_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  constraint api_key_created_by_fkey FOREIGN KEY (created_by) REFERENCES api_key(key_id),
  constraint api_key_key_hash_check CHECK ((octet_length(key_hash) = 32)),
  constraint api_key_key_id_key UNIQUE (key_id),
  constraint api_key_name_check CHECK ((name <> ''::text)),
  constraint api_key_scopes_check CHECK (((scopes <@ '{enrich,read,account}'::text[]) AND (cardinality(scopes) > 0))));
CREATE INDEX api_key_account_id_idx ON api_key USING btree (account_id);
CREATE INDEX api_key_created_by ON api_key USING btree (created_by) WHERE (created_by IS NOT NULL);
CREATE INDEX api_key_ended ON api_key USING btree (LEAST(revoked_at, expires_at)) WHERE (LEAST(revoked_at, expires_at) IS NOT NULL);
CREATE INDEX api_key_ended_of_account ON api_key USING btree (account_id, LEAST(revoked_at, expires_at)) WHERE (LEAST(revoked_at, expires_at) IS NOT NULL);
CREATE INDEX api_key_working ON api_key USING btree (account_id) WHERE (revoked_at IS NULL);

create table company_lookup (
  provider                     text not null,
  company_key                  text not null,
  enrichment_id                uuid not null,
  position                     integer not null,
  constraint company_lookup_pkey PRIMARY KEY (provider, company_key),
  constraint company_lookup_enrichment_id_position_fkey FOREIGN KEY (enrichment_id, "position") REFERENCES contact(enrichment_id, "position") ON DELETE CASCADE);
CREATE INDEX company_lookup_enrichment_id_position_idx ON company_lookup USING btree (enrichment_id, "position");

create table contact (
  enrichment_id                uuid not null,
  position                     integer not null,
  contact_id                   uuid not null,
  first_name                   text not null,
  last_name                    text not null,
  domain                       text,
  company_name                 text,
  linkedin_url                 text,
  custom                       json,
  outcome                      text,
  email                        text,
  email_status                 text not null default 'N/A'::text,
  personal_email               text,
  personal_email_status        text not null default 'N/A'::text,
  phones                       text[] not null default '{}'::text[],
  provider                     text,
  credits                      integer not null default 0,
  settled_at                   timestamp with time zone,
  person_key                   bytea,
  resolved_domain              text,
  line_types                   text[] not null default '{}'::text[],
  cached                       boolean not null default false,
  enrichment_type              text not null,
  price                        integer not null,
  identities                   bytea[],
  suppressed                   boolean not null default false,
  erased_at                    timestamp with time zone,
  email_identified             boolean,
  company_identified           boolean,
  constraint contact_pkey PRIMARY KEY (enrichment_id, "position"),
  constraint contact_check CHECK (((outcome IS NULL) = (settled_at IS NULL))),
  constraint contact_check1 CHECK (((outcome = 'FOUND'::text) OR ((credits = 0) AND (provider IS NULL)))),
  constraint contact_check2 CHECK (((cardinality(line_types) = 0) OR (cardinality(line_types) = cardinality(phones)))),
  constraint contact_check3 CHECK (((NOT suppressed) OR (outcome = 'NOT_FOUND'::text))),
  constraint contact_contact_id_key UNIQUE (contact_id),
  constraint contact_enrichment_id_fkey FOREIGN KEY (enrichment_id) REFERENCES enrichment(enrichment_id) ON DELETE CASCADE,
  constraint contact_enrichment_type_check CHECK ((enrichment_type = ANY (ARRAY['email'::text, 'phone'::text, 'personal_email'::text]))),
  constraint contact_erased_is_empty CHECK (((erased_at IS NULL) OR ((first_name = ''::text) AND (last_name = ''::text) AND (num_nulls(domain, company_name, linkedin_url, custom, email, personal_email, provider, person_key, resolved_domain, identities) = 10) AND (cardinality(phones) = 0)))),
  constraint contact_outcome_check CHECK ((outcome = ANY (ARRAY['FOUND'::text, 'NOT_FOUND'::text, 'FAILED'::text, 'CANCELLED'::text]))),
  constraint contact_person_key_check CHECK ((octet_length(person_key) = 32)),
  constraint contact_position_check CHECK (("position" >= 0)),
  constraint contact_price_check CHECK ((price > 0)));
CREATE INDEX contact_by_identity ON contact USING gin (identities);
CREATE INDEX contact_company_to_identify ON contact USING btree (enrichment_id, "position") WHERE ((company_name IS NOT NULL) AND (company_identified IS NULL) AND (domain IS NULL) AND (erased_at IS NULL));
CREATE INDEX contact_open_person ON contact USING btree (person_key) WHERE (outcome IS NULL);
CREATE INDEX contact_to_identify ON contact USING btree (enrichment_id, "position") WHERE ((email IS NOT NULL) AND (email_identified IS NULL) AND (erased_at IS NULL));
CREATE INDEX contact_without_identities ON contact USING btree (enrichment_id, "position") WHERE ((identities IS NULL) AND (erased_at IS NULL));

create table credit_balance (
  account_id                   uuid not null,
  available                    bigint not null default 0,
  constraint credit_balance_pkey PRIMARY KEY (account_id),
  constraint credit_balance_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  constraint credit_balance_available_check CHECK ((available >= 0)));

create table credit_entry (
  entry_id                     bigint not null generated always as identity,
  account_id                   uuid not null,
  kind                         text not null,
  amount                       bigint not null,
  enrichment_id                uuid,
  position                     integer,
  reference                    text,
  created_at                   timestamp with time zone not null default now(),
  expires_at                   timestamp with time zone,
  lot_id                       bigint,
  constraint credit_entry_pkey PRIMARY KEY (entry_id),
  constraint credit_entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  constraint credit_entry_amount_check CHECK ((amount > 0)),
  constraint credit_entry_check CHECK (((kind = 'grant'::text) = (reference IS NOT NULL))),
  constraint credit_entry_check2 CHECK (((kind = ANY (ARRAY['capture'::text, 'release'::text])) = ("position" IS NOT NULL))),
  constraint credit_entry_expires_check CHECK (((kind = 'grant'::text) OR (expires_at IS NULL))),
  constraint credit_entry_kind_check CHECK ((kind = ANY (ARRAY['grant'::text, 'hold'::text, 'capture'::text, 'release'::text, 'expire'::text]))),
  constraint credit_entry_lot_check CHECK (((kind = 'expire'::text) = (lot_id IS NOT NULL))),
  constraint credit_entry_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES credit_lot(lot_id),
  constraint credit_entry_of_enrichment_check CHECK (((kind = ANY (ARRAY['hold'::text, 'capture'::text, 'release'::text])) = (enrichment_id IS NOT NULL))));
CREATE INDEX credit_entry_of_account ON credit_entry USING btree (account_id, entry_id);
CREATE INDEX credit_entry_of_enrichment ON credit_entry USING btree (enrichment_id);
CREATE UNIQUE INDEX credit_entry_grant_once ON credit_entry USING btree (account_id, reference) WHERE (kind = 'grant'::text);
CREATE UNIQUE INDEX credit_entry_hold_once ON credit_entry USING btree (enrichment_id) WHERE (kind = 'hold'::text);
CREATE UNIQUE INDEX credit_entry_resolve_once ON credit_entry USING btree (enrichment_id, "position") WHERE (kind = ANY (ARRAY['capture'::text, 'release'::text]));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON credit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table credit_lot (
  lot_id                       bigint not null,
  account_id                   uuid not null,
  expires_at                   timestamp with time zone not null,
  remaining                    bigint not null,
  constraint credit_lot_pkey PRIMARY KEY (lot_id),
  constraint credit_lot_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  constraint credit_lot_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES credit_entry(entry_id),
  constraint credit_lot_remaining_check CHECK ((remaining >= 0)));
CREATE INDEX credit_lot_due ON credit_lot USING btree (expires_at) WHERE (remaining > 0);
CREATE INDEX credit_lot_unspent ON credit_lot USING btree (account_id, expires_at) WHERE (remaining > 0);

create table credit_lot_hold (
  enrichment_id                uuid not null,
  lot_id                       bigint not null,
  amount                       bigint not null,
  returned                     bigint not null default 0,
  returns_after                bigint not null,
  constraint credit_lot_hold_pkey PRIMARY KEY (enrichment_id, lot_id),
  constraint credit_lot_hold_amount_check CHECK ((amount > 0)),
  constraint credit_lot_hold_check CHECK (((returned >= 0) AND (returned <= amount))),
  constraint credit_lot_hold_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES credit_lot(lot_id),
  constraint credit_lot_hold_returns_after_check CHECK ((returns_after >= 0)));
CREATE INDEX credit_lot_hold_lot_id_idx ON credit_lot_hold USING btree (lot_id);

create table credit_return (
  account_id                   uuid not null,
  enrichment_id                uuid not null,
  position                     integer not null,
  amount                       bigint not null,
  constraint credit_return_pkey PRIMARY KEY (account_id, enrichment_id, "position"),
  constraint credit_return_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  constraint credit_return_amount_check CHECK ((amount > 0)));

create table delivery (
  enrichment_id                uuid not null,
  position                     integer,
  state                        text not null default 'PENDING'::text,
  attempts                     integer not null default 0,
  next_attempt_at              timestamp with time zone,
  message_id                   uuid not null,
  redelivery_id                uuid,
  since                        timestamp with time zone not null default now(),
  finished_enrichment_id       uuid generated always as (
CASE
    WHEN ("position" IS NULL) THEN enrichment_id
    ELSE NULL::uuid
END) stored,
  erased_at                    timestamp with time zone,
  redelivered                  integer not null default 0,
  redelivered_since            timestamp with time zone,
  constraint delivery_pkey PRIMARY KEY (message_id),
  constraint delivery_enrichment_id_position_fkey FOREIGN KEY (enrichment_id, "position") REFERENCES contact(enrichment_id, "position") ON DELETE CASCADE,
  constraint delivery_enrichment_id_position_key UNIQUE (enrichment_id, "position"),
  constraint delivery_finished_enrichment_id_fkey FOREIGN KEY (finished_enrichment_id) REFERENCES enrichment(enrichment_id) ON DELETE CASCADE,
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'DELIVERED'::text, 'GONE'::text, 'EXHAUSTED'::text]))));
CREATE INDEX delivery_finished_enrichment_id_idx ON delivery USING btree (finished_enrichment_id) WHERE (finished_enrichment_id IS NOT NULL);
CREATE INDEX delivery_finished_pending ON delivery USING btree (finished_enrichment_id) WHERE (("position" IS NULL) AND (state = 'PENDING'::text) AND (redelivery_id IS NULL));
CREATE INDEX delivery_pending ON delivery USING btree (enrichment_id) WHERE (state = 'PENDING'::text);
CREATE INDEX delivery_under_way_again ON delivery USING btree (redelivery_id) WHERE ((redelivery_id IS NOT NULL) AND (state = 'PENDING'::text));

create table delivery_attempt (
  attempt_id                   bigint not null generated always as identity,
  message_id                   uuid not null,
  attempted_at                 timestamp with time zone not null,
  took_ms                      bigint not null,
  status                       integer,
  error                        text,
  response_body                text,
  constraint delivery_attempt_pkey PRIMARY KEY (message_id, attempt_id),
  constraint delivery_attempt_message_id_fkey FOREIGN KEY (message_id) REFERENCES delivery(message_id) ON DELETE CASCADE);

create table directory_person (
  id                           bigint not null generated always as identity,
  linkedin_url                 text,
  first_name                   text not null,
  last_name                    text not null,
  domain                       text,
  company_name                 text,
  email                        text,
  email_status                 text not null,
  personal_email               text,
  personal_email_status        text not null,
  phones                       text[] not null,
  linkedin_key                 text,
  name_key                     text,
  domain_key                   text,
  company_key                  text,
  imported_at                  timestamp with time zone not null default now(),
  updated_at                   timestamp with time zone not null default now(),
  constraint directory_person_pkey PRIMARY KEY (id),
  constraint directory_person_company_name_check CHECK ((length(company_name) <= 300)),
  constraint directory_person_domain_check CHECK ((length(domain) <= 300)),
  constraint directory_person_email_check CHECK (((length(email) >= 3) AND (length(email) <= 254))),
  constraint directory_person_email_status_check CHECK ((email_status = ANY (ARRAY['deliverable'::text, 'catch-all'::text, 'N/A'::text]))),
  constraint directory_person_email_status_needs_email CHECK (((email IS NOT NULL) OR (email_status = 'N/A'::text))),
  constraint directory_person_first_name_check CHECK (((length(first_name) >= 1) AND (length(first_name) <= 200))),
  constraint directory_person_has_data CHECK (((email IS NOT NULL) OR (personal_email IS NOT NULL) OR (cardinality(phones) > 0))),
  constraint directory_person_is_findable CHECK (((linkedin_key IS NOT NULL) OR ((name_key IS NOT NULL) AND ((domain_key IS NOT NULL) OR (company_key IS NOT NULL))))),
  constraint directory_person_last_name_check CHECK (((length(last_name) >= 1) AND (length(last_name) <= 200))),
  constraint directory_person_linkedin_url_check CHECK ((length(linkedin_url) <= 500)),
  constraint directory_person_personal_email_check CHECK (((length(personal_email) >= 3) AND (length(personal_email) <= 254))),
  constraint directory_person_personal_email_status_check CHECK ((personal_email_status = ANY (ARRAY['valid'::text, 'catch-all'::text, 'N/A'::text]))),
  constraint directory_person_personal_email_status_needs_email CHECK (((personal_email IS NOT NULL) OR (personal_email_status = 'N/A'::text))),
  constraint directory_person_phones_check CHECK (((cardinality(phones) <= 20) AND (array_to_string(phones, ','::text) ~ '^(\+[1-9][0-9]{6,14}(,\+[1-9][0-9]{6,14})*)?$'::text))));
CREATE INDEX directory_person_by_company ON directory_person USING btree (company_key) WHERE (domain_key IS NOT NULL);
CREATE INDEX directory_person_by_email ON directory_person USING btree (lower(email));
CREATE INDEX directory_person_by_name_and_company ON directory_person USING btree (name_key, company_key);
CREATE INDEX directory_person_by_name_and_domain ON directory_person USING btree (name_key, domain_key);
CREATE INDEX directory_person_by_name_and_email_domain ON directory_person USING btree (name_key, lower(split_part(email, '@'::text, 2))) WHERE (email IS NOT NULL);
CREATE INDEX directory_person_by_personal_email ON directory_person USING btree (lower(personal_email));
CREATE INDEX directory_person_domain_of_company ON directory_person USING btree (company_key, domain_key) WHERE ((company_key IS NOT NULL) AND (domain_key IS NOT NULL));
CREATE UNIQUE INDEX directory_person_by_linkedin ON directory_person USING btree (linkedin_key);
CREATE UNIQUE INDEX directory_person_one_without_domain ON directory_person USING btree (name_key, company_key) WHERE ((linkedin_key IS NULL) AND (domain_key IS NULL));
CREATE UNIQUE INDEX directory_person_one_without_linkedin ON directory_person USING btree (name_key, domain_key) WHERE (linkedin_key IS NULL);

create table email_pattern (
  domain                       text not null,
  pattern                      text not null,
  learnt_at                    timestamp with time zone not null default now(),
  constraint email_pattern_pkey PRIMARY KEY (domain));

create table enrichment (
  enrichment_id                uuid not null,
  account_id                   uuid not null,
  kind                         text not null,
  enrichment_type              text not null,
  contacts                     integer not null,
  price                        integer not null,
  phone_country_codes          text[] not null default '{}'::text[],
  webhook_url                  text,
  state                        text not null default 'RECEIVED'::text,
  received_at                  timestamp with time zone not null default now(),
  admit_before                 timestamp with time zone not null,
  decided_at                   timestamp with time zone,
  closed_at                    timestamp with time zone,
  admission                    jsonb,
  webhook_events               text[] not null default '{contact.finished}'::text[],
  webhook_origin               text generated always as (lower("substring"(webhook_url, '^[^:]+://[^/?#]+'::text))) stored,
  any_cancelled                boolean not null default false,
  cancel_requested_at          timestamp with time zone,
  purged_at                    timestamp with time zone,
  waits_until                  timestamp with time zone,
  turn_at                      timestamp with time zone,
  settled_at                   timestamp with time zone,
  constraint enrichment_pkey PRIMARY KEY (enrichment_id),
  constraint enrichment_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  constraint enrichment_check CHECK (((state = ANY (ARRAY['ACCEPTED'::text, 'REJECTED'::text])) = (admission IS NOT NULL))),
  constraint enrichment_contacts_check CHECK ((contacts > 0)),
  constraint enrichment_enrichment_type_check CHECK ((enrichment_type = ANY (ARRAY['email'::text, 'phone'::text, 'personal_email'::text]))),
  constraint enrichment_kind_check CHECK ((kind = ANY (ARRAY['BULK'::text, 'SINGLE'::text, 'COMBINED'::text]))),
  constraint enrichment_price_check CHECK ((price > 0)),
  constraint enrichment_state_check CHECK ((state = ANY (ARRAY['RECEIVED'::text, 'ACCEPTED'::text, 'REJECTED'::text, 'ABANDONED'::text]))),
  constraint enrichment_webhook_events_check CHECK ((webhook_events <@ '{contact.finished,enrichment.finished}'::text[])));
CREATE INDEX enrichment_closed ON enrichment USING btree (account_id, any_cancelled, enrichment_id) WHERE ((state = 'ACCEPTED'::text) AND (purged_at IS NULL) AND (closed_at IS NOT NULL));
CREATE INDEX enrichment_inert ON enrichment USING btree (received_at) WHERE (state <> 'ACCEPTED'::text);
CREATE INDEX enrichment_listed ON enrichment USING btree (account_id, enrichment_id) WHERE ((state = 'ACCEPTED'::text) AND (purged_at IS NULL));
CREATE INDEX enrichment_listed_by_type ON enrichment USING btree (account_id, enrichment_type, enrichment_id) WHERE ((state = 'ACCEPTED'::text) AND (purged_at IS NULL));
CREATE INDEX enrichment_listed_combined ON enrichment USING btree (account_id, enrichment_id) WHERE ((state = 'ACCEPTED'::text) AND (purged_at IS NULL) AND (kind = 'COMBINED'::text));
CREATE INDEX enrichment_open ON enrichment USING btree (account_id, enrichment_id) WHERE ((state = 'ACCEPTED'::text) AND (closed_at IS NULL));
CREATE INDEX enrichment_queued ON enrichment USING btree (account_id, enrichment_type, turn_at) WHERE ((turn_at IS NOT NULL) AND (closed_at IS NULL));
CREATE INDEX enrichment_to_cancel ON enrichment USING btree (enrichment_id) WHERE ((cancel_requested_at IS NOT NULL) AND (closed_at IS NULL));
CREATE INDEX enrichment_to_purge ON enrichment USING btree (closed_at) WHERE ((closed_at IS NOT NULL) AND (purged_at IS NULL));
CREATE INDEX enrichment_to_remove ON enrichment USING btree (purged_at) WHERE (purged_at IS NOT NULL);
CREATE INDEX enrichment_undelivered ON enrichment USING btree (account_id, any_cancelled, enrichment_id) WHERE ((state = 'ACCEPTED'::text) AND (settled_at IS NOT NULL) AND (closed_at IS NULL));
CREATE INDEX enrichment_undelivered_since ON enrichment USING btree (settled_at) WHERE ((state = 'ACCEPTED'::text) AND (settled_at IS NOT NULL) AND (closed_at IS NULL));
CREATE INDEX enrichment_unsettled ON enrichment USING btree (account_id, enrichment_id) WHERE ((state = 'ACCEPTED'::text) AND (settled_at IS NULL) AND (closed_at IS NULL));
CREATE INDEX enrichment_unsettled_since ON enrichment USING btree (decided_at) WHERE ((state = 'ACCEPTED'::text) AND (settled_at IS NULL) AND (closed_at IS NULL));
CREATE INDEX enrichment_waiting ON enrichment USING btree (account_id, enrichment_type, enrichment_id) WHERE ((waits_until IS NOT NULL) AND (closed_at IS NULL));

create table erasure (
  erasure_id                   uuid not null,
  account_id                   uuid,
  erased_at                    timestamp with time zone not null default now(),
  contacts                     integer not null,
  deliveries                   integer not null,
  directory                    integer not null,
  constraint erasure_pkey PRIMARY KEY (erasure_id),
  constraint erasure_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id));

create table idempotency_key (
  account_id                   uuid not null,
  key_hash                     bytea not null,
  salt                         bytea not null,
  fingerprint                  bytea not null,
  enrichment_id                uuid,
  redelivery_id                uuid,
  messages                     integer,
  created_at                   timestamp with time zone not null default now(),
  constraint idempotency_key_pkey PRIMARY KEY (account_id, key_hash),
  constraint idempotency_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  constraint idempotency_key_check CHECK (((enrichment_id IS NULL) = (messages IS NOT NULL))),
  constraint idempotency_key_check1 CHECK (((redelivery_id IS NULL) OR (messages > 0))),
  constraint idempotency_key_enrichment_id_fkey FOREIGN KEY (enrichment_id) REFERENCES enrichment(enrichment_id) ON DELETE CASCADE,
  constraint idempotency_key_fingerprint_check CHECK ((octet_length(fingerprint) = 32)),
  constraint idempotency_key_key_hash_check CHECK ((octet_length(key_hash) = 32)),
  constraint idempotency_key_messages_check CHECK ((messages >= 0)),
  constraint idempotency_key_salt_check CHECK ((octet_length(salt) = 32)));
CREATE INDEX idempotency_key_created_at_idx ON idempotency_key USING btree (created_at);
CREATE INDEX idempotency_key_enrichment_id_idx ON idempotency_key USING btree (enrichment_id);

create table identity_secret (
  only_one                     boolean not null default true,
  secret                       bytea not null,
  constraint identity_secret_pkey PRIMARY KEY (only_one),
  constraint identity_secret_only_one_check CHECK (only_one),
  constraint identity_secret_secret_check CHECK ((octet_length(secret) = 32)));

create table ledger_sum (
  only_one                     boolean not null default true,
  up_to                        bigint not null default 0,
  granted                      bigint not null default 0,
  held                         bigint not null default 0,
  captured                     bigint not null default 0,
  released                     bigint not null default 0,
  expired                      bigint not null default 0,
  next_up_to                   bigint not null default 0,
  next_after                   xid8,
  next_at                      timestamp with time zone,
  constraint ledger_sum_pkey PRIMARY KEY (only_one),
  constraint ledger_sum_only_one_check CHECK (only_one));

create table lookup (
  enrichment_id                uuid not null,
  position                     integer not null,
  provider                     text not null,
  attempts                     integer not null default 1,
  outcome                      text,
  started_at                   timestamp with time zone not null default now(),
  ended_at                     timestamp with time zone,
  asked_for                    text not null,
  about                        text not null default ''::text,
  since                        timestamp with time zone not null default now(),
  asked_at                     timestamp with time zone,
  ticket                       text,
  deferred_at                  timestamp with time zone,
  answer                       jsonb,
  verdict                      text,
  address                      bytea,
  error                        text,
  took_ms                      bigint not null default 0,
  cost                         numeric,
  constraint lookup_pkey PRIMARY KEY (enrichment_id, "position", provider, asked_for, about),
  constraint lookup_enrichment_id_position_fkey FOREIGN KEY (enrichment_id, "position") REFERENCES contact(enrichment_id, "position") ON DELETE CASCADE,
  constraint lookup_outcome_check CHECK ((outcome = ANY (ARRAY['FOUND'::text, 'NOT_FOUND'::text, 'FAILED'::text, 'IN_DOUBT'::text, 'REFUTED'::text]))));
CREATE INDEX lookup_started_at_idx ON lookup USING btree (started_at);

create table person_lookup (
  account_id                   uuid not null,
  person_key                   bytea not null,
  enrichment_id                uuid not null,
  position                     integer not null,
  constraint person_lookup_pkey PRIMARY KEY (account_id, person_key),
  constraint person_lookup_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  constraint person_lookup_enrichment_id_position_fkey FOREIGN KEY (enrichment_id, "position") REFERENCES contact(enrichment_id, "position") ON DELETE CASCADE);
CREATE INDEX person_lookup_enrichment_id_position_idx ON person_lookup USING btree (enrichment_id, "position");

create table personal_email_consent (
  consent_id                   bigint not null generated always as identity,
  account_id                   uuid not null,
  event                        text not null,
  given_by                     text,
  terms_version                text,
  address                      inet,
  at                           timestamp with time zone not null default now(),
  constraint personal_email_consent_pkey PRIMARY KEY (consent_id),
  constraint personal_email_consent_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  constraint personal_email_consent_check CHECK (((event = 'given'::text) OR ((given_by IS NULL) AND (terms_version IS NULL)))),
  constraint personal_email_consent_event_check CHECK ((event = ANY (ARRAY['given'::text, 'revoked'::text]))));
CREATE INDEX personal_email_consent_account_id_consent_id_idx ON personal_email_consent USING btree (account_id, consent_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON personal_email_consent FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table provider_circuit (
  provider                     text not null,
  failures                     integer not null,
  reason                       text not null,
  open_until                   timestamp with time zone,
  probe_until                  timestamp with time zone,
  failed_at                    timestamp with time zone not null default now(),
  constraint provider_circuit_pkey PRIMARY KEY (provider));

create table provider_day (
  day                          date not null,
  provider                     text not null,
  asked_for                    text not null,
  questions                    integer not null,
  hits                         integer not null,
  failed                       integer not null,
  in_doubt                     integer not null,
  cost                         numeric not null,
  constraint provider_day_pkey PRIMARY KEY (day, provider, asked_for));

create table provider_day_latency (
  day                          date not null,
  provider                     text not null,
  asked_for                    text not null,
  bucket                       smallint not null,
  answered                     integer not null,
  constraint provider_day_latency_pkey PRIMARY KEY (day, provider, asked_for, bucket));

create table provider_pace (
  provider                     text not null,
  next_call_at                 timestamp with time zone not null,
  constraint provider_pace_pkey PRIMARY KEY (provider));

create table provider_sums (
  only_one                     boolean not null default true,
  until                        timestamp with time zone not null default '-infinity'::timestamp with time zone,
  constraint provider_sums_pkey PRIMARY KEY (only_one),
  constraint provider_sums_only_one_check CHECK (only_one));

create table suppressed_identity (
  suppression_id               uuid not null,
  account_id                   uuid,
  identity                     bytea not null,
  weak                         boolean not null default false,
  constraint suppressed_identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  constraint suppressed_identity_identity_check CHECK ((octet_length(identity) = 32)),
  constraint suppressed_identity_suppression_id_fkey FOREIGN KEY (suppression_id) REFERENCES suppression(suppression_id) ON DELETE CASCADE);
CREATE INDEX suppressed_identity_suppression_id_idx ON suppressed_identity USING btree (suppression_id);
CREATE UNIQUE INDEX suppressed_identity_once ON suppressed_identity USING btree (identity, suppression_id, account_id) NULLS NOT DISTINCT;

create table suppression (
  suppression_id               uuid not null,
  account_id                   uuid,
  identifier                   text not null,
  identity                     bytea not null,
  created_at                   timestamp with time zone not null default now(),
  constraint suppression_pkey PRIMARY KEY (suppression_id),
  constraint suppression_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  constraint suppression_account_id_identity_key UNIQUE NULLS NOT DISTINCT (account_id, identity),
  constraint suppression_identifier_check CHECK ((identifier = ANY (ARRAY['email'::text, 'linkedin_url'::text, 'name_and_domain'::text]))),
  constraint suppression_identity_check CHECK ((octet_length(identity) = 32)));
CREATE INDEX suppression_account_id_suppression_id_idx ON suppression USING btree (account_id, suppression_id);

create table webhook_pause (
  account_id                   uuid not null,
  url_md5                      text not null,
  paused_at                    timestamp with time zone not null default now(),
  constraint webhook_pause_pkey PRIMARY KEY (account_id, url_md5),
  constraint webhook_pause_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id));

create table webhook_receiver (
  account_id                   uuid not null,
  origin                       text not null,
  failures                     integer not null,
  open_until                   timestamp with time zone,
  probe_until                  timestamp with time zone,
  failed_at                    timestamp with time zone not null default now(),
  constraint webhook_receiver_pkey PRIMARY KEY (account_id, origin),
  constraint webhook_receiver_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id));
CREATE INDEX webhook_receiver_by_age ON webhook_receiver USING btree (failed_at);
CREATE INDEX webhook_receiver_open ON webhook_receiver USING btree (open_until) WHERE (open_until IS NOT NULL);

create table webhook_secret (
  account_id                   uuid not null,
  secret                       bytea not null,
  created_at                   timestamp with time zone not null default now(),
  expires_at                   timestamp with time zone,
  constraint webhook_secret_pkey PRIMARY KEY (account_id, secret),
  constraint webhook_secret_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  constraint webhook_secret_secret_check CHECK (((octet_length(secret) >= 24) AND (octet_length(secret) <= 64))));
CREATE INDEX webhook_secret_by_age ON webhook_secret USING btree (expires_at) WHERE (expires_at IS NOT NULL);
CREATE UNIQUE INDEX webhook_secret_current ON webhook_secret USING btree (account_id) WHERE (expires_at IS NULL);

create table webhook_test (
  test_id                      uuid not null,
  account_id                   uuid not null,
  url                          text not null,
  created_at                   timestamp with time zone not null default now(),
  attempted_at                 timestamp with time zone,
  delivered                    boolean,
  took_ms                      bigint,
  status                       integer,
  error                        text,
  response_body                text,
  constraint webhook_test_pkey PRIMARY KEY (test_id),
  constraint webhook_test_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id));
CREATE INDEX webhook_test_by_age ON webhook_test USING btree (created_at);

CREATE OR REPLACE FUNCTION public.is_suppressed(for_account uuid, identities bytea[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (EXISTS (SELECT FROM (unnest(is_suppressed.identities) known(identity) JOIN suppressed_identity s USING (identity)) WHERE (((s.account_id IS NULL) OR (s.account_id = is_suppressed.for_account)) AND (NOT (s.weak AND (EXISTS (SELECT FROM unnest(is_suppressed.identities) mark(identity) WHERE (octet_length(mark.identity) = 33))))))))
;

CREATE OR REPLACE FUNCTION public.known_by(of_enrichment uuid, of_kind text, own bytea[])
 RETURNS bytea[]
 LANGUAGE sql
 STABLE
RETURN CASE WHEN (of_kind = 'COMBINED'::text) THEN ARRAY(SELECT known.known FROM (contact part CROSS JOIN LATERAL unnest(part.identities) known(known)) WHERE (part.enrichment_id = known_by.of_enrichment)) ELSE own END
;

CREATE OR REPLACE FUNCTION public.lacks_consent(of_account uuid, looked_up text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN ((looked_up = 'personal_email'::text) AND (EXISTS (SELECT FROM account WHERE ((account.account_id = lacks_consent.of_account) AND (account.personal_email_consented_at IS NULL)))))
;

CREATE OR REPLACE FUNCTION public.latency_bucket(took_ms bigint)
 RETURNS smallint
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN (took_ms <= 0) THEN ('-1'::integer)::double precision ELSE ceil((ln((took_ms)::double precision) / ln((1.1)::double precision))) END
;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name;
end
$function$
;

CREATE OR REPLACE FUNCTION public.seconds_since(moment timestamp with time zone)
 RETURNS double precision
 LANGUAGE sql
 STABLE
RETURN EXTRACT(epoch FROM (now() - moment))
;
