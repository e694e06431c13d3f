-- Where each follower of the ledger stands; moves in the transaction of its effects.
create table follower (
    name     text   primary key,
    position bigint not null check (position >= 0)
);

-- Ranges of leaves that a follower is to take again, because a parser or its rules have changed.
create table follower_redo (
    id       bigint generated always as identity primary key,
    follower text   not null,
    next     bigint not null,
    until    bigint not null
);
