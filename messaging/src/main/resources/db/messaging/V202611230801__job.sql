-- A row a kind and subject. owner is the token of the one claim that holds the row until leased_until.
create table job (
    kind         text        not null,
    subject      uuid        not null,
    due          timestamptz not null,
    attempts     integer     not null default 0,
    generation   bigint      not null default 0,
    owner        uuid,
    leased_until timestamptz,
    primary key (kind, subject)
);
create index job_due on job (due);
