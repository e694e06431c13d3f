package org.trapline.evidence.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.trapline.messaging.StoreFailed;

/** The rows that say where segments lie. Each change is committed when its method returns: it is never part of an intake's. */
@ApplicationScoped
public class Segments {

    private static final String COLUMNS = "select number, id, object, base, size, sha256, created_at from segment ";

    private final DataSource dataSource;

    Segments(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public Optional<Segment> find(int number) {
        return select(COLUMNS + "where number = ?", number).stream().findFirst();
    }

    /** Those after a number, in order. */
    public List<Segment> after(int number, int count) {
        return select(COLUMNS + "where number > ? order by number limit " + count, number);
    }

    Optional<Segment> last() {
        return select(COLUMNS + "order by number desc limit 1", null).stream().findFirst();
    }

    /** Whether a segment lies in the object. */
    public boolean names(String object) {
        return !select(COLUMNS + "where object = ? limit 1", object).isEmpty();
    }

    List<Segment> in(String object) {
        return select(COLUMNS + "where object = ? order by base", object);
    }

    private List<Segment> select(String sql, @Nullable Object parameter) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            if (parameter != null) {
                select.setObject(1, parameter);
            }
            try (ResultSet row = select.executeQuery()) {
                List<Segment> segments = new ArrayList<>();
                while (row.next()) {
                    segments.add(new Segment(
                            row.getInt(1),
                            row.getObject(2, UUID.class),
                            row.getString(3),
                            row.getLong(4),
                            row.getObject(5, Long.class),
                            row.getBytes(6),
                            row.getTimestamp(7).toInstant()));
                }
                return segments;
            }
        } catch (SQLException e) {
            throw new StoreFailed("segments were not read", e);
        }
    }

    void add(Segment segment) {
        change("segment " + segment.number() + " was not added", connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into segment"
                    + " (number, id, object, base, size, sha256, created_at) values (?, ?, ?, ?, ?, ?, ?)")) {
                insert.setInt(1, segment.number());
                insert.setObject(2, segment.id());
                insert.setString(3, segment.object());
                insert.setLong(4, segment.base());
                insert.setObject(5, segment.size());
                insert.setBytes(6, segment.sha256());
                insert.setTimestamp(7, Timestamp.from(segment.createdAt()));
                insert.executeUpdate();
            }
        });
    }

    /** Forgets a segment that nothing was ever kept in. */
    void remove(int number) {
        change("segment " + number + " was not removed", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from segment where number = ?")) {
                delete.setInt(1, number);
                delete.executeUpdate();
            }
        });
    }

    /** Notes an object before it is written: until a segment names it, it may be removed. */
    void announce(String object, Instant at) {
        change("object " + object + " was not announced", connection -> leftover(connection, object, at));
    }

    /**
     * Moves segments to the announced object that holds them now, all or none; the objects that they leave become leftovers.
     */
    void move(List<Segment> from, List<Segment> to, Instant at) {
        change("segments were not moved", connection -> {
            try (PreparedStatement update = connection.prepareStatement("update segment set object = ?, base = ?,"
                            + " size = ?, sha256 = ? where number = ? and object = ? and base = ?");
                    PreparedStatement arrived =
                            connection.prepareStatement("delete from vault_leftover where object = ?")) {
                for (int i = 0; i < to.size(); i++) {
                    Segment old = from.get(i);
                    Segment moved = to.get(i);
                    update.setString(1, moved.object());
                    update.setLong(2, moved.base());
                    update.setObject(3, moved.size());
                    update.setBytes(4, moved.sha256());
                    update.setInt(5, old.number());
                    update.setString(6, old.object());
                    update.setLong(7, old.base());
                    if (update.executeUpdate() != 1) {
                        throw new SQLException("segment " + old.number() + " has moved meanwhile");
                    }
                    leftover(connection, old.object(), at);
                }
                arrived.setString(1, to.get(0).object());
                if (arrived.executeUpdate() != 1) {
                    throw new SQLException("object " + to.get(0).object() + " was removed meanwhile");
                }
            }
        });
    }

    private static void leftover(Connection connection, String object, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into vault_leftover (object, since) values (?, ?) on conflict do nothing")) {
            insert.setString(1, object);
            insert.setTimestamp(2, Timestamp.from(at));
            insert.executeUpdate();
        }
    }

    /** Objects that no segment names and that were noted before they were written or when they were left. */
    public List<String> leftovers() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select object from vault_leftover l"
                        + " where not exists (select from segment s where s.object = l.object) order by object");
                ResultSet row = select.executeQuery()) {
            List<String> objects = new ArrayList<>();
            while (row.next()) {
                objects.add(row.getString(1));
            }
            return objects;
        } catch (SQLException e) {
            throw new StoreFailed("leftovers were not read", e);
        }
    }

    /**
     * Removes a leftover and forgets it. Another process may have announced the object and be about to move segments there: of
     * the two, who has the leftover's row first wins.
     */
    void discard(String object, Removal removal) throws IOException {
        try {
            change("leftover " + object + " was not forgotten", connection -> {
                try (PreparedStatement delete =
                        connection.prepareStatement("delete from vault_leftover l where object = ?"
                                + " and not exists (select from segment s where s.object = l.object)")) {
                    delete.setString(1, object);
                    if (delete.executeUpdate() == 1) {
                        removal.remove(object);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Says what is to stand in an exhibit's place; the first word on it holds. */
    Tombstone entomb(Location location, Tombstone tombstone) {
        change("the tombstone of " + tombstone.exhibit() + " was not written", connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into vault_tombstone (exhibit, segment,"
                    + " position, length, at, statement, done) values (?, ?, ?, ?, ?, ?, false)"
                    + " on conflict do nothing")) {
                insert.setObject(1, tombstone.exhibit());
                insert.setInt(2, location.segment());
                insert.setLong(3, location.offset());
                insert.setLong(4, location.length());
                insert.setTimestamp(5, Timestamp.from(tombstone.at()));
                insert.setString(6, tombstone.statement());
                insert.executeUpdate();
            }
        });
        return tombstones("where exhibit = '" + tombstone.exhibit() + "'")
                .get(0)
                .tombstone();
    }

    void entombed(UUID exhibit) {
        change("the tombstone of " + exhibit + " was not finished", connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update vault_tombstone set done = true where exhibit = ?")) {
                update.setObject(1, exhibit);
                update.executeUpdate();
            }
        });
    }

    /** Whether a tombstone stands in an exhibit's place, or is about to. */
    public boolean hasTombstone(UUID exhibit) {
        return !tombstones("where exhibit = '" + exhibit + "'").isEmpty();
    }

    /** Disposals that a crash broke off. */
    List<Grave> unfinished() {
        return tombstones("where not done");
    }

    private List<Grave> tombstones(String where) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select exhibit, segment, position, length, at, statement from vault_tombstone " + where);
                ResultSet row = select.executeQuery()) {
            List<Grave> graves = new ArrayList<>();
            while (row.next()) {
                graves.add(new Grave(
                        new Location(row.getInt(2), row.getLong(3), row.getLong(4)),
                        new Tombstone(
                                row.getObject(1, UUID.class),
                                row.getTimestamp(5).toInstant(),
                                row.getString(6))));
            }
            return graves;
        } catch (SQLException e) {
            throw new StoreFailed("tombstones were not read", e);
        }
    }

    private void change(String failure, Change change) {
        try (Connection connection = dataSource.getConnection()) {
            if (!connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "Rows of the vault are durable at once, not with somebody's transaction");
            }
            connection.setAutoCommit(false);
            try {
                change.in(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StoreFailed(failure, e);
        }
    }

    /** Takes an object out of the store; one that is gone already too. */
    @FunctionalInterface
    interface Removal {
        void remove(String object) throws IOException;
    }

    @FunctionalInterface
    private interface Change {
        void in(Connection connection) throws SQLException;
    }

    /**
     * A place where a tombstone belongs.
     *
     * @param location of the record
     * @param tombstone what is to stand there
     */
    record Grave(Location location, Tombstone tombstone) {}
}
