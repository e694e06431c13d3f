-- seq gives the order in which a subject's events are sent, id tells a consumer that it has seen one before.
create table outbox (
    seq        bigint generated always as identity primary key,
    id         uuid        not null unique,
    topic      text        not null,
    subject    text        not null,
    payload    text        not null,
    created_at timestamptz not null default now()
);

create table inbox (
    event_id    uuid primary key,
    received_at timestamptz not null default now()
);
create index inbox_received_at on inbox (received_at);

-- fingerprint is the SHA-256 of what was asked for, lower-case hex.
create table idempotency_key (
    caller      text        not null,
    key         text        not null,
    fingerprint char(64)    not null,
    resource    uuid,
    created_at  timestamptz not null default now(),
    primary key (caller, key)
);
create index idempotency_key_created_at on idempotency_key (created_at);
