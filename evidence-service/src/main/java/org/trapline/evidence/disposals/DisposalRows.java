package org.trapline.evidence.disposals;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.StoreFailed;

/** The rows of disposals, written in the caller's transaction. */
@ApplicationScoped
class DisposalRows {

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

    List<UUID> after(@Nullable UUID before, int count) {
        String sql = "select id from disposal where ?::uuid is null or id < ?::uuid order by id desc limit " + count;
        String place = before == null ? null : before.toString();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, place);
            select.setString(2, place);
            try (ResultSet row = select.executeQuery()) {
                List<UUID> ids = new ArrayList<>();
                while (row.next()) {
                    ids.add(row.getObject(1, UUID.class));
                }
                return ids;
            }
        } catch (SQLException e) {
            throw new StoreFailed("disposals were not read", e);
        }
    }

    Optional<Disposal> find(UUID id) {
        String sql =
                "select reason, authority, requested_at, requested_by, requested_by_name, approved_at, approved_by,"
                        + " approved_by_name, done_at from disposal where id = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Disposal(
                                id,
                                row.getString(1),
                                row.getString(2),
                                row.getTimestamp(3).toInstant(),
                                row.getString(4),
                                row.getString(5),
                                instant(row.getTimestamp(6)),
                                row.getString(7),
                                row.getString(8),
                                instant(row.getTimestamp(9)),
                                items(connection, id)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreFailed("disposal " + id + " was not read", e);
        }
    }

    private static List<Disposal.Item> items(Connection connection, UUID disposal) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select exhibit, matter, done_at, held_by from disposal_exhibit where disposal = ? order by exhibit")) {
            select.setObject(1, disposal);
            try (ResultSet row = select.executeQuery()) {
                List<Disposal.Item> items = new ArrayList<>();
                while (row.next()) {
                    items.add(new Disposal.Item(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            instant(row.getTimestamp(3)),
                            row.getObject(4) != null,
                            row.getObject(4, UUID.class)));
                }
                return items;
            }
        }
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
