-- Traps -------------------------------------------------------------------------------------------------------------

create table trap (
    id         uuid primary key,
    name       text        not null unique,
    pool       text        not null,
    operator   text        not null,
    address    text,
    domain     text,
    affidavit  text        not null,
    created_at timestamptz not null,
    created_by text        not null,
    check (num_nonnulls(address, domain) = 1)
);

-- Evidence ----------------------------------------------------------------------------------------------------------
-- Rows of these tables are added and never changed; the triggers at the end see to it.

create table exhibit (
    id          uuid        primary key,
    leaf_index  bigint      not null unique,
    kind        text        not null,
    sha256      bytea       not null unique check (octet_length(sha256) = 32),
    size        bigint      not null check (size > 0),
    received_at timestamptz not null,
    media_type  text        not null,
    source      text        not null,
    trap        uuid,
    segment     integer     not null,
    position    bigint      not null,
    length      bigint      not null,
    leaf_data   bytea       not null check (octet_length(leaf_data) = 32),
    -- Derives the salts of the leaf's commitments. The one thing that a disposal destroys beside the bytes.
    secret      bytea       check (octet_length(secret) = 32),
    -- Derived from the bytes by the parser named here.
    parser      text        not null,
    subject     text,
    sender      text,
    sent_at     timestamptz,
    defects     text[]      not null,
    -- Set when stored bytes were found to differ from what was received: nothing is served from then on.
    blocked_at  timestamptz,
    anomaly     text
);

create table batch (
    id         uuid        primary key,
    started_at timestamptz not null,
    source     text        not null,
    trap       uuid,
    matter     uuid,
    actor      text        not null,
    actor_name text        not null
);

-- seq has no gaps and follows the order of commits: the ledger's head counts it.
create table receipt (
    seq     bigint      primary key,
    exhibit uuid        not null references exhibit (id),
    batch   uuid        not null references batch (id),
    at      timestamptz not null,
    first   boolean     not null
);
create index receipt_exhibit on receipt (exhibit);
create index receipt_batch on receipt (batch, seq);

create table exhibit_site (
    position bigint not null references exhibit (leaf_index),
    host     text   not null,
    site     text,
    exhibit  uuid   not null,
    primary key (position, host)
);

create table exhibit_matter (
    exhibit  uuid        not null references exhibit (id),
    matter   uuid        not null,
    batch    uuid        not null references batch (id),
    added_at timestamptz not null,
    primary key (exhibit, matter)
);
create index exhibit_matter_matter on exhibit_matter (matter);

-- Ledger ------------------------------------------------------------------------------------------------------------

-- One row: what is committed. Whoever appends locks it and replaces the size that it read.
create table ledger_head (
    single   boolean primary key default true check (single),
    ledger   uuid    not null default gen_random_uuid(),
    size     bigint  not null,
    root     bytea   not null check (octet_length(root) = 32),
    receipts bigint  not null
);
insert into ledger_head (size, root, receipts)
values (0, decode('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hex'), 0);

-- Derived from the leaves; a tile is replaced by its longer self until it is full.
create table ledger_tile (
    level  smallint not null,
    index  bigint   not null,
    hashes bytea    not null check (octet_length(hashes) between 32 and 8192),
    primary key (level, index)
);

create table checkpoint (
    size      bigint      primary key,
    root      bytea       not null,
    note      text        not null,
    signed_at timestamptz not null
);

create table publish_cursor (
    single   boolean primary key default true check (single),
    position bigint  not null
);
insert into publish_cursor (position) values (0);

-- Matters -----------------------------------------------------------------------------------------------------------

create table matter_access (
    matter  uuid    primary key,
    version bigint  not null,
    sealed  boolean not null,
    members text[]  not null
);

-- Append-only -------------------------------------------------------------------------------------------------------

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger receipt_append_only before update or delete or truncate on receipt
    for each statement execute function refuse_change();
create trigger batch_append_only before update or delete or truncate on batch
    for each statement execute function refuse_change();
create trigger exhibit_site_append_only before update or delete or truncate on exhibit_site
    for each statement execute function refuse_change();
create trigger exhibit_matter_append_only before update or delete or truncate on exhibit_matter
    for each statement execute function refuse_change();
create trigger checkpoint_append_only before update or delete or truncate on checkpoint
    for each statement execute function refuse_change();
create trigger exhibit_never_deleted before delete or truncate on exhibit
    for each statement execute function refuse_change();

-- Of an exhibit one thing may change, and once: it is blocked.
create function refuse_change_of_evidence() returns trigger language plpgsql as $$
begin
    if (to_jsonb(new) - 'blocked_at' - 'anomaly') is distinct from (to_jsonb(old) - 'blocked_at' - 'anomaly')
            or old.blocked_at is not null then
        raise exception 'exhibit is append-only' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger exhibit_append_only before update on exhibit
    for each row execute function refuse_change_of_evidence();

-- A head never goes back.
create function refuse_smaller_head() returns trigger language plpgsql as $$
begin
    if new.size < old.size or new.receipts < old.receipts or new.ledger <> old.ledger
            or (new.size = old.size and new.root <> old.root) then
        raise exception 'the ledger only grows' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger ledger_head_only_grows before update on ledger_head
    for each row execute function refuse_smaller_head();
create trigger ledger_head_stays before delete or truncate on ledger_head
    for each statement execute function refuse_change();
