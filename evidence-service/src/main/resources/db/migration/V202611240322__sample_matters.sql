-- The matters whose messages a sample was drawn from, beside open ones. Null in samples that are older: nobody knows, so they
-- are shown to nobody; they are to be drawn anew.
alter table finding_sample add column matters uuid[];
