-- Exhibits whose stored bytes are not what was received, as the evidence service tells.
create table blocked_exhibit (
    exhibit    uuid        primary key,
    blocked_at timestamptz not null
);
create trigger blocked_exhibit_append_only before update or delete or truncate on blocked_exhibit
    execute function refuse_change();
