-- Court packets and the Bates numbers of their exhibits.

-- A prefix belongs to one matter, so that a number means one exhibit wherever it is cited.
create table bates_prefix (
    prefix text primary key,
    matter uuid not null
);

-- Gap-free from 1 within a prefix; an exhibit keeps its number in every later packet of that prefix.
create table bates_number (
    prefix  text   not null references bates_prefix (prefix),
    number  bigint not null check (number > 0),
    exhibit uuid   not null references exhibit (id),
    packet  uuid   not null,
    primary key (prefix, number),
    unique (prefix, exhibit)
);

create table packet (
    id                uuid        primary key,
    matter            uuid        not null,
    title             text        not null,
    prefix            text        not null,
    redacted          boolean     not null,
    requested_by      text        not null,
    requested_by_name text        not null,
    requested_at      timestamptz not null,
    state             text        not null,
    exhibits          bigint      not null,
    written           bigint      not null,
    checkpoint        bigint,
    sha256            bytea,
    size              bigint,
    failure           text,
    finished_at       timestamptz
);
create index packet_matter on packet (matter, id);

-- What the packet holds, in the order of its pages; frozen when it is asked for.
create table packet_exhibit (
    packet  uuid   not null references packet (id),
    number  bigint not null,
    exhibit uuid   not null,
    primary key (packet, number)
);

create trigger bates_prefix_append_only before update or delete or truncate on bates_prefix
    for each statement execute function refuse_change();
create trigger bates_number_append_only before update or delete or truncate on bates_number
    for each statement execute function refuse_change();
create trigger packet_exhibit_append_only before update or delete or truncate on packet_exhibit
    for each statement execute function refuse_change();
