-- What providers were worth, by the day (UTC) on which they were asked: lookups are added up here
-- before they are deleted, and so that nobody has to read them one by one.
create table provider_day (
  day       date    not null,
  provider  text    not null,
  asked_for text    not null,
  questions integer not null,
  hits      integer not null,
  failed    integer not null,
  in_doubt  integer not null,
  cost      numeric not null,
  primary key (day, provider, asked_for)
);

-- How many of them were answered how fast. Each bucket is a tenth wider than the one before.
create table provider_day_latency (
  day       date     not null,
  provider  text     not null,
  asked_for text     not null,
  bucket    smallint not null,
  answered  integer  not null,
  primary key (day, provider, asked_for, bucket)
);
create function latency_bucket(took_ms bigint) returns smallint
language sql immutable return
  case when took_ms <= 0 then -1 else ceil(ln(took_ms::float8) / ln(1.1::float8)) end;

-- Lookups that were begun before are in the sums, each once; the others are not. One that is deleted
-- before its time comes is added where it is deleted, under a lock of this row.
create table provider_sums (
  only_one boolean     primary key default true check (only_one),
  until    timestamptz not null default '-infinity'
);
insert into provider_sums default values;
