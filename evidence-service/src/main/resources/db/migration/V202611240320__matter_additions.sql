-- Exhibits that people add to a matter: mail that came to a trap by itself has no other way into one.

create table matter_addition (
    id            uuid        primary key,
    matter        uuid        not null,
    reason        text        not null,
    at            timestamptz not null,
    actor         text        not null,
    actor_name    text        not null,
    added         integer     not null check (added >= 0),
    already_there integer     not null check (already_there >= 0),
    disposed      integer     not null check (disposed >= 0),
    -- The leaf after which the selection goes on; null when it is through.
    next          bigint
);
create trigger matter_addition_append_only before update or delete or truncate on matter_addition
    for each statement execute function refuse_change();

-- An exhibit is in a matter by a batch or by an addition, whichever came first.
alter table exhibit_matter alter column batch drop not null;
alter table exhibit_matter add column addition uuid references matter_addition (id);
alter table exhibit_matter add constraint exhibit_matter_source check (num_nonnulls(batch, addition) = 1);
