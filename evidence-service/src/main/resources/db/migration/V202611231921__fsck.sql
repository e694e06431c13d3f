-- Runs of fsck and what they found.
create table fsck_run (
    id          uuid        primary key,
    deep        boolean     not null,
    actor       text        not null,
    actor_name  text        not null,
    started_at  timestamptz not null,
    ended_at    timestamptz,
    exhibits    bigint      not null,
    checked     bigint      not null default 0,
    problems    bigint      not null default 0,
    notices     bigint      not null default 0,
    -- Why it did not come to its end.
    failure     text
);

create table fsck_discrepancy (
    run      uuid   not null references fsck_run (id) on delete cascade,
    seq      bigint not null,
    level    text   not null,
    place    text   not null,
    exhibit  uuid,
    what     text   not null,
    remedy   text   not null,
    primary key (run, seq)
);
