-- What DNS said of a message soon after it had come in by SMTP. The answers are an exhibit; the columns are read out of it.
create table dns_at_receipt (
    receipt            bigint      primary key references envelope (receipt),
    exhibit            uuid        not null unique references exhibit (id),
    answers            uuid        not null references exhibit (id),
    asked_at           timestamptz not null,
    resolver           text        not null,
    -- Null when the message names none that can be.
    from_domain        text,
    -- Whether it had a mail exchanger or an address; null when the resolver could not tell.
    from_domain_exists boolean,
    -- As the record of the reverse path's domain alone tells; null when it does not.
    spf                text
);
create trigger dns_at_receipt_append_only before update or delete or truncate on dns_at_receipt
    for each statement execute function refuse_change();

-- One row: the last receipt that was looked at. What is there already was not asked about in time.
create table dns_cursor (
    single  boolean primary key default true check (single),
    receipt bigint  not null
);
insert into dns_cursor (receipt) select coalesce(max(receipt), 0) from envelope;
