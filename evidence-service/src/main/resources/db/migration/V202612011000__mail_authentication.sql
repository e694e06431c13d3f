-- What SPF, DKIM and DMARC came to, out of the answers that are kept. Null: nobody knows; messages from before this were not asked about so far.
alter table dns_at_receipt
    add column dkim         text,
    -- One object a signature: domain, selector, result, reason, bodyLength.
    add column signatures   jsonb,
    add column dmarc        text,
    add column dmarc_policy text,
    add column dmarc_domain text;

-- What came in by SMTP and waited so long that an answer would have proved nothing any more.
create table dns_too_late (
    receipt  bigint      primary key references envelope (receipt),
    noted_at timestamptz not null
);
create trigger dns_too_late_append_only before update or delete or truncate on dns_too_late
    for each statement execute function refuse_change();
