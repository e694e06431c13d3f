-- Legal holds. A hold is laid once and released once.
create table hold (
    id               uuid        primary key,
    matter           uuid,
    -- Holds every exhibit of the matter, those too that come to it later.
    whole_matter     boolean     not null,
    reason           text        not null,
    authority        text        not null,
    placed_at        timestamptz not null,
    placed_by        text        not null,
    placed_by_name   text        not null,
    released_at      timestamptz,
    released_by      text,
    released_by_name text,
    release_reason   text,
    check (not whole_matter or matter is not null),
    check (num_nonnulls(released_at, released_by, released_by_name, release_reason) in (0, 4))
);
create index hold_matter on hold (matter) where released_at is null;

create table hold_exhibit (
    hold    uuid not null references hold (id),
    exhibit uuid not null references exhibit (id),
    primary key (exhibit, hold)
);
create index hold_exhibit_hold on hold_exhibit (hold);

-- Disposals: asked for by one person, allowed by another, then carried out by a job.
create table disposal (
    id                uuid        primary key,
    reason            text        not null,
    authority         text        not null,
    requested_at      timestamptz not null,
    requested_by      text        not null,
    requested_by_name text        not null,
    approved_at       timestamptz,
    approved_by       text,
    approved_by_name  text,
    done_at           timestamptz,
    check (num_nonnulls(approved_at, approved_by, approved_by_name) in (0, 3)),
    check (approved_by <> requested_by)
);

create table disposal_exhibit (
    disposal uuid        not null references disposal (id),
    exhibit  uuid        not null references exhibit (id),
    -- The matter that the events belong to.
    matter   uuid,
    -- From here on nothing keeps the bytes.
    begun_at timestamptz,
    done_at  timestamptz,
    -- The hold that kept the exhibit.
    held_by  uuid references hold (id),
    primary key (disposal, exhibit)
);
create index disposal_exhibit_exhibit on disposal_exhibit (exhibit);

-- Restrictions: a raw view needs a second person.
create table restriction (
    id             uuid        primary key,
    exhibit        uuid        not null references exhibit (id),
    kind           text        not null,
    reason         text        not null,
    placed_at      timestamptz not null,
    placed_by      text        not null,
    lifted_at      timestamptz,
    lifted_by      text,
    lift_reason    text,
    check (num_nonnulls(lifted_at, lifted_by, lift_reason) in (0, 3))
);
create unique index restriction_standing on restriction (exhibit, kind) where lifted_at is null;

create table raw_request (
    id                uuid        primary key,
    exhibit           uuid        not null references exhibit (id),
    purpose           text        not null,
    requested_at      timestamptz not null,
    requested_by      text        not null,
    requested_by_name text        not null,
    approved_at       timestamptz,
    approved_by       text,
    approved_by_name  text,
    valid_until       timestamptz,
    check (num_nonnulls(approved_at, approved_by, approved_by_name, valid_until) in (0, 4)),
    check (approved_by <> requested_by)
);
create index raw_request_exhibit on raw_request (exhibit, requested_by);

-- What is set stays; what is null may be set once.
create function refuse_second_change() returns trigger language plpgsql as $$
begin
    if jsonb_strip_nulls(to_jsonb(old)) <@ to_jsonb(new) then
        return new;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger hold_set_once before update on hold for each row execute function refuse_second_change();
create trigger disposal_set_once before update on disposal for each row execute function refuse_second_change();
create trigger disposal_exhibit_set_once before update on disposal_exhibit
    for each row execute function refuse_second_change();
create trigger restriction_set_once before update on restriction
    for each row execute function refuse_second_change();
create trigger raw_request_set_once before update on raw_request
    for each row execute function refuse_second_change();
create trigger hold_never_deleted before delete or truncate on hold
    for each statement execute function refuse_change();
create trigger hold_exhibit_append_only before update or delete or truncate on hold_exhibit
    for each statement execute function refuse_change();
create trigger disposal_never_deleted before delete or truncate on disposal
    for each statement execute function refuse_change();
create trigger disposal_exhibit_never_deleted before delete or truncate on disposal_exhibit
    for each statement execute function refuse_change();
create trigger restriction_never_deleted before delete or truncate on restriction
    for each statement execute function refuse_change();
create trigger raw_request_never_deleted before delete or truncate on raw_request
    for each statement execute function refuse_change();

-- The order of GET /api/evidence/audit.
create index custody_event_at on custody_event (at, id);
create index batch_started_at on batch (started_at, id);
create index custody_run_started_at on custody_run (started_at, id);
