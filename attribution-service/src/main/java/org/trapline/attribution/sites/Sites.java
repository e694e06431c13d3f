package org.trapline.attribution.sites;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.events.SiteAdvertised;
import org.trapline.events.SiteAdvertised.Advert;
import org.trapline.messaging.StoreFailed;

/** The sites that trap mail advertises. A pair of site and exhibit counts once, however often it is delivered. */
@ApplicationScoped
public class Sites {

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

    /** @return how many pairs were new */
    int add(SiteAdvertised advertised, Instant recordedAt) {
        try (Connection connection = dataSource.getConnection()) {
            List<Long> added = addPairs(connection, advertised);
            if (!added.isEmpty()) {
                count(connection, advertised.site(), added, recordedAt);
            }
            addHosts(connection, advertised);
            return added.size();
        } catch (SQLException e) {
            throw new StoreFailed("adverts of " + advertised.site() + " were not stored", e);
        }
    }

    private static List<Long> addPairs(Connection connection, SiteAdvertised advertised) throws SQLException {
        // Sorted, so that two deliveries at once do not wait for each other crosswise; distinct, since a message may
        // link to several hosts of the site.
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into site_exhibit (site, exhibit, position)
                select ?, e, min(p) from unnest(?::uuid[], ?::bigint[]) as advert(e, p) group by e order by e
                on conflict do nothing returning position""")) {
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
            List<Long> positions = new ArrayList<>();
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    positions.add(rows.getLong(1));
                }
            }
            return positions;
        }
    }

    private static void count(Connection connection, String site, List<Long> positions, Instant recordedAt)
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

    /**
     * In the order of names. With a matter also those of its sites that no trap mail advertises, with a count of 0.
     *
     * @param after the last site of the page before
     */
    public List<Counted> page(@Nullable UUID matter, @Nullable String after, int rows) {
        String from = matter == null
                ? "site s"
                : "(select m.site, s.exhibits, s.first_seen, s.last_seen from matter_site m left join site s using (site)"
                        + " where m.matter = ?) s";
        String sql = "select s.site, coalesce(s.exhibits, 0), s.first_seen, s.last_seen from " + from
                + " where s.site > ? order by s.site limit ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            int parameter = 0;
            if (matter != null) {
                select.setObject(++parameter, matter);
            }
            select.setString(++parameter, after == null ? "" : after);
            select.setInt(++parameter, rows);
            try (ResultSet row = select.executeQuery()) {
                List<Counted> page = new ArrayList<>();
                while (row.next()) {
                    page.add(counted(row));
                }
                return page;
            }
        } catch (SQLException e) {
            throw new StoreFailed("sites were not read", e);
        }
    }

    public Optional<Counted> find(String site) {
        return query("select site, exhibits, first_seen, last_seen from site where site = ?", Sites::counted, site)
                .stream()
                .findFirst();
    }

    /** The first 100 by ledger order. */
    public List<UUID> exhibits(String site) {
        return query(
                "select exhibit from site_exhibit where site = ? order by position limit 100",
                row -> row.getObject(1, UUID.class),
                site);
    }

    /** At most 500, in the order of names. */
    public List<String> hosts(String site) {
        return query(
                "select host from site_host where site = ? order by host limit 500", row -> row.getString(1), site);
    }

    private <T> List<T> query(String sql, RowReader<T> reader, String site) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, site);
            try (ResultSet row = select.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (row.next()) {
                    found.add(reader.read(row));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new StoreFailed("site " + site + " was not read", e);
        }
    }

    private static Counted counted(ResultSet row) throws SQLException {
        return new Counted(row.getString(1), row.getLong(2), instant(row, 3), instant(row, 4));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
