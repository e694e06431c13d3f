-- A finished packet is deleted after a time, by a person, or because of an exhibit in it. Its row and its numbers stay.
alter table packet add column deleted_at timestamptz;
alter table packet add column deletion text;

create index packet_exhibit_exhibit on packet_exhibit (exhibit);
create index packet_ready on packet (finished_at) where state = 'READY';
