-- Those that wait for the lookup of an equal one: whoever is erased or suppressed amid it is so in all
-- of them.
create index concurrently if not exists contact_open_person on contact (person_key)
  where outcome is null;
