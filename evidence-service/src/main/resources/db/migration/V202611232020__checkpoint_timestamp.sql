-- What time stamping authorities said of checkpoints (RFC 3161).
create table checkpoint_timestamp (
    id        uuid        primary key,
    size      bigint      not null references checkpoint (size),
    -- The TimeStampResp as it came. The columns after it say what stands in it.
    reply     bytea       not null check (octet_length(reply) between 1 and 65536),
    at        timestamptz not null,
    authority text        not null,
    serial    text        not null,
    policy    text        not null
);
create index checkpoint_timestamp_size on checkpoint_timestamp (size);

create trigger checkpoint_timestamp_append_only before update or delete or truncate on checkpoint_timestamp
    for each statement execute function refuse_change();
