package org.trapline.evidence.fsck;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Actor;
import org.trapline.messaging.StoreFailed;

/** The records of checks. */
@ApplicationScoped
class FsckRuns {

    private final DataSource dataSource;
    private final Clock clock;

    FsckRuns(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    UUID begin(boolean deep, Actor actor, long exhibits) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        update(
                "insert into fsck_run (id, deep, actor, actor_name, started_at, exhibits) values (?, ?, ?, ?, ?, ?)",
                id,
                deep,
                actor.subject(),
                actor.name(),
                now(),
                exhibits);
        return id;
    }

    void progress(UUID run, long checked, long problems, long notices) {
        update(
                "update fsck_run set checked = ?, problems = ?, notices = ? where id = ?",
                checked,
                problems,
                notices,
                run);
    }

    void add(UUID run, long seq, Discrepancy found) {
        update(
                "insert into fsck_discrepancy (run, seq, level, place, exhibit, what, remedy) values (?, ?, ?, ?, ?, ?, ?)",
                run,
                seq,
                found.level().name(),
                found.place(),
                found.exhibit(),
                found.what(),
                found.remedy());
    }

    void end(UUID run, @Nullable String failure) {
        update("update fsck_run set ended_at = ?, failure = ? where id = ?", now(), failure, run);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private void update(String sql, @Nullable Object... values) {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new StoreFailed("a check was not recorded", e);
            }
        });
    }

    /** @param running the run that goes on in this process */
    Optional<FsckRun> find(UUID id, @Nullable UUID running) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select deep, actor_name, started_at, ended_at,"
                        + " exhibits, checked, problems, notices, failure from fsck_run where id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Timestamp ended = row.getTimestamp(4);
                String failure = row.getString(9);
                FsckRun.State state = ended != null && failure == null
                        ? FsckRun.State.ENDED
                        : id.equals(running) ? FsckRun.State.RUNNING : FsckRun.State.BROKEN_OFF;
                return Optional.of(new FsckRun(
                        id,
                        state,
                        row.getBoolean(1),
                        row.getString(2),
                        row.getTimestamp(3).toInstant(),
                        ended == null ? null : ended.toInstant(),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        failure));
            }
        } catch (SQLException e) {
            throw new StoreFailed("a check was not read", e);
        }
    }

    List<Numbered> found(UUID run, long after, int count) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select seq, level, place, exhibit, what, remedy"
                        + " from fsck_discrepancy where run = ? and seq > ? order by seq limit ?")) {
            select.setObject(1, run);
            select.setLong(2, after);
            select.setInt(3, count);
            try (ResultSet row = select.executeQuery()) {
                List<Numbered> found = new ArrayList<>();
                while (row.next()) {
                    found.add(new Numbered(
                            row.getLong(1),
                            new Discrepancy(
                                    Discrepancy.Level.valueOf(row.getString(2)),
                                    row.getString(3),
                                    row.getObject(4, UUID.class),
                                    row.getString(5),
                                    row.getString(6))));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new StoreFailed("what a check found was not read", e);
        }
    }

    /** @param seq its place in the run, from 1 */
    record Numbered(long seq, Discrepancy discrepancy) {}
}
