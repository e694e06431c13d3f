package org.trapline.evidence.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.StoreFailed;

/**
 * Reads what people and services did over all exhibits, the last one first: custody events, intakes, runs, and what people said
 * of the evidence or decided, which has rows of its own.
 */
@ApplicationScoped
class AuditRows {

    /**
     * What people said or decided. A review belongs to a matter when its exhibit was received for matters only, as an event of
     * its chain would.
     */
    private static final List<String> DEEDS = List.of("""
            select v.at, 'v' || v.exhibit || v.rule || '.' || lpad(v.number::text, 10, '0') as key, 'REVIEWED' as type,
                v.actor, v.actor_name, array[v.exhibit] as exhibits,
                (select case when bool_or(b.matter is null) then null else min(b.matter::text)::uuid end
                    from receipt r join batch b on b.id = r.batch where r.exhibit = v.exhibit) as matter,
                null::uuid as reference, 'finding ' || v.rule || ' ' || v.decision || ': ' || v.reason as purpose,
                null::bigint as count
            from finding_review v
            """, """
            select s.at, 's' || s.id as key, 'SAMPLED' as type, s.actor, s.actor_name, s.drawn as exhibits,
                case when s.scope = 'MATTER' then s.scope_id end as matter, s.id as reference,
                'rule ' || s.rule || ' of ' || lower(s.scope) || ' ' || s.scope_id as purpose,
                cardinality(s.drawn) as count
            from finding_sample s
            """, """
            select p.entered_at as at, 'p' || p.id as key, 'POOL_STATED' as type, p.actor, p.actor_name,
                array[p.document] as exhibits, null::uuid as matter, p.id as reference,
                p.provider || ' of pool ' || p.pool || ': ' || p.trap_mailboxes || ' of ' || p.mailboxes || ' mailboxes'
                    as purpose, null::bigint as count
            from pool_statement p
            """, """
            select r.at, 'r' || lpad(r.id::text, 19, '0') as key, 'SITE_ROLE' as type, r.actor, r.actor_name,
                null::uuid[] as exhibits, null::uuid as matter, null::uuid as reference,
                r.site || ' ' || r.role || ': ' || r.reason as purpose, null::bigint as count
            from site_role r
            """, """
            select t.created_at as at, 't' || t.id as key, 'TRAP_ENTERED' as type, t.created_by as actor,
                null::text as actor_name, null::uuid[] as exhibits, null::uuid as matter, t.id as reference,
                t.name || ' of pool ' || t.pool || ', affidavit: ' || t.affidavit as purpose, null::bigint as count
            from trap t
            """, """
            select d.deleted_at as at, 'd' || d.id as key, 'PACKET_DELETED' as type,
                coalesce(d.deleted_by, 'unknown') as actor, d.deleted_by_name as actor_name,
                (select array_agg(x.exhibit) from packet_exhibit x where x.packet = d.id) as exhibits, d.matter,
                d.id as reference, d.deletion as purpose, null::bigint as count
            from packet d where d.deleted_at is not null
            """);

    /** Each takes its own page in the order of its times, so that an index gives it, whatever the others hold. */
    private static final String DEED = """
                union all
                (select d.at, d.key, d.type, d.actor, d.actor_name,
                    case when cardinality(d.exhibits) = 1 then d.exhibits[1] end, d.matter, d.reference, d.purpose, null,
                    null, null, d.count
                from (%s) d
                where (?::text is null or d.actor = ? or d.actor_name = ?)
                    and (?::uuid is null or ?::uuid = any(d.exhibits))
                    and (?::uuid is null or d.matter = ?::uuid) and (?::text is null or d.type = ?)
                    and d.at >= ? and d.at < ? and (d.at, d.key) < (?, ?)
                order by d.at desc, d.key desc limit ?)
            """;

