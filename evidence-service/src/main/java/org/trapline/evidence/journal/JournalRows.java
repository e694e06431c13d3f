package org.trapline.evidence.journal;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.evidence.custody.Chains;
import org.trapline.evidence.custody.CustodyRuns;
import org.trapline.messaging.StoreFailed;

/** Finds what has been added to custody, and keeps up to where journals tell of it. */
@ApplicationScoped
class JournalRows {

    /** Of events and of receipts each, so that a journal stays below 2 MB. */
    private static final int MOST = 5_000;

    private final DataSource dataSource;

    JournalRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Up to where the journals tell of everything. */
    Place last() {
        return read("select coalesce(max(events_to), 0), coalesce(max(receipts_to), 0) from custody_journal", row -> {
            row.next();
            return new Place(row.getLong(1), row.getLong(2));
        });
    }

    /**
     * Where a journal that begins behind a place ends. Ids of events are drawn before they are committed: the lock waits for
     * those that are on their way, so that none below the end comes later. It holds up readers' events for that moment, and no
     * intake, which writes receipts; their numbers have no gaps.
     */
    Place next(Place from) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("set local lock_timeout = '5s'");
                statement.execute("lock table custody_event in share mode");
                return new Place(
                        end(connection, """
                                select coalesce(max(id), ?), count(*) from (select id from custody_event where id > ?
                                    order by id limit ?) x
                                """, from.event(), "select coalesce(max(id), 0) from custody_event"),
                        end(connection, """
                                select coalesce(max(seq), ?), count(*) from (select seq from receipt where seq > ? and chain_seq > 1
                                    order by seq limit ?) x
                                """, from.receipt(), "select receipts from ledger_head"));
            } catch (SQLException e) {
                throw new StoreFailed("the end of custody was not read", e);
            }
        });
    }

    /** The last of the most that a journal takes, or the last of all. */
    private static long end(Connection connection, String some, long from, String all) throws SQLException {
        try (PreparedStatement last = connection.prepareStatement(all);
                PreparedStatement select = connection.prepareStatement(some)) {
            long end;
            try (ResultSet row = last.executeQuery()) {
                row.next();
                end = row.getLong(1);
            }
            select.setLong(1, from);
            select.setLong(2, from);
            select.setInt(3, MOST);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(2) == MOST ? row.getLong(1) : Math.max(end, from);
            }
        }
    }

    /**
     * How the chains end that grew between two places. An exhibit's first receipt is no growth: its leaf stands in the ledger.
     */
    List<JournalDocument.End> ends(Place from, Place to) {
        return read(
                """
                with grown as (
                    select exhibit from custody_event where id > ? and id <= ?
                    union select exhibit from receipt where seq > ? and seq <= ? and chain_seq > 1)
                select g.exhibit, l.seq, l.hash from grown g""" + Chains.endOf("g.exhibit") + " order by g.exhibit",
                row -> {
                    List<JournalDocument.End> ends = new ArrayList<>();
                    while (row.next()) {
                        ends.add(new JournalDocument.End(
                                row.getObject(1, UUID.class),
                                row.getInt(2),
                                HexFormat.of().formatHex(row.getBytes(3))));
                    }
                    return ends;
                },
                from.event(),
                to.event(),
                from.receipt(),
                to.receipt());
    }

    /** Ended runs that no journal tells of. */
    List<JournalDocument.Run> runs() {
        return read(
                CustodyRuns.COLUMNS + " where ended_at is not null and not exists"
                        + " (select from custody_journal_run j where j.run = custody_run.id) order by id limit " + MOST,
                row -> {
                    List<JournalDocument.Run> runs = new ArrayList<>();
                    while (row.next()) {
                        runs.add(new JournalDocument.Run(
                                row.getObject(1, UUID.class), HexFormat.of().formatHex(CustodyRuns.hash(row))));
                    }
                    return runs;
                });
    }

    /** Writes down what a recorded journal tells of. */
    void add(UUID exhibit, Instant at, Place to, List<JournalDocument.Run> runs) {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement journal =
                            connection.prepareStatement("insert into custody_journal (exhibit, recorded_at, events_to,"
                                    + " receipts_to) values (?, ?, ?, ?) on conflict do nothing");
                    PreparedStatement told = connection.prepareStatement(
                            "insert into custody_journal_run (run, journal) values (?, ?) on conflict do nothing")) {
                journal.setObject(1, exhibit);
                journal.setTimestamp(2, Timestamp.from(at));
                journal.setLong(3, to.event());
                journal.setLong(4, to.receipt());
                journal.executeUpdate();
                for (JournalDocument.Run run : runs) {
                    told.setObject(1, run.run());
                    told.setObject(2, exhibit);
                    told.addBatch();
                }
                told.executeBatch();
            } catch (SQLException e) {
                throw new StoreFailed("a custody journal was not written down", e);
            }
        });
    }

    private <T> T read(String sql, Reader<T> reader, long... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setLong(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return reader.read(row);
            }
        } catch (SQLException e) {
            throw new StoreFailed("custody was not read for its journal", e);
        }
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * A place in custody.
     *
     * @param event highest id of a custody event
     * @param receipt highest number of a receipt
     */
    record Place(long event, long receipt) {}
}
