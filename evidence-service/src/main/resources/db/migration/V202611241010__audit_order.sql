-- What people said or decided, in the order of the audit: a page of it is not to read all of them.
create index finding_review_at on finding_review (at);
create index finding_sample_at on finding_sample (at);
create index pool_statement_entered_at on pool_statement (entered_at);
create index site_role_at on site_role (at);
create index trap_created_at on trap (created_at);
create index packet_deleted_at on packet (deleted_at) where deleted_at is not null;
