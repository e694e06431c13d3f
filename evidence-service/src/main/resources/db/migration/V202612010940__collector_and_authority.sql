-- What took an intake in, which clock its times are by, and what authorised the collection: facts of the intake. Null in
-- intakes that are older, and where nobody says.
alter table batch
    add column authority         text,
    add column collector         text,
    add column collector_version text,
    add column collector_build   text,
    add column clock_source      text;

-- What authorises collection by a trap; mail that comes to it is taken in under this.
alter table trap add column authority text;
