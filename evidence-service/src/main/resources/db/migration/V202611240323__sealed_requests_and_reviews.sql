-- As in hold_exhibit: the matter that the exhibit was known by when it was not open; null where it was.
alter table raw_request add column matter uuid;
alter table restriction add column matter uuid;
alter table finding_review add column matter uuid;
