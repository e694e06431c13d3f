-- What is recorded here is never changed or removed: a correction is one more row.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;

-- Matters: opaque ids, owned by takedown-service. One that has no row is treated as sealed.
create table matter_access (
    matter  uuid primary key,
    version bigint  not null,
    sealed  boolean not null
);

create table matter_member (
    matter  uuid not null references matter_access,
    subject text not null,
    primary key (matter, subject)
);
create index matter_member_subject on matter_member (subject);

-- The last row of a matter decides; no row means off.
create table outbound_decision (
    id      uuid primary key,
    seq     bigint generated always as identity,
    matter  uuid        not null,
    enabled boolean     not null,
    reason  text        not null,
    actor   text        not null,
    actor_name text     not null,
    decided_at timestamptz not null
);
create index outbound_decision_last on outbound_decision (matter, seq desc);
create trigger outbound_decision_append_only before update or delete on outbound_decision
    for each row execute function refuse_change();

-- A site belongs to a matter once a claim or a look-up of the matter names it.
create table matter_site (
    matter uuid not null,
    site   text not null,
    primary key (matter, site)
);

-- How far the ledger has been heard of. Ranges that arrive ahead of a gap wait in ledger_range.
create table ledger_cursor (
    only_row  boolean primary key default true check (only_row),
    position  bigint not null,
    size      bigint not null,
    root_hash text   not null
);
insert into ledger_cursor (position, size, root_hash)
    values (0, 0, '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='); -- RFC 6962, 2.1: the hash of no leaves

create table ledger_range (
    from_position bigint not null,
    to_position   bigint not null,
    size          bigint not null,
    root_hash     text   not null,
    primary key (from_position, to_position)
);

create table site (
    site           text primary key,
    exhibits       bigint      not null,
    first_position bigint      not null,
    first_seen     timestamptz not null,
    last_position  bigint      not null,
    last_seen      timestamptz not null
);

-- The pair is the unit of counting, whatever range or delivery brings it.
create table site_exhibit (
    site     text   not null,
    exhibit  uuid   not null,
    position bigint not null,
    primary key (site, exhibit)
);
create index site_exhibit_order on site_exhibit (site, position);

create table site_host (
    site text not null,
    host text not null,
    primary key (site, host)
);

create table party (
    id         uuid primary key,
    matter     uuid        not null,
    kind       text        not null,
    name       text        not null,
    entered_by text        not null,
    entered_at timestamptz not null
);
create index party_matter on party (matter, id);

create table claim (
    id               uuid primary key,
    matter           uuid        not null,
    subject_kind     text        not null,
    subject_id       text        not null,
    predicate        text        not null,
    object_kind      text        not null,
    object_id        text        not null,
    source_kind      text        not null,
    source_reference text        not null,
    exhibit          uuid,
    observed_at      timestamptz not null,
    confidence       double precision not null check (confidence > 0 and confidence <= 1),
    entered_by       text        not null,
    entered_at       timestamptz not null
);
create index claim_matter on claim (matter, id);
create index claim_subject on claim (matter, subject_kind, subject_id);
create index claim_object on claim (matter, object_kind, object_id);
create trigger claim_append_only before update or delete on claim
    for each row execute function refuse_change();

create table lookup (
    id           uuid primary key,
    matter       uuid        not null,
    requested_by text        not null,
    requested_at timestamptz not null
);

create table lookup_job (
    id       uuid primary key,
    lookup   uuid        not null references lookup,
    matter   uuid        not null,
    site     text        not null,
    state    text        not null,
    attempts int         not null,
    error    text,
    exhibit  uuid
);
create index lookup_job_lookup on lookup_job (lookup, site);

-- Per server, the earliest time of the next request.
create table rdap_server (
    server     text primary key,
    not_before timestamptz not null
);

create table fact (
    id          uuid primary key,
    seq         bigint generated always as identity,
    matter      uuid        not null,
    site        text        not null,
    kind        text        not null,
    source      text        not null,
    observed_at timestamptz not null,
    exhibit     uuid,
    data        jsonb       not null
);
create index fact_site on fact (site, matter, kind, seq desc);
create trigger fact_append_only before update or delete on fact
    for each row execute function refuse_change();

-- What claims and facts say, in the form in which nodes are linked.
create table evidence_item (
    id         uuid primary key,
    matter     uuid not null,
    node       text not null,
    trait      text,
    value      text,
    own        boolean not null,
    tie        text,
    other      text,
    confidence double precision not null,
    source     text not null,
    exhibit    uuid,
    check ((trait is null) = (value is null) and (tie is null) = (other is null) and (trait is null) <> (tie is null))
);
create index evidence_item_node on evidence_item (matter, node);
create index evidence_item_other on evidence_item (matter, other) where other is not null;
create index evidence_item_value on evidence_item (matter, trait, value) where trait is not null;

-- Nodes with news since their cluster was last looked at.
create table touched_node (
    seq    bigint generated always as identity primary key,
    matter uuid not null,
    node   text not null
);
create index touched_node_matter on touched_node (matter);

create table operator (
    id            uuid primary key,
    matter        uuid not null,
    revision      int  not null,
    dissolved     boolean not null,
    superseded_by uuid references operator
);
create index operator_matter on operator (matter, id);

-- The explanation is kept as the text that was hashed.
create table operator_revision (
    operator    uuid        not null references operator,
    revision    int         not null,
    sha256      text        not null,
    explanation text        not null,
    revised_at  timestamptz not null,
    primary key (operator, revision)
);
create trigger operator_revision_append_only before update or delete on operator_revision
    for each row execute function refuse_change();

-- A node belongs to at most one operator of a matter.
create table operator_member (
    matter   uuid not null,
    node     text not null,
    operator uuid not null references operator,
    primary key (matter, node)
);
create index operator_member_operator on operator_member (operator);

create table operator_review (
    id            uuid primary key,
    seq           bigint generated always as identity,
    operator      uuid        not null,
    revision      int         not null,
    verdict       text        not null,
    reason        text        not null,
    reviewer      text        not null,
    reviewer_name text        not null,
    reviewed_at   timestamptz not null,
    foreign key (operator, revision) references operator_revision
);
create index operator_review_revision on operator_review (operator, revision, seq desc);
create trigger operator_review_append_only before update or delete on operator_review
    for each row execute function refuse_change();
