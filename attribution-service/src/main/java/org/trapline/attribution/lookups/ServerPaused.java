package org.trapline.attribution.lookups;

import java.time.Instant;

/** A server is not to be asked yet. */
final class ServerPaused extends RuntimeException {

    ServerPaused(String server, Instant until) {
        super("%s is not to be asked before %s".formatted(server, until));
    }
}
