package org.trapline.evidence.timestamps;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.messaging.StoreFailed;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.timestamp.Timestamp;

/** Time stamps as rows, which are added and never changed. */
@ApplicationScoped
class TimestampRows {

    private static final String SELECT =
            "select t.id, c.size, c.root, c.note, t.reply, t.at, t.authority, t.serial, t.policy"
                    + " from checkpoint_timestamp t join checkpoint c on c.size = t.size ";

    private final DataSource dataSource;
    private final Ledger ledger;

    TimestampRows(DataSource dataSource, Ledger ledger) {
        this.dataSource = dataSource;
        this.ledger = ledger;
    }

    void add(CheckpointTimestamp stamped) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into checkpoint_timestamp (id, size, reply, at, authority, serial, policy)"
                                + " values (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, stamped.id());
            insert.setLong(2, stamped.checkpoint().size());
            insert.setBytes(3, stamped.reply());
            insert.setObject(4, stamped.stamp().at().atOffset(ZoneOffset.UTC));
            insert.setString(5, stamped.stamp().authority());
            insert.setString(6, stamped.stamp().serial());
            insert.setString(7, stamped.stamp().policy());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("a time stamp was not written", e);
        }
    }

    Optional<CheckpointTimestamp> byId(UUID id) {
        return list("where t.id = ?", id).stream().findFirst();
    }

    /** The newest first, below a cursor's stamp. */
    List<CheckpointTimestamp> newest(@Nullable UUID before, int count) {
        return list("where ?::uuid is null or t.id < ? order by t.id desc limit ?", before, before, count);
    }

    /** The stamp of the largest checkpoint. */
    Optional<CheckpointTimestamp> largest() {
        return list("order by t.size desc, t.at limit 1").stream().findFirst();
    }

    /** Those whose checkpoints hold the leaf, the earliest first. */
    List<CheckpointTimestamp> covering(long leaf, int count) {
        return list("where t.size > ? order by t.at, t.id limit ?", leaf, count);
    }

    private List<CheckpointTimestamp> list(String where, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT + where)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                List<CheckpointTimestamp> stamps = new ArrayList<>();
                while (row.next()) {
                    stamps.add(stamped(row));
                }
                return stamps;
            }
        } catch (SQLException e) {
            throw new StoreFailed("time stamps were not read", e);
        }
    }

    private CheckpointTimestamp stamped(ResultSet row) throws SQLException {
        return new CheckpointTimestamp(
                row.getObject(1, UUID.class),
                new Checkpoint(ledger.verifier().origin(), row.getLong(2), row.getBytes(3), row.getString(4)),
                row.getBytes(5),
                new Timestamp(row.getTimestamp(6).toInstant(), row.getString(7), row.getString(8), row.getString(9)));
    }
}
