package org.trapline.evidence.reparse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.evidence.mail.LinkedHost;
import org.trapline.evidence.mail.ParsedMail;
import org.trapline.messaging.StoreFailed;

/** The runs, and the derived rows that they replace. Evidence columns are not named here. */
@ApplicationScoped
class ReparseRows {

    private static final String SELECT = "select id, parser, from_leaf, until_leaf, older_only, started_at,"
            + " started_by_name, next_leaf, remade, unreadable, disposed, ended_at from reparse_run ";

    private final DataSource dataSource;

    ReparseRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @return false when another run is under way */
    boolean insert(ReparseRun run, String subject) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into reparse_run (id, parser, from_leaf,"
                        + " until_leaf, older_only, started_at, started_by, started_by_name, next_leaf)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setObject(1, run.id());
            insert.setString(2, run.parser());
            insert.setLong(3, run.from());
            insert.setLong(4, run.until());
            insert.setBoolean(5, run.olderOnly());
            insert.setTimestamp(6, Timestamp.from(run.startedAt()));
            insert.setString(7, subject);
            insert.setString(8, run.startedBy());
            insert.setLong(9, run.next());
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailed("reparse " + run.id() + " was not noted", e);
        }
    }

    Optional<ReparseRun> byId(UUID id) {
        return select("where id = ?", id);
    }

    Optional<ReparseRun> open() {
        return select("where ended_at is null");
    }

    private Optional<ReparseRun> select(String where, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT + where)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(run(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreFailed("reparse runs were not read", e);
        }
    }

    private static ReparseRun run(ResultSet row) throws SQLException {
        Timestamp ended = row.getTimestamp(12);
        return new ReparseRun(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getBoolean(5),
                row.getTimestamp(6).toInstant(),
                row.getString(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                ended == null ? null : ended.toInstant());
    }

    /** Replaces what was read out of the messages before; in the caller's transaction. */
    void replace(String parser, List<Remade> remade) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement("update exhibit set parser = ?, subject = ?,"
                        + " sender = ?, sent_at = ?, defects = ? where id = ?");
                PreparedStatement delete = connection.prepareStatement("delete from exhibit_site where position = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "insert into exhibit_site (position, host, site, exhibit) values (?, ?, ?, ?)")) {
            for (Remade one : remade) {
                ParsedMail mail = one.mail();
                update.setString(1, parser);
                update.setString(2, mail.subject());
                update.setString(3, mail.from());
                update.setTimestamp(4, mail.date() == null ? null : Timestamp.from(mail.date()));
                update.setArray(
                        5, connection.createArrayOf("text", mail.defects().toArray()));
                update.setObject(6, one.exhibit());
                update.addBatch();
                delete.setLong(1, one.leaf());
                delete.addBatch();
                for (LinkedHost link : mail.links()) {
                    insert.setLong(1, one.leaf());
                    insert.setString(2, link.host());
                    insert.setString(3, link.site());
                    insert.setObject(4, one.exhibit());
                    insert.addBatch();
                }
            }
            update.executeBatch();
            delete.executeBatch();
            insert.executeBatch();
        } catch (SQLException e) {
            throw new StoreFailed("derived rows were not replaced", e);
        }
    }

    /** Notes how far a run is; in the caller's transaction, which fails when another replica has moved it. */
    void move(ReparseRun run, long next, int remade, int unreadable, int disposed) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement("update reparse_run set next_leaf = ?,"
                        + " remade = remade + ?, unreadable = unreadable + ?, disposed = disposed + ?"
                        + " where id = ? and next_leaf = ?")) {
            update.setLong(1, next);
            update.setInt(2, remade);
            update.setInt(3, unreadable);
            update.setInt(4, disposed);
            update.setObject(5, run.id());
            update.setLong(6, run.next());
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("reparse " + run.id() + " stands elsewhere than at " + run.next());
            }
        } catch (SQLException e) {
            throw new StoreFailed("reparse " + run.id() + " was not moved", e);
        }
    }

    /** @return false when another replica has ended it */
    boolean end(ReparseRun run, Instant at) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update reparse_run set ended_at = ? where id = ? and ended_at is null")) {
            update.setTimestamp(1, Timestamp.from(at));
            update.setObject(2, run.id());
            return update.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailed("reparse " + run.id() + " was not ended", e);
        }
    }

    /**
     * @param exhibit its id
     * @param leaf its place in the ledger
     * @param mail what it says now
     */
    record Remade(UUID exhibit, long leaf, ParsedMail mail) {}
}
