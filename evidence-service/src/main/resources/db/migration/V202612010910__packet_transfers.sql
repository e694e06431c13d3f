-- A finished packet is handed over as one file, so its transfer is of the packet and of no single exhibit.
alter table transfer alter column exhibit drop not null;
alter table transfer add column packet uuid references packet (id);
alter table transfer add constraint transfer_of_one check ((exhibit is null) <> (packet is null));
create index transfer_packet on transfer (packet, id) where packet is not null;
