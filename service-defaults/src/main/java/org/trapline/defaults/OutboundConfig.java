package org.trapline.defaults;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Where the platform's look-ups may go. */
@ConfigMapping(prefix = "trapline.outbound")
interface OutboundConfig {

    /** {@code host:port} pairs that are let through although their address is not a public one. */
    Optional<Set<String>> allowed();

    /** Refuses everything that {@link #allowed()} does not list: for a place that must not touch the internet. */
    @WithDefault("false")
    boolean onlyAllowed();
}
