package org.trapline.attribution.sites;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.trapline.events.ExhibitsRecorded;
import org.trapline.messaging.StoreFailed;

/** How far this service has heard of the evidence ledger without a gap. */
@ApplicationScoped
public class Ledger {

    private final DataSource dataSource;

    Ledger(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * @param size     leaves of the newest checkpoint that the service has heard of every leaf before
     * @param rootHash its tree hash, base64
     */
    public record AsOf(long size, String rootHash) {}

    public AsOf asOf() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select size, root_hash from ledger_cursor");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new AsOf(row.getLong(1), row.getString(2));
        } catch (SQLException e) {
            throw new StoreFailed("the ledger cursor was not read", e);
        }
    }

    /** Ranges may come twice, overlap and come out of order: one ahead of a gap waits until the gap is closed. */
    void take(ExhibitsRecorded range) {
        try (Connection connection = dataSource.getConnection()) {
            lockCursor(connection);
            remember(connection, range);
            while (advance(connection)) {
                forgetReached(connection);
            }
            forgetReached(connection);
        } catch (SQLException e) {
            throw new StoreFailed("range [%d,%d) was not stored".formatted(range.from(), range.to()), e);
        }
    }

    private static void lockCursor(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select position from ledger_cursor for update")) {
            lock.execute();
        }
    }

    private static void remember(Connection connection, ExhibitsRecorded range) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into ledger_range (from_position, to_position, size, root_hash) values (?, ?, ?, ?)"
                        + " on conflict do nothing")) {
            insert.setLong(1, range.from());
            insert.setLong(2, range.to());
            insert.setLong(3, range.checkpoint().size());
            insert.setString(4, range.checkpoint().rootHash());
            insert.executeUpdate();
        }
    }

    private static boolean advance(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update ledger_cursor c set position = r.to_position,
                    size = case when r.size <= r.to_position then r.size else c.size end,
                    root_hash = case when r.size <= r.to_position then r.root_hash else c.root_hash end
                from (select r.* from ledger_range r, ledger_cursor c
                      where r.from_position <= c.position and r.to_position > c.position
                      order by r.to_position limit 1) r""")) {
            return update.executeUpdate() == 1;
        }
    }

    private static void forgetReached(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from ledger_range r using ledger_cursor c where r.to_position <= c.position")) {
            delete.executeUpdate();
        }
    }
}