    /**
     * Each part gives the same columns; the key tells apart what happened at one moment. An intake stands for its receipts:
     * a line for each of a million messages would hide what an auditor looks for.
     */
    private static final String ENTRIES =
            """
            select * from (
                (select c.at, 'e' || lpad(c.id::text, 19, '0') as key, c.type, c.actor, c.actor_name, c.exhibit, c.matter,
                    c.reference, coalesce(c.purpose, c.change) as purpose, c.authority, c.match, c.event_hash as hash,
                    null::bigint as count
                from custody_event c
                where (?::text is null or c.actor = ? or c.actor_name = ?) and (?::uuid is null or c.exhibit = ?::uuid)
                    and (?::uuid is null or c.matter = ?::uuid) and (?::text is null or c.type = ?)
                    and c.at >= ? and c.at < ? and (c.at, 'e' || lpad(c.id::text, 19, '0')) < (?, ?)
                order by c.at desc, c.id desc limit ?)
                union all
                (select b.started_at, 'b' || b.id, 'RECEIVED', b.actor, b.actor_name, null, b.matter, b.id, b.source, b.authority,
                    null, null, (select count(*) from receipt r where r.batch = b.id)
                from batch b
                where (?::text is null or b.actor = ? or b.actor_name = ?)
                    and (?::uuid is null or exists (select from receipt r where r.batch = b.id and r.exhibit = ?::uuid))
                    and (?::uuid is null or b.matter = ?::uuid) and (?::text is null or 'RECEIVED' = ?)
                    and b.started_at >= ? and b.started_at < ? and (b.started_at, 'b' || b.id) < (?, ?)
                order by b.started_at desc, b.id desc limit ?)
                union all
                (select u.started_at, 'u' || u.id, 'RUN', u.actor, u.actor_name, null, null, u.id,
                    u.tool || ' ' || u.tool_version || ': ' || u.purpose, null, u.anomalies = 0, null, u.reads
                from custody_run u
                where (?::text is null or u.actor = ? or u.actor_name = ?)
                    and ?::uuid is null and ?::uuid is null and ?::uuid is null and ?::uuid is null
                    and (?::text is null or 'RUN' = ?)
                    and u.started_at >= ? and u.started_at < ? and (u.started_at, 'u' || u.id) < (?, ?)
                order by u.started_at desc, u.id desc limit ?)
                %s
            ) entry order by at desc, key desc limit ?
            """.formatted(DEEDS.stream().map(DEED::formatted).collect(Collectors.joining()));

    /** With custody events, intakes and runs. */
    private static final int PARTS = 3 + DEEDS.size();

    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private final DataSource dataSource;

    AuditRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @param before the last entry of the page before; null for the first page */
    List<AuditEntry> entries(Wanted wanted, @Nullable Place before, int count) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(ENTRIES)) {
            int at = 1;
            for (int part = 0; part < PARTS; part++) {
                at = bind(select, at, wanted, before, count);
            }
            select.setInt(at, count);
            try (ResultSet row = select.executeQuery()) {
                List<AuditEntry> entries = new ArrayList<>();
                while (row.next()) {
                    entries.add(entry(row));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw new StoreFailed("the audit was not read", e);
        }
    }

    private static int bind(PreparedStatement select, int first, Wanted wanted, @Nullable Place before, int count)
            throws SQLException {
        int at = first;
        for (int i = 0; i < 3; i++) {
            select.setString(at++, wanted.actor());
        }
        for (UUID id : new UUID[] {wanted.exhibit(), wanted.exhibit(), wanted.matter(), wanted.matter()}) {
            select.setString(at++, id == null ? null : id.toString());
        }
        select.setString(at++, wanted.type());
        select.setString(at++, wanted.type());
        select.setTimestamp(at++, Timestamp.from(wanted.from() == null ? Instant.EPOCH : wanted.from()));
        select.setTimestamp(at++, Timestamp.from(until(wanted, before)));
        select.setTimestamp(at++, Timestamp.from(before == null ? NEVER : before.at()));
        select.setString(at++, before == null ? "" : before.key());
        select.setInt(at++, count);
        return at;
    }

    /** Of a later page no more than what may be on it: an index knows times alone, not keys. */
    private static Instant until(Wanted wanted, @Nullable Place before) {
        Instant to = wanted.to() == null ? NEVER : wanted.to();
        Instant page = before == null ? NEVER : before.at().plus(1, ChronoUnit.MICROS);
        return page.isBefore(to) ? page : to;
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        byte[] hash = row.getBytes(12);
        return new AuditEntry(
                row.getString(2),
                row.getTimestamp(1).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getObject(6, UUID.class),
                row.getObject(7, UUID.class),
                row.getObject(8, UUID.class),
                row.getString(9),
                row.getString(10),
                row.getObject(11, Boolean.class),
                hash == null ? null : HexFormat.of().formatHex(hash),
                row.getObject(13, Long.class));
    }

    /** What an auditor looks for; every part that is not null must match. */
    record Wanted(
            @Nullable String actor,
            @Nullable UUID exhibit,
            @Nullable UUID matter,
            @Nullable String type,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** The place of an entry in the order. */
    record Place(Instant at, String key) {}
}
