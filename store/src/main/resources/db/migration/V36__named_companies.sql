-- Whether the name of the company is hashed among what the contact is recognised by, where that is all
-- that is known of the employer. Null: an earlier version has written the row.
alter table contact add column company_identified boolean;
