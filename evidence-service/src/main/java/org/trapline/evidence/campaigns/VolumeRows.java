package org.trapline.evidence.campaigns;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.evidence.sites.SiteRoles;
import org.trapline.messaging.StoreFailed;

/** The figures that volume is estimated from, as far as a caller may see them. */
@ApplicationScoped
class VolumeRows {

    /**
     * Hits in sight with their pool; the root campaign as asked. By SMTP each delivery is one. Of what is handed in as files a
     * message is one at a trap, however often it was handed in, and the time of an upload says nothing of it. Of statements for
     * a time the last entered one counts.
     */
    private static final String HITS = "with seen as (select coalesce(c.merged_into, c.number) campaign, m.position,"
            + " m.hop_at, t.id trap, t.pool, r.at, e.receipt"
            + " from campaign c join campaign_member m on m.campaign = c.number"
            + " join receipt r on r.exhibit = m.exhibit join batch b on b.id = r.batch join trap t on t.id = b.trap"
            + " left join envelope e on e.receipt = r.seq"
            + " where " + Sight.CONDITION + " and (?::bigint is null or coalesce(c.merged_into, c.number) = ?)"
            + " and (?::uuid is null or exists (select from exhibit_matter x where x.exhibit = r.exhibit and x.matter = ?))),"
            + " hit as (select campaign, position, trap, pool, at from seen where receipt is not null"
            + " union all select campaign, position, trap, pool, hop_at from seen"
            + " group by campaign, position, trap, pool, hop_at having count(receipt) = 0),"
            + " dated as (select h.*, p.weight from hit h"
            + " left join lateral (select s.mailboxes::float8 / s.trap_mailboxes weight from pool_statement s"
            + " where s.pool = h.pool and h.at >= s.from_ and h.at < s.to_ order by s.id desc limit 1) p on true"
            + " where h.at is null or ((?::timestamptz is null or h.at >= ?) and (?::timestamptz is null or h.at < ?)))";

    private final DataSource dataSource;
    private final SiteRoles roles;

    VolumeRows(DataSource dataSource, SiteRoles roles) {
        this.dataSource = dataSource;
        this.roles = roles;
    }

    /**
     * @param campaign root campaign that is asked for; null for all
     * @param matter hits by its exhibits alone
     * @param from first moment of hits
     * @param to they lie before
     */
    record Asked(
            Sight sight,
            @Nullable Long campaign,
            @Nullable UUID matter,
            @Nullable Instant from,
            @Nullable Instant to) {

        /** Whether only hits of a known time count. */
        boolean limited() {
            return from != null || to != null;
        }
    }

    VolumeAnswer answer(Asked asked) {
        try (Connection connection = dataSource.getConnection()) {
            Map<String, Set<String>> campaigns = new HashMap<>();
            Map<String, Double> units = new TreeMap<>();
            Map<String, Long> undenominated = new TreeMap<>();
            Set<String> pools = new TreeSet<>();
            long hits = 0;
            long untimed = 0;
            // Of all campaigns the campaigns differ; of one campaign, what its traps got.
            String unit = asked.campaign() == null ? "campaign" : "trap";
            try (PreparedStatement select = prepare(
                            connection,
                            HITS + " select campaign::text, " + unit + "::text, pool, count(at), sum(weight),"
                                    + " count(at) filter (where weight is null), count(*) filter (where at is null)"
                                    + " from dated group by campaign, " + unit + ", pool",
                            asked);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long timed = row.getLong(4);
                    long counted = asked.limited() ? timed : timed + row.getLong(7);
                    untimed += row.getLong(7);
                    hits += counted;
                    if (counted > 0) {
                        pools.add(row.getString(3));
                        campaigns
                                .computeIfAbsent(row.getString(1), n -> new TreeSet<>())
                                .add(row.getString(3));
                    }
                    if (timed > 0) {
                        units.merge(row.getString(2), row.getDouble(5), Double::sum);
                    }
                    if (row.getLong(6) > 0) {
                        undenominated.merge(row.getString(3), row.getLong(6), Long::sum);
                    }
                }
            }
            if (asked.campaign() != null) {
                silentTraps(connection, pools).forEach(trap -> units.putIfAbsent(trap, 0.0));
            }
            String unitName = asked.campaign() == null ? "campaigns" : "traps";
            long leftOut = asked.limited() ? untimed : 0;
            return new VolumeAnswer(
                    asked.campaign() == null
                            ? Volume.distinct("campaigns", List.copyOf(campaigns.values()), pools, leftOut)
                            : null,
                    Volume.distinct("advertised sites", sites(connection, asked), pools, leftOut),
                    Volume.sent(hits, List.copyOf(units.values()), unitName, undenominated, untimed));
        } catch (SQLException e) {
            throw new StoreFailed("the volume was not read", e);
        }
    }

    private List<Set<String>> sites(Connection connection, Asked asked) throws SQLException {
        Map<String, Set<String>> pools = new HashMap<>();
        String sites =
                HITS + " select distinct x.site, d.pool from dated d join exhibit_site x on x.position = d.position"
                        + " where x.site is not null" + (asked.limited() ? " and d.at is not null" : "");
        try (PreparedStatement select = prepare(connection, sites, asked);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                if (roles.isAdvertised(row.getString(1))) {
                    pools.computeIfAbsent(row.getString(1), n -> new TreeSet<>())
                            .add(row.getString(2));
                }
            }
        }
        return List.copyOf(pools.values());
    }

    /** The traps of the pools: those that a campaign did not reach count as much as the others. */
    private static List<String> silentTraps(Connection connection, Set<String> pools) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select t.id::text from trap t where t.pool = any (?)"
                        + " and exists (select from pool_statement s where s.pool = t.pool)")) {
            select.setArray(1, connection.createArrayOf("text", pools.toArray()));
            List<String> traps = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    traps.add(row.getString(1));
                }
            }
            return traps;
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Asked asked) throws SQLException {
        PreparedStatement select = connection.prepareStatement(sql);
        int at = asked.sight().bind(connection, select, 1);
        for (Object twice : new Object[] {asked.campaign(), asked.matter(), time(asked.from()), time(asked.to())}) {
            select.setObject(at++, twice);
            select.setObject(at++, twice);
        }
        return select;
    }

    private static @Nullable Timestamp time(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
