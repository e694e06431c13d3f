package org.trapline.evidence.disposals;

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
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.messaging.StoreFailed;

/** The rows of disposals, written in the caller's transaction. */
@ApplicationScoped
class DisposalRows {

    private static final String DISPOSALS = """
            select d.id, d.reason, d.authority, d.requested_at, d.requested_by, d.requested_by_name, d.approved_at,
                d.approved_by, d.approved_by_name, d.done_at
            from disposal d where\s""";

    /** Whoever may see every exhibit of a disposal may see it, since its reason may tell of any of them. */
    private static final String IN_SIGHT = "not exists (select from disposal_exhibit e where e.disposal = d.id and not "
            + Sight.ofExhibit("e.exhibit") + ") and ";

    private final DataSource dataSource;

    DisposalRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @param matters the exhibits, each with the matter that its events belong to, or null */
    void request(UUID id, NewDisposal wanted, Map<UUID, @Nullable UUID> matters, String by, String byName, Instant at) {
        update(
                "insert into disposal (id, reason, authority, requested_at, requested_by, requested_by_name)"
                        + " values (?, ?, ?, ?, ?, ?)",
                id,
                wanted.reason(),
                wanted.authority(),
                Timestamp.from(at),
                by,
                byName);
        matters.forEach((exhibit, matter) -> update(
                "insert into disposal_exhibit (disposal, exhibit, matter) values (?, ?, ?::uuid)",
                id,
                exhibit,
                matter == null ? null : matter.toString()));
    }

    /** @return false when it was approved before */
    boolean approve(UUID id, String by, String byName, Instant at) {
        return update(
                        "update disposal set approved_at = ?, approved_by = ?, approved_by_name = ?"
                                + " where id = ? and approved_at is null",
                        Timestamp.from(at),
                        by,
                        byName,
                        id)
                == 1;
    }

    /** Holds the exhibit's row: a hold that is laid meanwhile waits. */
    void lock(UUID exhibit) {
        exists("select from exhibit where id = ? for no key update", exhibit);
    }

    void kept(UUID disposal, UUID exhibit, UUID hold) {
        update(
                "update disposal_exhibit set held_by = ? where disposal = ? and exhibit = ? and begun_at is null",
                hold,
                disposal,
                exhibit);
    }

    void begin(UUID disposal, UUID exhibit, Instant at) {
        update(
                "update disposal_exhibit set begun_at = ? where disposal = ? and exhibit = ? and begun_at is null",
                Timestamp.from(at),
                disposal,
                exhibit);
    }

    boolean begun(UUID disposal, UUID exhibit) {
        return exists(
                "select from disposal_exhibit where disposal = ? and exhibit = ? and begun_at is not null",
                disposal,
                exhibit);
    }

    /**
     * Destroys the secret and what was read out of the bytes.
     *
     * @return false when it was done before
     */
    boolean entomb(Disposal disposal, UUID exhibit, Instant at) {
        boolean first = update(
                        "insert into disposed_exhibit (exhibit, disposal, reason, authority, requested_by, approved_by,"
                                + " disposed_at) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        exhibit,
                        disposal.id(),
                        disposal.reason(),
                        disposal.authority(),
                        disposal.requestedBy(),
                        disposal.approvedBy(),
                        Timestamp.from(at))
                == 1;
        if (first) {
            update(
                    "update exhibit set secret = null, subject = null, sender = null, sent_at = null, defects = '{}'"
                            + " where id = ?",
                    exhibit);
        }
        return first;
    }

    void done(UUID disposal, UUID exhibit, Instant at) {
        update(
                "update disposal_exhibit set done_at = ? where disposal = ? and exhibit = ? and done_at is null",
                Timestamp.from(at),
                disposal,
                exhibit);
    }

    void done(UUID disposal, Instant at) {
        update("update disposal set done_at = ? where id = ? and done_at is null", Timestamp.from(at), disposal);
    }

    Optional<Disposal> find(UUID id) {
        return read(DISPOSALS + "d.id = ?", (connection, select) -> select.setObject(1, id)).stream()
                .findFirst();
    }

    /** The same, when it is in sight. */
    Optional<Disposal> find(UUID id, Sight sight) {
        return read(
                        DISPOSALS + IN_SIGHT + "d.id = ?",
                        (connection, select) -> select.setObject(sight.bind(connection, select, 1), id))
                .stream()
                .findFirst();
    }

    /** The disposals in sight, the last asked for first. */
    List<Disposal> inSight(@Nullable UUID before, int count, Sight sight) {
        return read(
                DISPOSALS + IN_SIGHT + "d.id < coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')"
                        + " order by d.id desc limit ?",
                (connection, select) -> {
                    int at = sight.bind(connection, select, 1);
                    select.setObject(at, before);
                    select.setInt(at + 1, count);
                });
    }

    private List<Disposal> read(String sql, Binding binding) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            binding.in(connection, select);
            List<Disposal> read = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    read.add(new Disposal(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getTimestamp(4).toInstant(),
                            row.getString(5),
                            row.getString(6),
                            instant(row.getTimestamp(7)),
                            row.getString(8),
                            row.getString(9),
                            instant(row.getTimestamp(10)),
                            List.of()));
                }
            }
            Map<UUID, List<Disposal.Item>> items =
                    items(connection, read.stream().map(Disposal::id).toList());
            return read.stream()
                    .map(d -> d.with(items.getOrDefault(d.id(), List.of())))
                    .toList();
        } catch (SQLException e) {
            throw new StoreFailed("disposals were not read", e);
        }
    }

    private static Map<UUID, List<Disposal.Item>> items(Connection connection, List<UUID> disposals)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select disposal, exhibit, matter, done_at, held_by"
                + " from disposal_exhibit where disposal = any (?) order by exhibit")) {
            select.setArray(1, connection.createArrayOf("uuid", disposals.toArray()));
            try (ResultSet row = select.executeQuery()) {
                Map<UUID, List<Disposal.Item>> items = new HashMap<>();
                while (row.next()) {
                    items.computeIfAbsent(row.getObject(1, UUID.class), disposal -> new ArrayList<>())
                            .add(new Disposal.Item(
                                    row.getObject(2, UUID.class),
                                    row.getObject(3, UUID.class),
                                    instant(row.getTimestamp(4)),
                                    row.getObject(5) != null,
                                    row.getObject(5, UUID.class)));
                }
                return items;
            }
        }
    }

    /** Sets the parameters of a query. */
    private interface Binding {
        void in(Connection connection, PreparedStatement select) throws SQLException;
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private boolean exists(String sql, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, values);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw new StoreFailed("disposals were not read", e);
        }
    }

    private int update(String sql, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("a disposal was not written", e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
