package org.trapline.messaging.jobs;

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
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.messaging.StoreFailed;

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
        update("enqueue " + kind, """
                insert into job (kind, subject, due) values (?, ?, ?)
                on conflict (kind, subject) do update
                set due = least(job.due, excluded.due), generation = job.generation + 1, attempts = 0
                """, (connection, upsert) -> {
            upsert.setString(1, kind);
            upsert.setObject(2, subject);
            upsert.setTimestamp(3, Timestamp.from(due));
        });
    }

    /** As {@link #enqueue}, as soon as a worker is free. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void enqueueNow(String kind, UUID subject) {
        enqueue(kind, subject, clock.instant());
    }

    /**
     * A job as the thread that runs it holds it.
     *
     * @param generation how often it had been enqueued anew when it was claimed
     * @param token      of this claim alone: whoever claims the job after the lease has another
     */
    record Claimed(String kind, UUID subject, int attempt, long generation, UUID token) {}

    /** The next job of one kind. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Optional<Claimed> claim(String kind, Duration lease) {
        return claim(Set.of(kind), true, lease);
    }

    /** The next job of any kind but some. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Optional<Claimed> claimOther(Set<String> kinds, Duration lease) {
        return claim(kinds, false, lease);
    }

    private Optional<Claimed> claim(Set<String> kinds, boolean ofThem, Duration lease) {
        Instant now = clock.instant();
        UUID token = UUID.randomUUID();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement claim = connection.prepareStatement("""
                        update job set owner = ?, leased_until = ?, attempts = attempts + 1
                        where (kind, subject) = (
                            select kind, subject from job
                            where due <= ? and (leased_until is null or leased_until < ?) and (kind = any (?)) = ?
                            order by due limit 1 for update skip locked)
                        returning kind, subject, attempts, generation
                        """)) {
            claim.setObject(1, token);
            claim.setTimestamp(2, Timestamp.from(now.plus(lease)));
            claim.setTimestamp(3, Timestamp.from(now));
            claim.setTimestamp(4, Timestamp.from(now));
            claim.setArray(5, connection.createArrayOf("text", kinds.toArray()));
            claim.setBoolean(6, ofThem);
            try (ResultSet row = claim.executeQuery()) {
                return row.next()
                        ? Optional.of(new Claimed(
                                row.getString(1), row.getObject(2, UUID.class), row.getInt(3), row.getLong(4), token))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreFailed("jobs: claim failed", e);
        }
    }

    /** Keeps what is running from being taken by another. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void renew(Collection<UUID> tokens, Duration lease) {
        update("renew", "update job set leased_until = ? where owner = any (?)", (connection, renew) -> {
            renew.setTimestamp(1, Timestamp.from(clock.instant().plus(lease)));
            renew.setArray(2, connection.createArrayOf("uuid", tokens.toArray()));
        });
    }

    /** Removes the job, or makes it due at once when it was enqueued anew while it ran. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void finish(Claimed job) {
        int removed = update(
                "finish",
                "delete from job where kind = ? and subject = ? and owner = ? and generation = ?",
                (connection, delete) -> {
                    delete.setString(1, job.kind());
                    delete.setObject(2, job.subject());
                    delete.setObject(3, job.token());
                    delete.setLong(4, job.generation());
                });
        if (removed == 0) {
            release(job, clock.instant());
        }
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void postpone(Claimed job, Instant due) {
        release(job, due);
    }

    private void release(Claimed job, Instant due) {
        update("release", """
                update job set owner = null, leased_until = null,
                    due = case when generation = ? then ? else least(due, ?) end
                where kind = ? and subject = ? and owner = ?
                """, (connection, release) -> {
            release.setLong(1, job.generation());
            release.setTimestamp(2, Timestamp.from(due));
            release.setTimestamp(3, Timestamp.from(due));
            release.setString(4, job.kind());
            release.setObject(5, job.subject());
            release.setObject(6, job.token());
        });
    }

    private interface Binding {
        void bind(Connection connection, PreparedStatement statement) throws SQLException;
    }

    private int update(String what, String sql, Binding binding) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(connection, statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("jobs: " + what + " failed", e);
        }
    }
}
