package org.trapline.evidence.custody;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.messaging.StoreFailed;

/**
 * What the platform itself reads from end to end: a rebuilt index, a reparse, a check. One record a run instead of an event
 * for each exhibit, since such a run concerns all of them alike.
 */
@ApplicationScoped
public class CustodyRuns {

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
