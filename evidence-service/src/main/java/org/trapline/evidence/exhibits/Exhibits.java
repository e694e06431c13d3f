package org.trapline.evidence.exhibits;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Collector;
import org.trapline.evidence.vault.Location;
import org.trapline.messaging.StoreFailed;

/** The rows of exhibits, for reading. */
@ApplicationScoped
public class Exhibits {

    private static final String COLUMNS = "select e.id, e.leaf_index, e.kind, e.sha256, e.size, e.received_at,"
            + " e.media_type, e.segment, e.position, e.length, e.leaf_data, e.subject, e.sender, e.sent_at, e.defects,"
            + " e.blocked_at is not null, (select array_agg(distinct s.site order by s.site) from exhibit_site s"
            + " where s.position = e.leaf_index and s.site is not null), e.parser from exhibit e ";

    private final DataSource dataSource;

    Exhibits(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public Optional<Exhibit> byId(UUID id) {
        return select("where e.id = ?", id).stream().findFirst();
    }

    public Optional<Exhibit> byHash(byte[] sha256) {
        return select("where e.sha256 = ?", (Object) sha256).stream().findFirst();
    }

    /** Those of the ids that exist, in the order of the ids. */
    public List<Exhibit> byIds(Collection<UUID> ids) {
        Map<UUID, Exhibit> found = new HashMap<>();
        select("where e.id = any (?)", (Object) ids.toArray(UUID[]::new)).forEach(e -> found.put(e.id(), e));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    /** Those of a range of leaves, in their order; {@code until} is one past the last. */
    public List<Exhibit> fromLeaf(long leaf, long until) {
        return select("where e.leaf_index >= ? and e.leaf_index < ? order by e.leaf_index", leaf, until);
    }

    private List<Exhibit> select(String where, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(COLUMNS + where)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(
                        i + 1,
                        parameters[i] instanceof UUID[] ids ? connection.createArrayOf("uuid", ids) : parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                List<Exhibit> exhibits = new ArrayList<>();
                while (row.next()) {
                    exhibits.add(exhibit(row));
                }
                return exhibits;
            }
        } catch (SQLException e) {
            throw new StoreFailed("exhibits were not read", e);
        }
    }

    private static Exhibit exhibit(ResultSet row) throws SQLException {
        return new Exhibit(
                row.getObject(1, UUID.class),
                row.getLong(2),
                ExhibitKind.valueOf(row.getString(3)),
                row.getBytes(4),
                row.getLong(5),
                row.getTimestamp(6).toInstant(),
                row.getString(7),
                new Location(row.getInt(8), row.getLong(9), row.getLong(10)),
                row.getBytes(11),
                row.getString(12),
                row.getString(13),
                instant(row.getTimestamp(14)),
                strings(row.getArray(15)),
                strings(row.getArray(17)),
                row.getBoolean(16),
                row.getString(18));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static List<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    List<Exhibit.Receipt> receipts(UUID exhibit, Sight sight) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select r.at, b.source, b.trap, b.id, b.actor_name, b.authority, b.collector,"
                                + " b.collector_version, b.collector_build, b.clock_source, " + EnvelopeColumns.OF_V
                                + " from receipt r join batch b on b.id = r.batch"
                                + " left join envelope v on v.receipt = r.seq"
                                + " where r.exhibit = ? and " + Sight.CONDITION
                                + " order by r.seq limit 1000")) {
            select.setObject(1, exhibit);
            sight.bind(connection, select, 2);
            try (ResultSet row = select.executeQuery()) {
                List<Exhibit.Receipt> receipts = new ArrayList<>();
                while (row.next()) {
                    receipts.add(new Exhibit.Receipt(
                            row.getTimestamp(1).toInstant(),
                            row.getString(2),
                            row.getObject(3, UUID.class),
                            row.getObject(4, UUID.class),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7) == null
                                    ? null
                                    : new Collector(
                                            row.getString(7), row.getString(8), row.getString(9), row.getString(10)),
                            EnvelopeColumns.read(row, 11)));
                }
                return receipts;
            }
        } catch (SQLException e) {
            throw new StoreFailed("receipts were not read", e);
        }
    }

    /** Those of the exhibits that a receipt in sight has by the trap. */
    public Set<UUID> caught(Collection<UUID> exhibits, UUID trap, Sight sight) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select distinct r.exhibit from receipt r join batch b on b.id = r.batch"
                                + " where r.exhibit = any (?) and b.trap = ? and " + Sight.CONDITION)) {
            select.setArray(1, connection.createArrayOf("uuid", exhibits.toArray()));
            select.setObject(2, trap);
            sight.bind(connection, select, 3);
            Set<UUID> caught = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    caught.add(row.getObject(1, UUID.class));
                }
            }
            return caught;
        } catch (SQLException e) {
            throw new StoreFailed("receipts were not read", e);
        }
    }

    /** When exhibits were first received, as the receipts in sight tell, or else were added to a matter in sight. */
    Map<UUID, Instant> firstReceipts(Collection<UUID> exhibits, Sight sight) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select s.exhibit, min(s.at) from (select r.exhibit, r.at from receipt r"
                                + " join batch b on b.id = r.batch where r.exhibit = any (?) and " + Sight.CONDITION
                                + " union all select m.exhibit, m.added_at from exhibit_matter m"
                                + " where m.exhibit = any (?) and m.addition is not null and (? or m.matter = any (?))) s"
                                + " group by s.exhibit")) {
            Array ids = connection.createArrayOf("uuid", exhibits.toArray());
            select.setArray(1, ids);
            int at = sight.bind(connection, select, 2);
            select.setArray(at, ids);
            sight.bind(connection, select, at + 1);
            try (ResultSet row = select.executeQuery()) {
                Map<UUID, Instant> first = new HashMap<>();
                while (row.next()) {
                    first.put(row.getObject(1, UUID.class), row.getTimestamp(2).toInstant());
                }
                return first;
            }
        } catch (SQLException e) {
            throw new StoreFailed("receipts were not read", e);
        }
    }

    /** The first of the ids that is no exhibit, or one that is neither open nor in a matter in sight. */
    Optional<UUID> firstUnseen(List<UUID> ids, Sight sight) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select i.id from unnest(?::uuid[]) with ordinality i (id, place) where not "
                                + Sight.ofExhibit("i.id") + " order by i.place limit 1")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            sight.bind(connection, select, 2);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreFailed("exhibits were not read", e);
        }
    }

    /** Of the exhibits that are not open, the first matter in sight that each is in. */
    Map<UUID, UUID> sealedIn(Collection<UUID> ids, Sight sight) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select m.exhibit, min(m.matter::text)::uuid from exhibit_matter m where m.exhibit = any (?) and "
                                + Sight.of("m")
                                + " and not exists (select from receipt r join batch b on b.id = r.batch"
                                + " where r.exhibit = m.exhibit and b.matter is null) group by m.exhibit")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            sight.bind(connection, select, 2);
            Map<UUID, UUID> matters = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    matters.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                }
            }
            return matters;
        } catch (SQLException e) {
            throw new StoreFailed("memberships were not read", e);
        }
    }

    /** Holds the exhibits' rows until the caller's transaction ends, in one order: a disposal waits, or is seen from here on. */
    public void lock(Collection<UUID> ids) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement lock = connection.prepareStatement(
                        "select from exhibit where id = any (?) order by id for no key update")) {
            lock.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            lock.execute();
        } catch (SQLException e) {
            throw new StoreFailed("exhibits were not locked", e);
        }
    }

    /** The exhibits' places in the ledger, in their order. */
    public SortedSet<Long> leaves(Collection<UUID> ids) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select leaf_index from exhibit where id = any (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            SortedSet<Long> leaves = new TreeSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    leaves.add(row.getLong(1));
                }
            }
            return leaves;
        } catch (SQLException e) {
            throw new StoreFailed("exhibits were not read", e);
        }
    }

    /** The exhibits of the receipts after a number, with the number that this run reaches. */
    public ReceiptRun afterReceipt(long seq, int count) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select seq, exhibit from receipt where seq > ? order by seq limit ?")) {
            select.setLong(1, seq);
            select.setInt(2, count);
            try (ResultSet row = select.executeQuery()) {
                Set<UUID> exhibits = new java.util.LinkedHashSet<>();
                long last = seq;
                while (row.next()) {
                    last = row.getLong(1);
                    exhibits.add(row.getObject(2, UUID.class));
                }
                return new ReceiptRun(last, exhibits);
            }
        } catch (SQLException e) {
            throw new StoreFailed("receipts were not read", e);
        }
    }

    public Exhibit.Memberships memberships(UUID exhibit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select (select array_agg(distinct b.trap) from receipt r join batch b on b.id = r.batch"
                                + " where r.exhibit = ? and b.trap is not null),"
                                + " (select array_agg(matter) from exhibit_matter where exhibit = ?),"
                                + " exists (select from receipt r join batch b on b.id = r.batch"
                                + " where r.exhibit = ? and b.matter is null),"
                                + " greatest((select max(at) from receipt where exhibit = ?), (select max(added_at)"
                                + " from exhibit_matter where exhibit = ? and addition is not null))")) {
            for (int i = 1; i <= 5; i++) {
                select.setObject(i, exhibit);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Exhibit.Memberships(
                        uuids(row.getArray(1)),
                        uuids(row.getArray(2)),
                        row.getBoolean(3),
                        row.getTimestamp(4).toInstant());
            }
        } catch (SQLException e) {
            throw new StoreFailed("memberships were not read", e);
        }
    }

    private static Set<UUID> uuids(@Nullable Array array) throws SQLException {
        return array == null ? Set.of() : Set.copyOf(Arrays.asList((UUID[]) array.getArray()));
    }

    /**
     * Marks an exhibit whose bytes are not what was received; the first finding stays.
     *
     * @return whether this is the first one
     */
    boolean block(UUID exhibit, String anomaly, Instant at) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update exhibit set blocked_at = ?, anomaly = ? where id = ? and blocked_at is null")) {
            update.setTimestamp(1, Timestamp.from(at));
            update.setString(2, anomaly);
            update.setObject(3, exhibit);
            return update.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailed("exhibit " + exhibit + " was not blocked", e);
        }
    }

    /**
     * @param last the last receipt's number
     * @param exhibits what they are for, each once
     */
    public record ReceiptRun(long last, Set<UUID> exhibits) {}
}
