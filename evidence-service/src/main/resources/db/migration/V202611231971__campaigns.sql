-- Campaigns: derived from the messages in the order of the ledger, and made anew from them at will -------------------------

create table campaign (
    number      bigint      primary key,
    id          uuid        not null unique,
    -- A campaign that turned out to be part of an elder one keeps its number, its id and its members.
    merged_into bigint      references campaign (number),
    first_at    timestamptz not null,
    last_at     timestamptz not null,
    messages    bigint      not null
);
create index campaign_merged on campaign (merged_into) where merged_into is not null;

create table campaign_member (
    position   bigint primary key,
    campaign   bigint not null references campaign (number),
    exhibit    uuid   not null,
    reason     text   not null,
    similarity real   not null
);
create index campaign_member_campaign on campaign_member (campaign, position);

create table campaign_merge (
    campaign   bigint not null references campaign (number),
    into_      bigint not null references campaign (number),
    position   bigint not null,
    similarity real   not null,
    primary key (campaign, into_)
);

-- Fingerprints that new messages are compared with: 64 places of a signature, 4 bytes each.
create table campaign_template (
    id       bigint primary key,
    campaign bigint not null references campaign (number),
    places   bytea  not null check (octet_length(places) = 256)
);

-- All sites that messages of a campaign link to, whatever their role.
create table campaign_site (
    campaign bigint not null references campaign (number),
    site     text   not null,
    messages bigint not null,
    primary key (campaign, site)
);
create index campaign_site_site on campaign_site (site);

-- What a site is to the mail that links to it ------------------------------------------------------------------------

-- What people decided; the last one counts.
create table site_role (
    id         bigint generated always as identity primary key,
    site       text        not null,
    role       text        not null,
    reason     text        not null,
    actor      text        not null,
    actor_name text        not null,
    at         timestamptz not null
);
create index site_role_site on site_role (site, id);
create trigger site_role_append_only before update or delete or truncate on site_role
    for each statement execute function refuse_change();

-- What the mail itself shows; derived.
create table site_evidence (
    site       text   primary key,
    role       text   not null,
    campaigns  bigint not null,
    companions bigint not null
);
