-- The chain of custody: docs/formats/custody.md.

-- A receipt is the event RECEIVED of its exhibit; its canonical form is made of the rows of receipt, batch, exhibit and
-- envelope. Null in receipts that are older than the chain.
alter table receipt add column chain_seq integer check (chain_seq > 0);
alter table receipt add column chain_hash bytea check (octet_length(chain_hash) = 32);
create unique index receipt_chain on receipt (exhibit, chain_seq);
drop index receipt_exhibit;

-- All other events. A chain has each number once over both tables: writers hold the exhibit's row.
create table custody_event (
    id                bigint      generated always as identity primary key,
    exhibit           uuid        not null references exhibit (id),
    seq               integer     not null check (seq > 0),
    type              text        not null,
    at                timestamptz not null,
    actor             text        not null,
    actor_name        text        not null,
    actor_role        text        not null,
    on_behalf_of      text,
    purpose           text,
    authority         text,
    location          text,
    from_custodian    text,
    to_custodian      text,
    hash_before       bytea,
    hash_after        bytea,
    match             boolean,
    tool              text,
    tool_version      text,
    change            text,
    counter_signature text,
    matter            uuid,
    reference         uuid,
    event_hash        bytea       not null check (octet_length(event_hash) = 32),
    unique (exhibit, seq)
);
create index custody_event_actor on custody_event (actor, id);

-- One row for each run of the platform over many exhibits.
create table custody_run (
    id           uuid        primary key,
    actor        text        not null,
    actor_name   text        not null,
    actor_role   text        not null,
    tool         text        not null,
    tool_version text        not null,
    purpose      text        not null,
    started_at   timestamptz not null,
    ended_at     timestamptz,
    from_leaf    bigint,
    to_leaf      bigint,
    reads        bigint      not null default 0,
    anomalies    bigint      not null default 0
);

-- What stands for an exhibit whose bytes and secret were destroyed.
create table disposed_exhibit (
    exhibit     uuid        primary key references exhibit (id),
    disposal    uuid        not null,
    reason      text        not null,
    authority   text        not null,
    requested_by text        not null,
    approved_by text        not null,
    disposed_at timestamptz not null
);

create trigger custody_event_append_only before update or delete or truncate on custody_event
    for each statement execute function refuse_change();
create trigger disposed_exhibit_append_only before update or delete or truncate on disposed_exhibit
    for each statement execute function refuse_change();
create trigger custody_run_never_deleted before delete or truncate on custody_run
    for each statement execute function refuse_change();

create function refuse_change_of_run() returns trigger language plpgsql as $$
begin
    if old.ended_at is not null or new.reads < old.reads or new.anomalies < old.anomalies
            or (to_jsonb(new) - '{ended_at,from_leaf,to_leaf,reads,anomalies}'::text[])
                is distinct from (to_jsonb(old) - '{ended_at,from_leaf,to_leaf,reads,anomalies}'::text[]) then
        raise exception 'custody_run is append-only' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger custody_run_append_only before update on custody_run
    for each row execute function refuse_change_of_run();

-- Of an exhibit these may change: what a parser derives from its bytes; that it is blocked, once; and its secret, which is
-- destroyed with its bytes and by nothing else.
create or replace function refuse_change_of_evidence() returns trigger language plpgsql as $$
begin
    if (to_jsonb(new) - '{blocked_at,anomaly,secret,parser,subject,sender,sent_at,defects}'::text[])
                is distinct from
                (to_jsonb(old) - '{blocked_at,anomaly,secret,parser,subject,sender,sent_at,defects}'::text[])
            or (old.blocked_at is not null
                and (new.blocked_at, new.anomaly) is distinct from (old.blocked_at, old.anomaly)) then
        raise exception 'exhibit is append-only' using errcode = 'restrict_violation';
    end if;
    if new.secret is distinct from old.secret
            and (new.secret is not null or not exists (select from disposed_exhibit d where d.exhibit = new.id)) then
        raise exception 'a secret is destroyed by a disposal only' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
