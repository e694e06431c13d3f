package org.trapline.takedown.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The table of jobs. One row a kind and subject: enqueueing what is there already is the same job, due at the earlier
 * time, and one that is running meanwhile runs once more, so that no wake-up is lost.
 */
@ApplicationScoped
public class Jobs {

    private final DataSource dataSource;
    private final Clock clock;

    Jobs(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** In the caller's transaction: the job is there exactly when what it follows from is. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void enqueue(String kind, UUID subject, Instant due) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                        insert into job (kind, subject, due) values (?, ?, ?)
                        on conflict (kind, subject) do update
                        set due = least(job.due, excluded.due), generation = job.generation + 1, attempts = 0
                        """)) {
            upsert.setString(1, kind);
            upsert.setObject(2, subject);
            upsert.setTimestamp(3, Timestamp.from(due));
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new JobStoreFailed("enqueue " + kind, e);
        }
    }

    /** As {@link #enqueue}, as soon as a worker is free. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void enqueueNow(String kind, UUID subject) {
        enqueue(kind, subject, clock.instant());
    }

    /**
     * A job as a worker holds it.
     *
     * @param generation how often it had been enqueued anew when it was claimed
     */
    record Claimed(String kind, UUID subject, int attempt, long generation) {}

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Optional<Claimed> claim(UUID worker, Duration lease) {
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement claim = connection.prepareStatement("""
                        update job set owner = ?, leased_until = ?, attempts = attempts + 1
                        where (kind, subject) = (
                            select kind, subject from job
                            where due <= ? and (leased_until is null or leased_until < ?)
                            order by due limit 1 for update skip locked)
                        returning kind, subject, attempts, generation
                        """)) {
            claim.setObject(1, worker);
            claim.setTimestamp(2, Timestamp.from(now.plus(lease)));
            claim.setTimestamp(3, Timestamp.from(now));
            claim.setTimestamp(4, Timestamp.from(now));
            try (ResultSet row = claim.executeQuery()) {
                return row.next()
                        ? Optional.of(new Claimed(
                                row.getString(1), row.getObject(2, UUID.class), row.getInt(3), row.getLong(4)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new JobStoreFailed("claim", e);
        }
    }

    /** Keeps what this worker runs from being taken by another. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void renew(UUID worker, Duration lease) {
        update("renew", "update job set leased_until = ? where owner = ? and leased_until is not null", statement -> {
            statement.setTimestamp(1, Timestamp.from(clock.instant().plus(lease)));
            statement.setObject(2, worker);
        });
    }

    /** Removes the job, or makes it due at once when it was enqueued anew while it ran. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void finish(Claimed job, UUID worker) {
        int removed = update(
                "finish",
                "delete from job where kind = ? and subject = ? and owner = ? and generation = ?",
                statement -> {
                    statement.setString(1, job.kind());
                    statement.setObject(2, job.subject());
                    statement.setObject(3, worker);
                    statement.setLong(4, job.generation());
                });
        if (removed == 0) {
            release(job, worker, clock.instant());
        }
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void postpone(Claimed job, UUID worker, Instant due) {
        release(job, worker, due);
    }

    private void release(Claimed job, UUID worker, Instant due) {
        update("release", """
                update job set owner = null, leased_until = null,
                    due = case when generation = ? then ? else least(due, ?) end
                where kind = ? and subject = ? and owner = ?
                """, statement -> {
            statement.setLong(1, job.generation());
            statement.setTimestamp(2, Timestamp.from(due));
            statement.setTimestamp(3, Timestamp.from(due));
            statement.setString(4, job.kind());
            statement.setObject(5, job.subject());
            statement.setObject(6, worker);
        });
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private int update(String what, String sql, Binding binding) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new JobStoreFailed(what, e);
        }
    }
}
