-- What the rules made of each message: derived, and made anew when the rule set or the reading changes.
create table finding (
    position bigint primary key,
    exhibit  uuid   not null,
    rule_set text   not null,
    -- A letter for each rule, in the order of the rule set: I(ndicated), N(ot indicated), F(act needed), X (not applicable).
    verdicts text   not null,
    -- A bit for each fact that a finding misses, in the order of the rule set.
    missing  bigint not null,
    category text   not null
);
create index finding_exhibit on finding (exhibit);

create table finding_rule_set (
    single  boolean primary key default true check (single),
    version text    not null
);

-- What people said of findings; the one with the highest number counts, the others stay.
create table finding_review (
    exhibit      uuid        not null references exhibit (id),
    rule         text        not null,
    number       integer     not null check (number > 0),
    rule_version integer     not null,
    rule_set     text        not null,
    verdict      text        not null,
    decision     text        not null check (decision in ('ACCEPTED', 'REJECTED')),
    reason       text        not null,
    actor        text        not null,
    actor_name   text        not null,
    at           timestamptz not null,
    primary key (exhibit, rule, number)
);
create trigger finding_review_append_only before update or delete or truncate on finding_review
    for each statement execute function refuse_change();

-- Random samples for people to review. Seed, population and what was drawn are kept, so that anyone can draw it again.
create table finding_sample (
    id           uuid        primary key,
    -- The campaign or the matter that it was drawn from.
    scope        text        not null check (scope in ('CAMPAIGN', 'MATTER')),
    scope_id     uuid        not null,
    rule         text        not null,
    rule_version integer     not null,
    rule_set     text        not null,
    seed         bytea       not null check (octet_length(seed) = 32),
    population   bigint      not null,
    -- SHA-256 over the population's positions, 8 bytes each, in ascending order.
    positions    bytea       not null check (octet_length(positions) = 32),
    ledger_size  bigint      not null,
    drawn        uuid[]      not null,
    actor        text        not null,
    actor_name   text        not null,
    at           timestamptz not null
);
create index finding_sample_scope on finding_sample (scope_id, id);
create trigger finding_sample_append_only before update or delete or truncate on finding_sample
    for each statement execute function refuse_change();
