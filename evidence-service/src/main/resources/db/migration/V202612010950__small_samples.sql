-- Tables of a flood are asked by keys, for which 3,000 sampled rows tell as much as the usual 30,000, which each renewal of their
-- distribution reads, and sorts for every column.
do $$
declare
    of record;
begin
    for of in
        select table_name, column_name from information_schema.columns
        where table_schema = current_schema()
            and table_name in ('exhibit', 'receipt', 'exhibit_site', 'envelope', 'campaign_member', 'finding')
    loop
        execute format('alter table %I alter column %I set statistics 10', of.table_name, of.column_name);
    end loop;
end
$$;
