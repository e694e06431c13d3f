package org.trapline.evidence.fsck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What ties rows to each other; the database finds it in sets. */
final class RowCheck {

    /** Each gives place and what is wrong. */
    private static final List<String> CHECKS = List.of("""
            select 'receipt(seq=' || seq || ').seq', 'the receipt before it has number ' || before
            from (select seq, lag(seq, 1, 0::bigint) over (order by seq) as before from receipt) r
            where seq <> before + 1
            """, """
            select 'receipt(seq=' || r.seq || ').exhibit', 'there is no exhibit ' || r.exhibit
            from receipt r where not exists (select from exhibit e where e.id = r.exhibit)
            """, """
            select 'receipt(seq=' || r.seq || ').batch', 'there is no batch ' || r.batch
            from receipt r where not exists (select from batch b where b.id = r.batch)
            """, """
            select 'receipt(exhibit=' || e.id || ').first', 'the exhibit has ' || count(r.seq) || ' first receipts'
            from exhibit e left join receipt r on r.exhibit = e.id and r.first group by e.id having count(r.seq) <> 1
            """, """
            select 'exhibit(id=' || e.id || ').received_at or receipt(seq=' || r.seq || ').at',
                   'the first receipt was at another time than the exhibit was received'
            from exhibit e join receipt r on r.exhibit = e.id and r.first where r.at <> e.received_at
            """, """
            select 'batch(id=' || b.id || ').id', 'no receipt is of this batch'
            from batch b where not exists (select from receipt r where r.batch = b.id)
            """, """
            select 'envelope(receipt=' || v.receipt || ').receipt', 'there is no such receipt'
            from envelope v where not exists (select from receipt r where r.seq = v.receipt)
            """, """
            select 'exhibit_matter(exhibit=' || coalesce(w.exhibit, m.exhibit) || ',matter=' || coalesce(w.matter, m.matter) || ')',
                   case when m.exhibit is null then 'it is missing: a receipt of the exhibit is of this matter'
                        when w.exhibit is null then 'no receipt of the exhibit is of this matter'
                        else 'its batch or added_at is not that of the first receipt of this matter' end
            from (select distinct on (r.exhibit, b.matter) r.exhibit, b.matter, b.id as batch, b.started_at
                  from receipt r join batch b on b.id = r.batch where b.matter is not null
                  order by r.exhibit, b.matter, r.seq) w
            full join exhibit_matter m on m.exhibit = w.exhibit and m.matter = w.matter
            where m.addition is null and (m.batch, m.added_at) is distinct from (w.batch, w.started_at)
            """, """
            select 'exhibit_matter(exhibit=' || coalesce(w.exhibit, m.exhibit) || ',matter=' || coalesce(w.matter, m.matter) || ')',
                   case when m.exhibit is null then 'it is missing: an event adds the exhibit to this matter'
                        when w.exhibit is null then 'no event of the exhibit''s chain adds it to this matter'
                        else 'its addition or added_at is not that of the event' end
            from (select c.exhibit, c.matter, c.reference, c.at from custody_event c where c.type = 'TRANSFERRED_IN') w
            full join (select * from exhibit_matter where addition is not null or batch is null) m
                on m.exhibit = w.exhibit and m.matter = w.matter
            where (m.addition, m.added_at) is distinct from (w.reference, w.at)
            """, """
            select 'matter_addition(id=' || coalesce(a.id, w.reference) || ')',
                   case when a.id is null then 'it is missing: events of chains are of this addition'
                        when w.reference is null then 'no event is of this addition'
                        else 'its matter, reason, at, actor, actor_name or added is not that of its events' end
            from (select c.reference, c.matter, c.purpose, c.at, c.actor, c.actor_name, count(*) as added
                  from custody_event c where c.type = 'TRANSFERRED_IN' group by 1, 2, 3, 4, 5, 6) w
            full join (select * from matter_addition) a on a.id = w.reference
            where (a.matter, a.reason, a.at, a.actor, a.actor_name, a.added)
                    is distinct from (w.matter, w.purpose, w.at, w.actor, w.actor_name, w.added)
                and not (w.reference is null and a.added = 0)
            """);

    private RowCheck() {}

    static void run(Connection snapshot, Report report) throws SQLException {
        for (String check : CHECKS) {
            try (PreparedStatement select = snapshot.prepareStatement(check)) {
                select.setFetchSize(200);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        report.add(Discrepancy.row(row.getString(1), null, row.getString(2)));
                    }
                }
            }
        }
    }
}
