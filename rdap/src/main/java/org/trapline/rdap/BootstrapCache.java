package org.trapline.rdap;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The bootstrap file, fetched when its HTTP freshness ends and never per query (RFC 9224 section 8). A file that cannot
 * be fetched anew, or that comes back malformed, leaves the old one in use.
 */
final class BootstrapCache {

    /** For a server that sends no freshness: the registry publishes a few times a week. */
    private static final Duration UNSAID = Duration.ofHours(24);

    /** Between attempts while the old file serves: a dead server is not asked once a query. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final URI source;
    private final GuardedHttp http;
    private final Clock clock;
    private @Nullable RdapBootstrap bootstrap;
    private Instant freshUntil = Instant.MIN;

    BootstrapCache(URI source, GuardedHttp http, Clock clock) {
        this.source = source;
        this.http = http;
        this.clock = clock;
    }

    /** @throws NoReply when there is no bootstrap file, neither a new nor an old one */
    synchronized RdapBootstrap current() throws NoReply {
        RdapBootstrap held = bootstrap;
        if (held != null && clock.instant().isBefore(freshUntil)) {
            return held;
        }
        try {
            return fetch();
        } catch (NoReply | MalformedBootstrap failure) {
            if (held == null) {
                throw new NoReply("no RDAP bootstrap file: " + failure.getMessage());
            }
            freshUntil = clock.instant().plus(AFTER_FAILURE);
            return held;
        }
    }

    private RdapBootstrap fetch() throws NoReply {
        RawReply reply = http.get(source, "application/json");
        if (reply.status() != 200) {
            throw new NoReply("status " + reply.status() + " from " + source);
        }
        RdapBootstrap fetched = RdapBootstrap.parse(reply.body());
        Duration freshness = Headers.freshness(reply);
        bootstrap = fetched;
        freshUntil = reply.receivedAt().plus(freshness == null ? UNSAID : freshness);
        return fetched;
    }
}
