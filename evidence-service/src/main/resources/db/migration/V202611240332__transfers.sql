-- Copies of exhibits that were handed to somebody outside.
create table transfer (
    id         uuid        primary key,
    exhibit    uuid        not null references exhibit (id),
    -- The matter that it was done for: those alone who may see it know of the transfer.
    matter     uuid,
    to_        text        not null,
    purpose    text        not null,
    authority  text,
    sha256     bytea       not null check (octet_length(sha256) = 32),
    at         timestamptz not null,
    actor      text        not null,
    actor_name text        not null
);
create index transfer_exhibit on transfer (exhibit, id);
create trigger transfer_append_only before update or delete or truncate on transfer
    for each statement execute function refuse_change();

-- What receivers said that they got. A transfer is open until one has named the exhibit's hash.
create table transfer_acknowledgement (
    id         bigint      generated always as identity primary key,
    transfer   uuid        not null references transfer (id),
    receiver   text        not null,
    sha256     bytea       not null check (octet_length(sha256) = 32),
    match      boolean     not null,
    at         timestamptz not null,
    actor      text        not null,
    actor_name text        not null
);
create unique index transfer_acknowledged on transfer_acknowledgement (transfer) where match;
create trigger transfer_acknowledgement_append_only before update or delete or truncate on transfer_acknowledgement
    for each statement execute function refuse_change();
