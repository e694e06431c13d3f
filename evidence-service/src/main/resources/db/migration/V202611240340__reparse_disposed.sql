-- What was disposed of has no bytes to read again: passed over, and counted apart from what cannot be read.
alter table reparse_run add column disposed bigint not null default 0;
