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
 * @param adverts what advertises each site
 */
record PublishedRange(
        long from, long to, Instant at, List<ExhibitsRecorded.Ref> refs, Map<String, List<Found>> adverts) {

    private static final String SOURCE = "/evidence";

    /** A reference takes up to 160 bytes of JSON. */
    private static final int REFS_A_MESSAGE = 380;

    private static final int MESSAGE_BYTES = 60_000;
    private static final int ADVERT_BYTES = 120;
    private static final int MATTER_BYTES = 40;
    /** An event stays below its limit; the members of further matters are not told of the exhibit here. */
    static final int MOST_MATTERS = 500;

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
            List<Found> part = new ArrayList<>();
            int bytes = 0;
            for (Found found : all) {
                if (bytes > MESSAGE_BYTES) {
                    events.add(siteAdvertised(site, part));
                    part = new ArrayList<>();
                    bytes = 0;
                }
                part.add(found);
                bytes += ADVERT_BYTES
                        + found.host().length()
                        + MATTER_BYTES * found.matters().size();
            }
            events.add(siteAdvertised(site, part));
        });
        return events;
    }

    private Outgoing siteAdvertised(String site, List<Found> part) {
        List<SiteAdvertised.Advert> open = part.stream()
                .filter(f -> f.matters().isEmpty())
                .map(f -> new SiteAdvertised.Advert(f.position(), f.exhibit(), f.host()))
                .toList();
        List<SiteAdvertised.MatterAdvert> inMatters = part.stream()
                .filter(f -> !f.matters().isEmpty())
                .map(f -> new SiteAdvertised.MatterAdvert(f.position(), f.exhibit(), f.host(), f.matters()))
                .toList();
        return outgoing(Topics.SITES, Event.of(SOURCE, site, at, new SiteAdvertised(site, from, to, open, inMatters)));
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
         * Only what is advertised: an imitated brand or a shared service must never become a target. Exhibits without a receipt
         * that belongs to no matter carry their matters, so that the reader can tell who may know of them, now and later.
         */
        private Map<String, List<Found>> adverts(Connection connection, long from, long to) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement("""
                    select s.site, s.position, s.exhibit, s.host,
                        case when exists (select from receipt r join batch b on b.id = r.batch
                            where r.exhibit = s.exhibit and b.matter is null) then '{}'
                        else array(select distinct b.matter from receipt r join batch b on b.id = r.batch
                            where r.exhibit = s.exhibit and b.matter is not null order by 1 limit %d) end
                    from exhibit_site s
                    where s.position >= ? and s.position < ? and s.site is not null order by s.position
                    """.formatted(MOST_MATTERS))) {
                select.setLong(1, from);
                select.setLong(2, to);
                try (ResultSet row = select.executeQuery()) {
                    Map<String, List<Found>> adverts = new TreeMap<>();
                    while (row.next()) {
                        if (!roles.isAdvertised(row.getString(1))) {
                            continue;
                        }
                        adverts.computeIfAbsent(row.getString(1), site -> new ArrayList<>())
                                .add(new Found(
                                        row.getLong(2), row.getObject(3, UUID.class), row.getString(4), List.of((UUID[])
                                                row.getArray(5).getArray())));
                    }
                    return adverts;
                }
            }
        }
    }

    /**
     * A link that was found in an exhibit.
     *
     * @param matters for which alone the exhibit was received; none when it was also received for no matter
     */
    record Found(long position, UUID exhibit, String host, List<UUID> matters) {}
}
