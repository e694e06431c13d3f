-- Rows of exhibits name a segment by its number and never change. What moves (small objects are merged) moves here.
create table segment (
    number     integer     primary key,
    -- Of the warcinfo record that leads the segment, as its date is created_at.
    id         uuid        not null,
    -- The file or object that holds the segment, and where in it the segment begins.
    object     text        not null,
    base       bigint      not null check (base >= 0),
    -- Of the whole segment, when it is written at once; a segment that grows has neither.
    size       bigint,
    sha256     bytea       check (octet_length(sha256) = 32),
    created_at timestamptz not null,
    unique (object, base)
);

-- Objects that are about to be written in place of others, or were replaced: what no segment names is removed.
create table vault_leftover (
    object text        primary key,
    since  timestamptz not null
);

-- What stands in the vault in place of a disposed exhibit. Written before the bytes are, so that a crash between is mended.
create table vault_tombstone (
    exhibit   uuid        primary key,
    segment   integer     not null,
    position  bigint      not null,
    length    bigint      not null,
    at        timestamptz not null,
    statement text        not null,
    done      boolean     not null
);
