-- Journals of custody chains, recorded as exhibits: up to where the next one begins.
create table custody_journal (
    exhibit     uuid        primary key references exhibit (id),
    recorded_at timestamptz not null,
    -- Highest custody_event.id and receipt.seq that it looked at.
    events_to   bigint      not null,
    receipts_to bigint      not null
);

-- Runs that a journal tells of.
create table custody_journal_run (
    run     uuid primary key references custody_run (id),
    journal uuid not null references custody_journal (exhibit)
);

create trigger custody_journal_append_only before update or delete or truncate on custody_journal
    for each statement execute function refuse_change();
create trigger custody_journal_run_append_only before update or delete or truncate on custody_journal_run
    for each statement execute function refuse_change();
