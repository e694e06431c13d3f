-- What advertises a site and was received for matters only. Shown to those who may see one of them when they ask, so that
-- sealing, unsealing and joining need nothing else.
create table site_matter_advert (
    site        text        not null,
    exhibit     uuid        not null,
    matter      uuid        not null,
    host        text        not null,
    position    bigint      not null,
    recorded_at timestamptz not null,
    primary key (site, exhibit, matter, host)
);
