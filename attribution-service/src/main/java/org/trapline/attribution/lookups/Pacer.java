package org.trapline.attribution.lookups;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.trapline.defaults.OutboundGuard;
import org.trapline.messaging.StoreFailed;

/**
 * Stands before each request of a look-up: asks the outbound guard, then waits for the server's turn. The turns stand in
 * the database, so replicas share them and a pause that a server asked for outlives a restart.
 */
@ApplicationScoped
class Pacer {

    /** A longer wait than this is not waited out: the job comes back. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OutboundGuard guard;
    private final DataSource dataSource;
    private final Duration pace;
    private final Clock clock;

    /** The RDAP client tells no more of a refusal than its text, so the thread that asks picks the time up here. */
    private final ThreadLocal<Instant> heldUntil = new ThreadLocal<>();

    Pacer(OutboundGuard guard, DataSource dataSource, LookupsConfig config, Clock clock) {
        this.guard = guard;
        this.dataSource = dataSource;
        this.pace = config.pace();
        this.clock = clock;
    }

    /**
     * @throws org.trapline.defaults.OutboundRefused when the address must not be reached
     * @throws ServerPaused when its turn is too far off
     */
    void admit(URI uri) {
        guard.check(uri);
        Instant now = clock.instant();
        Instant turn = QuarkusTransaction.requiringNew().call(() -> turn(server(uri), now));
        Duration wait = Duration.between(now, turn);
        if (wait.compareTo(PATIENCE) > 0) {
            heldUntil.set(turn);
            throw new ServerPaused(server(uri), turn);
        }
        long until = System.nanoTime() + Math.max(0, wait.toNanos());
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Until when a server was found paused since this thread last asked. */
    Optional<Instant> takeHeldUntil() {
        Instant until = heldUntil.get();
        heldUntil.remove();
        return Optional.ofNullable(until);
    }

    /** No request goes to the server before. */
    void pause(URI uri, Instant until) {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement upsert = connection.prepareStatement("""
                            insert into rdap_server as s (server, not_before) values (?, ?)
                            on conflict (server) do update set not_before = greatest(s.not_before, excluded.not_before)""")) {
                upsert.setString(1, server(uri));
                upsert.setTimestamp(2, Timestamp.from(until));
                upsert.executeUpdate();
            } catch (SQLException e) {
                throw new StoreFailed("pause of " + server(uri) + " was not stored", e);
            }
        });
    }

    /** Takes the next turn, unless it is too far off to be taken. */
    private Instant turn(String server, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                        insert into rdap_server as s (server, not_before) values (?, ?)
                        on conflict (server) do update set not_before = case
                            when s.not_before > ? then s.not_before
                            else greatest(s.not_before, ?) + make_interval(secs => ?) end
                        returning not_before""")) {
            double seconds = pace.toNanos() / 1e9;
            upsert.setString(1, server);
            upsert.setTimestamp(2, Timestamp.from(now.plus(pace)));
            upsert.setTimestamp(3, Timestamp.from(now.plus(PATIENCE).plus(pace)));
            upsert.setTimestamp(4, Timestamp.from(now));
            upsert.setDouble(5, seconds);
            try (ResultSet row = upsert.executeQuery()) {
                row.next();
                return row.getTimestamp(1).toInstant().minus(pace);
            }
        } catch (SQLException e) {
            throw new StoreFailed("turn at " + server + " was not stored", e);
        }
    }

    private static String server(URI uri) {
        return (uri.getScheme() + "://" + uri.getAuthority()).toLowerCase(Locale.ROOT);
    }
}
