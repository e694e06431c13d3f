-- How SMTP handed a message over, one row for each receipt that came that way.
create table envelope (
    receipt     bigint  primary key references receipt (seq),
    -- Null for the null reverse path.
    mail_from   text,
    rcpt_to     text[]  not null check (cardinality(rcpt_to) > 0),
    -- As the leaf commits to it: of an IPv6 address there are several ways of writing.
    client_ip   text    not null,
    client_port integer not null check (client_port between 0 and 65535),
    helo        text    not null,
    -- Null for a connection in the clear.
    tls         text,
    server_host text    not null,
    queue_id    text    not null
);

create trigger envelope_append_only before update or delete or truncate on envelope
    for each statement execute function refuse_change();
