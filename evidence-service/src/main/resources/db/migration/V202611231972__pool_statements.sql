-- What a mailbox provider states of a pool: how many mailboxes it has, and how many of them are traps. Of two statements
-- for one day the later entered one counts; none is ever changed.
create table pool_statement (
    id             uuid        primary key,
    pool           text        not null,
    provider       text        not null,
    mailboxes      bigint      not null,
    trap_mailboxes bigint      not null check (trap_mailboxes > 0),
    from_          timestamptz not null,
    to_            timestamptz not null check (to_ > from_),
    document       uuid        not null references exhibit (id),
    entered_at     timestamptz not null,
    actor          text        not null,
    actor_name     text        not null,
    check (mailboxes >= trap_mailboxes)
);
create index pool_statement_pool on pool_statement (pool, id);
create trigger pool_statement_append_only before update or delete or truncate on pool_statement
    for each statement execute function refuse_change();
