-- Which key has made a key: that one's end is its end too. Null for those of the operator, for the
-- first, and where it is not known.
alter table api_key add column created_by uuid references api_key (key_id);
create index api_key_created_by on api_key (created_by) where created_by is not null;
