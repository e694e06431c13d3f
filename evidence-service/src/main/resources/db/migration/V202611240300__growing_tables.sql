-- Tables that only grow keep their distribution: statistics and visibility are renewed when half as much again has come,
-- not a tenth and a fifth. In a flood each renewal costs as much as taking thousands of messages.
alter table exhibit
    set (autovacuum_analyze_scale_factor = 0.5, autovacuum_vacuum_insert_scale_factor = 0.5);
alter table receipt
    set (autovacuum_analyze_scale_factor = 0.5, autovacuum_vacuum_insert_scale_factor = 0.5);
alter table exhibit_site
    set (autovacuum_analyze_scale_factor = 0.5, autovacuum_vacuum_insert_scale_factor = 0.5);
alter table envelope
    set (autovacuum_analyze_scale_factor = 0.5, autovacuum_vacuum_insert_scale_factor = 0.5);
