-- Its successor is the index that the migration before has made.
alter table suppressed_identity drop constraint if exists suppressed_identity_pkey;
