package org.trapline.evidence.publishing;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.events.Event;
import org.trapline.events.EventCodec;
import org.trapline.events.ExhibitsRecorded;
import org.trapline.events.SiteAdvertised;
import org.trapline.events.Topics;
import org.trapline.evidence.sites.SiteRole;
import org.trapline.evidence.sites.SiteRoles;
import org.trapline.messaging.EventSender.Outgoing;
import org.trapline.messaging.StoreFailed;
import org.trapline.verifier.Checkpoint;

/**
 * A range of the ledger as events, each below 64 KiB.
 *
 * @param from first leaf
 * @param to after the last leaf
 * @param at when it was read
 * @param refs its exhibits
 * @param adverts the exhibits that advertise each site
 */
record PublishedRange(
        long from,
        long to,
        Instant at,
        List<ExhibitsRecorded.Ref> refs,
        Map<String, List<SiteAdvertised.Advert>> adverts) {

    private static final String SOURCE = "/evidence";

    /** A reference takes up to 160 bytes of JSON. */
    private static final int REFS_A_MESSAGE = 380;

    private static final int MESSAGE_BYTES = 60_000;
    private static final int ADVERT_BYTES = 110;

    List<Outgoing> exhibitsRecorded(Checkpoint checkpoint) {
        ExhibitsRecorded.Checkpoint covering =
                new ExhibitsRecorded.Checkpoint(checkpoint.size(), checkpoint.rootHash());
        List<Outgoing> events = new ArrayList<>();
        for (int i = 0; i < refs.size(); i += REFS_A_MESSAGE) {
            List<ExhibitsRecorded.Ref> part = refs.subList(i, Math.min(i + REFS_A_MESSAGE, refs.size()));
            ExhibitsRecorded data = new ExhibitsRecorded(from + i, from + i + part.size(), covering, part);
            events.add(outgoing(Topics.EXHIBITS, Event.of(SOURCE, "ledger", at, data)));
        }
        return events;
    }

    List<Outgoing> sitesAdvertised() {
        List<Outgoing> events = new ArrayList<>();
        adverts.forEach((site, all) -> {
            List<SiteAdvertised.Advert> part = new ArrayList<>();
            int bytes = 0;
            for (SiteAdvertised.Advert advert : all) {
                if (bytes > MESSAGE_BYTES) {
                    events.add(siteAdvertised(site, part));
                    part = new ArrayList<>();
                    bytes = 0;
                }
                part.add(advert);
                bytes += ADVERT_BYTES + advert.host().length();
            }
            events.add(siteAdvertised(site, part));
        });
        return events;
    }

    private Outgoing siteAdvertised(String site, List<SiteAdvertised.Advert> part) {
        return outgoing(Topics.SITES, Event.of(SOURCE, site, at, new SiteAdvertised(site, from, to, part)));
    }

    private static Outgoing outgoing(String topic, Event<?> event) {
        return new Outgoing(topic, event.subject(), EventCodec.write(event));
    }

    /** Reads ranges, and keeps the place up to which they are published. */
    @ApplicationScoped
    static class Reader {

        private final DataSource dataSource;
        private final SiteRoles roles;
        private final Clock clock;

        Reader(DataSource dataSource, SiteRoles roles, Clock clock) {
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

        PublishedRange read(long from, long to) {
            try (Connection connection = dataSource.getConnection()) {
                return new PublishedRange(
                        from, to, clock.instant(), refs(connection, from, to), adverts(connection, from, to));
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
         * Only what is advertised: an imitated brand or a shared service must never become a target. And only by exhibits that
         * have a receipt without a matter or in one that is not sealed: who reads the event knows nothing of members.
         */
        private Map<String, List<SiteAdvertised.Advert>> adverts(Connection connection, long from, long to)
                throws SQLException {
            try (PreparedStatement select = connection.prepareStatement(
                    "select site, position, exhibit, host from exhibit_site s"
                            + " where position >= ? and position < ? and site is not null and exists"
                            + " (select from receipt r join batch b on b.id = r.batch"
                            + " left join matter_access a on a.matter = b.matter"
                            + " where r.exhibit = s.exhibit and (b.matter is null or not a.sealed)) order by position")) {
                select.setLong(1, from);
                select.setLong(2, to);
                try (ResultSet row = select.executeQuery()) {
                    Map<String, List<SiteAdvertised.Advert>> adverts = new TreeMap<>();
                    while (row.next()) {
                        if (roles.roleOf(row.getString(1)).role() != SiteRole.ADVERTISED) {
                            continue;
                        }
                        adverts.computeIfAbsent(row.getString(1), site -> new ArrayList<>())
                                .add(new SiteAdvertised.Advert(
                                        row.getLong(2), row.getObject(3, UUID.class), row.getString(4)));
                    }
                    return adverts;
                }
            }
        }
    }
}
