-- Who deleted a packet, for the audit; null for one that was deleted before this was kept.
alter table packet add column deleted_by text;
alter table packet add column deleted_by_name text;
