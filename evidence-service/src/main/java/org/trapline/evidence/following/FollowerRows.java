package org.trapline.evidence.following;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.messaging.StoreFailed;

/** The cursors of the followers, and the ranges that they are to take again. */
@ApplicationScoped
class FollowerRows {

    private final DataSource dataSource;

    FollowerRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Where a follower stands; a new one starts at the first leaf. */
    long position(String follower) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into follower (name, position) values (?, 0) on conflict do nothing");
                PreparedStatement select =
                        connection.prepareStatement("select position from follower where name = ?")) {
            insert.setString(1, follower);
            insert.executeUpdate();
            select.setString(1, follower);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new StoreFailed("the place of follower " + follower + " was not read", e);
        }
    }

    /** Moves a cursor in the caller's transaction, which fails when another replica has moved it. */
    void move(String follower, long from, long to) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update follower set position = ? where name = ? and position = ?")) {
            update.setLong(1, to);
            update.setString(2, follower);
            update.setLong(3, from);
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("follower " + follower + " stands elsewhere than at " + from);
            }
        } catch (SQLException e) {
            throw new StoreFailed("the place of follower " + follower + " was not moved", e);
        }
    }

    void addRedo(String follower, long from, long to) {
        addRedo(follower, "select a[1], a[2] from (select ?::bigint[]) as one (a)", "bigint", from, to);
    }

    /** Leaves that stand side by side are one range. */
    void addRedo(String follower, SortedSet<Long> leaves) {
        addRedo(
                follower,
                "select min(l.leaf), max(l.leaf) + 1 from (select leaf, leaf - row_number() over (order by leaf)"
                        + " as run from unnest(?::bigint[]) as u (leaf)) l group by l.run order by 1",
                "bigint",
                leaves.toArray());
    }

    /** Those of the exhibits that no receipt has by a trap yet. */
    void addRedoOfUncaught(String follower, Collection<UUID> exhibits) {
        addRedo(
                follower,
                "select e.leaf_index, e.leaf_index + 1 from exhibit e where e.id = any (?) and not exists"
                        + " (select from receipt r join batch b on b.id = r.batch"
                        + " where r.exhibit = e.id and b.trap is not null)",
                "uuid",
                exhibits.toArray());
    }

    /** @param ranges a query of one parameter, an array */
    private void addRedo(String follower, String ranges, String type, Object... array) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into follower_redo (follower, next, until) select ?, r.* from (" + ranges + ") r")) {
            insert.setString(1, follower);
            insert.setArray(2, connection.createArrayOf(type, array));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("what follower " + follower + " is to take again was not noted", e);
        }
    }

    /** The ranges that were noted first. */
    List<Redo> nextRedos(String follower, int count) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select id, next, until from follower_redo where follower = ? order by id limit ?")) {
            select.setString(1, follower);
            select.setInt(2, count);
            try (ResultSet row = select.executeQuery()) {
                List<Redo> redos = new ArrayList<>();
                while (row.next()) {
                    redos.add(new Redo(row.getLong(1), row.getLong(2), row.getLong(3)));
                }
                return redos;
            }
        } catch (SQLException e) {
            throw new StoreFailed("the ranges of follower " + follower + " were not read", e);
        }
    }

    /** Notes how far a range is done; one that is done to its end is gone. */
    void moveRedo(Redo redo, long next) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement move = connection.prepareStatement(
                        next < redo.until()
                                ? "update follower_redo set next = ? where id = ?"
                                : "delete from follower_redo where until <= ? and id = ?")) {
            move.setLong(1, next);
            move.setLong(2, redo.id());
            move.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("a range that was done again was not noted", e);
        }
    }

    /**
     * @param next the leaf to go on at
     * @param until one past the last leaf
     */
    record Redo(long id, long next, long until) {}
}
