package org.trapline.evidence.publishing;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.events.ExhibitsRecorded;
import org.trapline.evidence.ledger.LedgerAnomaly;
import org.trapline.evidence.sites.SiteRoles;
import org.trapline.messaging.StoreFailed;

/** Reads ranges, and keeps the place up to which they are published. */
@ApplicationScoped
class PublishedRanges {

    private final DataSource dataSource;
    private final SiteRoles roles;
    private final Clock clock;

    PublishedRanges(DataSource dataSource, SiteRoles roles, Clock clock) {
        this.dataSource = dataSource;
        this.roles = roles;
        this.clock = clock;
    }

    long cursor() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select position from publish_cursor");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new StoreFailed("the publishing cursor was not read", e);
        }
    }

    void move(long from, long to) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update publish_cursor set position = ? where position = ?")) {
            update.setLong(1, to);
            update.setLong(2, from);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("the publishing cursor was not moved", e);
        }
    }

    /** @throws LedgerAnomaly when not every leaf of the range is there: the cursor would pass those that come later */
    PublishedRange read(long from, long to) {
        try (Connection connection = dataSource.getConnection()) {
            List<ExhibitsRecorded.Ref> refs = refs(connection, from, to);
            if (refs.size() != to - from) {
                throw new LedgerAnomaly(
                        "of the leaves from " + from + " to " + to + " only " + refs.size() + " are there");
            }
            return new PublishedRange(from, to, clock.instant(), refs, adverts(connection, from, to));
        } catch (SQLException e) {
            throw new StoreFailed("the ledger from " + from + " to " + to + " was not read", e);
        }
    }

    private static List<ExhibitsRecorded.Ref> refs(Connection connection, long from, long to) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select leaf_index, id, sha256 from exhibit"
                + " where leaf_index >= ? and leaf_index < ? order by leaf_index")) {
            select.setLong(1, from);
            select.setLong(2, to);
            try (ResultSet row = select.executeQuery()) {
                List<ExhibitsRecorded.Ref> refs = new ArrayList<>();
                while (row.next()) {
                    refs.add(new ExhibitsRecorded.Ref(
                            row.getLong(1),
                            row.getObject(2, UUID.class),
                            HexFormat.of().formatHex(row.getBytes(3))));
                }
                return refs;
            }
        }
    }

    /**
     * Only what is advertised: an imitated brand or a shared service must never become a target. Exhibits without a receipt
     * that belongs to no matter carry their matters, so that the reader can tell who may know of them, now and later.
     */
    private Map<String, List<PublishedRange.Found>> adverts(Connection connection, long from, long to)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select s.site, s.position, s.exhibit, s.host,
                    case when exists (select from receipt r join batch b on b.id = r.batch
                        where r.exhibit = s.exhibit and b.matter is null) then '{}'
                    else array(select m.matter from exhibit_matter m
                        where m.exhibit = s.exhibit order by 1 limit %d) end
                from exhibit_site s
                where s.position >= ? and s.position < ? and s.site is not null order by s.position
                """.formatted(PublishedRange.MOST_MATTERS))) {
            select.setLong(1, from);
            select.setLong(2, to);
            try (ResultSet row = select.executeQuery()) {
                Map<String, List<PublishedRange.Found>> adverts = new TreeMap<>();
                while (row.next()) {
                    if (!roles.isAdvertised(row.getString(1))) {
                        continue;
                    }
                    adverts.computeIfAbsent(row.getString(1), site -> new ArrayList<>())
                            .add(new PublishedRange.Found(
                                    row.getLong(2), row.getObject(3, UUID.class), row.getString(4), List.of((UUID[])
                                            row.getArray(5).getArray())));
                }
                return adverts;
            }
        }
    }
}
