-- Making what parsers derive from stored messages anew.

create table reparse_run (
    id              uuid        primary key,
    parser          text        not null,
    from_leaf       bigint      not null check (from_leaf >= 0),
    until_leaf      bigint      not null check (until_leaf >= from_leaf),
    older_only      boolean     not null,
    started_at      timestamptz not null,
    started_by      text        not null,
    started_by_name text        not null,
    -- The next leaf to read; moves in the transaction of the rows that it stands for.
    next_leaf       bigint      not null,
    remade          bigint      not null default 0,
    unreadable      bigint      not null default 0,
    ended_at        timestamptz
);
create unique index reparse_run_one_at_a_time on reparse_run ((true)) where ended_at is null;

-- The sites of an exhibit are derived from its bytes: they are remade with it, and never all thrown away.
drop trigger exhibit_site_append_only on exhibit_site;
create trigger exhibit_site_never_emptied before truncate on exhibit_site
    for each statement execute function refuse_change();
