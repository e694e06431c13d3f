package org.trapline.evidence.custody;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.StoreFailed;

/**
 * What the platform itself reads from end to end: a rebuilt index, a reparse, a check. One record a run instead of an event
 * for each exhibit, since such a run concerns all of them alike.
 */
@ApplicationScoped
public class CustodyRuns {

    /** Reads runs for {@link #hash}; a condition may follow. */
    public static final String COLUMNS = "select id, actor, actor_name, actor_role, tool, tool_version, purpose,"
            + " started_at, ended_at, from_leaf, to_leaf, reads, anomalies from custody_run";

    private final DataSource dataSource;
    private final Clock clock;

    CustodyRuns(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * A run that is recorded with its first read.
     *
     * @param tool what reads, for example {@code search-index}
     * @param version of it
     * @param purpose why
     */
    public CustodyRun run(Actor actor, String tool, String version, String purpose) {
        return new CustodyRun(this, actor, tool, version, purpose);
    }

    /** Commits by itself: the run stands even if what it was for fails. */
    void begin(CustodyRun run, UUID id) {
        update(
                "insert into custody_run (id, actor, actor_name, actor_role, tool, tool_version, purpose, started_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                run.actor().subject(),
                run.actor().name(),
                run.actor().role(),
                run.tool(),
                run.version(),
                run.purpose(),
                now());
    }

    void progress(UUID id, CustodyRun.Progress progress, boolean ended) {
        update(
                "update custody_run set from_leaf = ?, to_leaf = ?, reads = ?, anomalies = ?,"
                        + " ended_at = case when ? then ?::timestamptz end where id = ? and ended_at is null",
                progress.fromLeaf(),
                progress.toLeaf(),
                progress.reads(),
                progress.anomalies(),
                ended,
                now(),
                id);
    }

    /** SHA-256 of an ended run's canonical form (docs/formats/custody.md), from a row of {@link #COLUMNS}. */
    public static byte[] hash(ResultSet row) throws SQLException {
        return Canonical.hash(new Canonical()
                .put("actor", row.getString(2))
                .put("actorName", row.getString(3))
                .put("actorRole", row.getString(4))
                .put("anomalies", row.getLong(13))
                .put("endedAt", instant(row.getTimestamp(9)))
                .put("fromLeaf", row.getString(10))
                .put("purpose", row.getString(7))
                .put("reads", row.getLong(12))
                .put("run", row.getString(1))
                .put("startedAt", instant(row.getTimestamp(8)))
                .put("toLeaf", row.getString(11))
                .put("tool", row.getString(5))
                .put("toolVersion", row.getString(6))
                .done());
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private void update(String sql, Object... values) {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new StoreFailed("a custody run was not recorded", e);
            }
        });
    }
}
