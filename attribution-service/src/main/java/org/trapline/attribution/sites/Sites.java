package org.trapline.attribution.sites;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.matters.Matters;
import org.trapline.events.SiteAdvertised;
import org.trapline.events.SiteAdvertised.Advert;
import org.trapline.events.SiteAdvertised.MatterAdvert;
import org.trapline.messaging.StoreFailed;

/** The sites that trap mail advertises. A pair of site and exhibit counts once, however often it is delivered. */
@ApplicationScoped
public class Sites {

    /** Of adverts in matters, as {@code a}, those that the viewer may know of. */
    private static final String VISIBLE = Matters.visibleCondition("a.matter", "(select name from viewer)");

    private final DataSource dataSource;

    Sites(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * @param exhibits  distinct exhibits that advertise the site
     * @param firstSeen when the earliest of them by ledger order was recorded; null when there is none
     * @param lastSeen  when the latest was
     */
    public record Counted(
            String site,
            long exhibits,
            @Nullable Instant firstSeen,
            @Nullable Instant lastSeen) {}

    /** @return exhibits that are new for the site and that everyone may know of now */
    Set<UUID> add(SiteAdvertised advertised, Instant recordedAt) {
        try (Connection connection = dataSource.getConnection()) {
            Set<UUID> known = new LinkedHashSet<>();
            if (!advertised.adverts().isEmpty()) {
                Map<UUID, Long> added = addPairs(connection, advertised);
                if (!added.isEmpty()) {
                    count(connection, advertised.site(), added.values(), recordedAt);
                }
                addHosts(connection, advertised);
                known.addAll(added.keySet());
            }
            if (!advertised.inMatters().isEmpty()) {
                known.addAll(addInMatters(connection, advertised, recordedAt));
            }
            return known;
        } catch (SQLException e) {
            throw new StoreFailed("adverts of " + advertised.site() + " were not stored", e);
        }
    }

    private static Map<UUID, Long> addPairs(Connection connection, SiteAdvertised advertised) throws SQLException {
        // Sorted, so that two deliveries at once do not wait for each other crosswise; distinct, since a message may
        // link to several hosts of the site.
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into site_exhibit (site, exhibit, position)
                select ?, e, min(p) from unnest(?::uuid[], ?::bigint[]) as advert(e, p) group by e order by e
                on conflict do nothing returning exhibit, position""")) {
            List<Advert> adverts = advertised.adverts();
            insert.setString(1, advertised.site());
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", adverts.stream().map(Advert::exhibit).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", adverts.stream().map(Advert::position).toArray()));
            Map<UUID, Long> positions = new LinkedHashMap<>();
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    positions.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
            return positions;
        }
    }

    private static void count(Connection connection, String site, Collection<Long> positions, Instant recordedAt)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into site as s (site, exhibits, first_position, first_seen, last_position, last_seen)
                values (?, ?, ?, ?, ?, ?)
                on conflict (site) do update set
                    exhibits = s.exhibits + excluded.exhibits,
                    first_seen = case when excluded.first_position < s.first_position
                        then excluded.first_seen else s.first_seen end,
                    first_position = least(s.first_position, excluded.first_position),
                    last_seen = case when excluded.last_position > s.last_position
                        then excluded.last_seen else s.last_seen end,
                    last_position = greatest(s.last_position, excluded.last_position)""")) {
            Timestamp at = Timestamp.from(recordedAt);
            upsert.setString(1, site);
            upsert.setLong(2, positions.size());
            upsert.setLong(3, positions.stream().min(Long::compare).orElseThrow());
            upsert.setTimestamp(4, at);
            upsert.setLong(5, positions.stream().max(Long::compare).orElseThrow());
            upsert.setTimestamp(6, at);
            upsert.executeUpdate();
        }
    }

    private static void addHosts(Connection connection, SiteAdvertised advertised) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into site_host (site, host) select ?, h from unnest(?::text[]) h group by h order by h"
                        + " on conflict do nothing")) {
            insert.setString(1, advertised.site());
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            advertised.adverts().stream().map(Advert::host).toArray()));
            insert.executeUpdate();
        }
    }

    /** @return exhibits of new adverts that belong to a matter that is not sealed now */
    private static Set<UUID> addInMatters(Connection connection, SiteAdvertised advertised, Instant recordedAt)
            throws SQLException {
        List<UUID> exhibits = new ArrayList<>();
        List<UUID> matters = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        for (MatterAdvert advert : advertised.inMatters()) {
            for (UUID matter : advert.matters()) {
                exhibits.add(advert.exhibit());
                matters.add(matter);
                hosts.add(advert.host());
                positions.add(advert.position());
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into site_matter_advert as s (site, exhibit, matter, host, position, recorded_at)
                select ?, e, m, h, p, ? from unnest(?::uuid[], ?::uuid[], ?::text[], ?::bigint[]) as advert(e, m, h, p)
                order by e, m, h on conflict do nothing
                returning exhibit, exists (select from matter_access a where a.matter = s.matter and not a.sealed)""")) {
            insert.setString(1, advertised.site());
            insert.setTimestamp(2, Timestamp.from(recordedAt));
            insert.setArray(3, connection.createArrayOf("uuid", exhibits.toArray()));
            insert.setArray(4, connection.createArrayOf("uuid", matters.toArray()));
            insert.setArray(5, connection.createArrayOf("text", hosts.toArray()));
            insert.setArray(6, connection.createArrayOf("bigint", positions.toArray()));
            Set<UUID> open = new LinkedHashSet<>();
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    if (row.getBoolean(2)) {
                        open.add(row.getObject(1, UUID.class));
                    }
                }
            }
            return open;
        }
    }

    /**
     * In the order of names, counted as the viewer may see. With a matter those of its sites, also when no trap mail advertises
     * them, with a count of 0; else those that are advertised.
     *
     * @param viewer as {@link Matters#viewer} has it
     * @param after  the last site of the page before
     */
    public List<Counted> page(@Nullable UUID matter, String viewer, @Nullable String after, int rows) {
        String from = after == null ? "" : after;
        return matter == null
                ? counted(
                        "(select site from site where site > ? order by site limit ?) union"
                                + " (select a.site from site_matter_advert a where a.site > ? and " + VISIBLE
                                + " group by a.site order by a.site limit ?)",
                        viewer,
                        rows,
                        from,
                        rows,
                        from,
                        rows)
                : counted(
                        "select site from matter_site where matter = ? and site > ? order by site limit ?",
                        viewer,
                        rows,
                        matter,
                        from,
                        rows);
    }

    public Optional<Counted> find(String site, String viewer) {
        return counted("select ?::text as site", viewer, 1, site).stream()
                .filter(counted -> counted.exhibits() > 0)
                .findFirst();
    }

    private List<Counted> counted(String sites, String viewer, int rows, Object... parameters) {
        String sql = "with viewer (name) as (select ?::text) select k.site, coalesce(s.exhibits, 0) + b.exhibits,"
                + " least(s.first_seen, b.first_seen), greatest(s.last_seen, b.last_seen) from (" + sites
                + ") k left join site s on s.site = k.site cross join lateral (select count(distinct a.exhibit) as exhibits,"
                + " min(a.recorded_at) as first_seen, max(a.recorded_at) as last_seen from site_matter_advert a"
                + " where a.site = k.site and " + VISIBLE + " and not exists (select from site_exhibit e"
                + " where e.site = a.site and e.exhibit = a.exhibit)) b order by k.site limit ?";
        List<Object> all = new ArrayList<>(List.of(viewer));
        all.addAll(List.of(parameters));
        all.add(rows);
        return query(
                sql,
                row -> new Counted(row.getString(1), row.getLong(2), instant(row, 3), instant(row, 4)),
                all.toArray());
    }

    /** The first 100 by ledger order. */
    public List<UUID> exhibits(String site, String viewer) {
        return query(
                "with viewer (name) as (select ?::text) select exhibit, position from site_exhibit where site = ? union"
                        + " select a.exhibit, a.position from site_matter_advert a where a.site = ? and " + VISIBLE
                        + " order by position limit 100",
                row -> row.getObject(1, UUID.class),
                viewer,
                site,
                site);
    }

    /** At most 500, in the order of names. */
    public List<String> hosts(String site, String viewer) {
        return query(
                "with viewer (name) as (select ?::text) select host from site_host where site = ? union"
                        + " select a.host from site_matter_advert a where a.site = ? and " + VISIBLE
                        + " order by host limit 500",
                row -> row.getString(1),
                viewer,
                site,
                site);
    }

    private <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (row.next()) {
                    found.add(reader.read(row));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new StoreFailed("sites were not read", e);
        }
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
