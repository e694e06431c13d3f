-- Rows that nothing may change or remove, whatever role connects.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;

-- Matters -------------------------------------------------------------------------------------------------------------

-- Token subjects by user name, learnt from the tokens that come by.
create table person (
    subject text primary key,
    name    text        not null,
    met_at  timestamptz not null
);
create index person_name on person (name);

create table matter (
    id         uuid primary key,
    version    bigint      not null,
    name       text        not null,
    sealed     boolean     not null,
    invited    jsonb       not null,
    created_at timestamptz not null,
    changed_at timestamptz not null
);

create table matter_member (
    matter  uuid not null references matter,
    subject text not null,
    primary key (matter, subject)
);

create table court_case (
    id         uuid primary key,
    version    bigint      not null,
    matter     uuid        not null references matter,
    title      text        not null,
    court      jsonb       not null,
    counts     jsonb       not null,
    parties    jsonb       not null,
    created_at timestamptz not null
);

-- Orders --------------------------------------------------------------------------------------------------------------

create table court_order (
    id               uuid primary key,
    version          bigint      not null,
    matter           uuid        not null references matter,
    case_id          uuid        not null references court_case,
    state            text        not null,
    content          jsonb       not null,
    drafter          jsonb       not null,
    drafted_at       timestamptz not null,
    editors          jsonb       not null,
    approver         jsonb,
    approved_at      timestamptz,
    filed_at         timestamptz,
    frozen           jsonb,
    entry            jsonb,
    service_begun_at timestamptz,
    ended_at         timestamptz,
    end_reason       text,
    -- Two people stand behind every order, also when a program forgets.
    constraint two_people check (approver is null
        or approver ->> 'subject' <> drafter ->> 'subject' and not jsonb_exists(editors, approver ->> 'subject'))
);
create index court_order_matter on court_order (matter);
create index court_order_state on court_order (state) where state in ('DRAFT', 'APPROVED', 'FILED', 'ENTERED');

create table order_act (
    seq      bigint generated always as identity primary key,
    order_id uuid        not null references court_order,
    act      text        not null,
    state    text        not null,
    subject  text        not null,
    name     text        not null,
    at       timestamptz not null
);
create index order_act_order on order_act (order_id);
create trigger order_act_append_only before update or delete or truncate on order_act
    execute function refuse_change();

create table reviewed_operator (
    operator           uuid primary key,
    revision           integer     not null,
    explanation_sha256 text        not null,
    verdict            text        not null,
    reviewed_at        timestamptz not null
);

-- Service -------------------------------------------------------------------------------------------------------------

create table registrar (
    iana_id        text primary key,
    version        bigint not null,
    name           text   not null,
    country        text,
    abuse_contacts jsonb  not null,
    channels       jsonb  not null,
    reach          text
);

create table notice (
    id               uuid primary key,
    version          bigint      not null,
    order_id         uuid        not null references court_order,
    matter           uuid        not null references matter,
    registrar        text        not null,
    part             integer     not null,
    registrar_name   text,
    recipients       jsonb       not null,
    channel          text        not null,
    delivery         text        not null,
    document         text        not null,
    document_sha256  text        not null,
    document_exhibit uuid,
    schedule_csv     text        not null,
    created_at       timestamptz not null,
    attempts         integer     not null,
    attempted_at     timestamptz,
    sent_at          timestamptz,
    proof            text,
    acknowledgement  jsonb,
    constraint one_notice_a_registrar unique (order_id, registrar, part)
);
create index notice_registrar on notice (registrar, id);

-- The secret itself is in the mail and nowhere else.
create table notice_capability (
    sha256     text primary key,
    notice_id  uuid        not null references notice,
    expires_at timestamptz not null
);

-- What registrars answered, word for word.
create table notice_answer (
    seq         bigint generated always as identity primary key,
    notice_id   uuid        not null references notice,
    kind        text        not null,
    at          timestamptz not null,
    answered_by text        not null,
    words       text,
    names       jsonb       not null
);
create index notice_answer_notice on notice_answer (notice_id, seq);
create trigger notice_answer_append_only before update or delete or truncate on notice_answer
    execute function refuse_change();

create table delivery (
    seq        bigint generated always as identity primary key,
    notice_id  uuid        not null references notice,
    attempt    integer     not null,
    at         timestamptz not null,
    outcome    text        not null,
    recipients text        not null,
    reply      text        not null
);
create index delivery_notice on delivery (notice_id);
create trigger delivery_append_only before update or delete or truncate on delivery
    execute function refuse_change();

create table schedule_line (
    id             uuid primary key,
    version        bigint      not null,
    order_id       uuid        not null references court_order,
    matter         uuid        not null references matter,
    line_number    integer     not null,
    target         jsonb       not null,
    deadline       timestamptz not null,
    state          text        not null,
    why            text,
    changed_at     timestamptz not null,
    looked_up_at   timestamptz,
    addressee      jsonb,
    snapshot       jsonb,
    notice_id      uuid references notice,
    service_return jsonb,
    effect_since   timestamptz,
    delegation_ttl bigint      not null,
    unique (order_id, line_number)
);
create index schedule_line_notice on schedule_line (notice_id);
create index schedule_line_attention on schedule_line (deadline)
    where state in ('UNSERVED', 'BOUNCED', 'OBJECTED', 'RESURFACED', 'AWAITING_RETURN')
        or state = 'PENDING' and why is not null;

-- A look that shows nothing new lengthens the last row of its line; what a row saw never changes.
create table observation (
    id               uuid primary key,
    line_id          uuid        not null references schedule_line,
    order_id         uuid        not null references court_order,
    at               timestamptz not null,
    last_at          timestamptz not null,
    looks            bigint      not null,
    verdict          text        not null,
    rdap_status      jsonb       not null,
    parent_ns        jsonb       not null,
    resolver_answer  jsonb       not null,
    detail           text,
    rdap_exhibits    jsonb       not null,
    parent_exhibit   uuid,
    resolver_exhibit uuid
);
create index observation_line on observation (line_id, id);
create index observation_order on observation (order_id, id);

create function refuse_other_sight() returns trigger language plpgsql as $$
begin
    if (new.id, new.line_id, new.order_id, new.at, new.verdict, new.rdap_status, new.parent_ns, new.resolver_answer,
            new.rdap_exhibits, new.parent_exhibit, new.resolver_exhibit)
        is distinct from
        (old.id, old.line_id, old.order_id, old.at, old.verdict, old.rdap_status, old.parent_ns, old.resolver_answer,
            old.rdap_exhibits, old.parent_exhibit, old.resolver_exhibit) then
        raise exception 'what an observation saw cannot be changed';
    end if;
    return new;
end $$;
create trigger observation_kept before update on observation for each row execute function refuse_other_sight();
create trigger observation_not_removed before delete or truncate on observation execute function refuse_change();
