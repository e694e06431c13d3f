package org.trapline.takedown.observation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which name servers are asked. */
@ConfigMapping(prefix = "trapline.dns")
interface DnsConfig {

    /** {@code host:port} of the resolver that stands for what the public sees; the machine's own when absent. */
    Optional<String> resolver();

    /**
     * {@code suffix=host:port}: servers to ask for a parent zone in place of those that the DNS names. For a world without
     * a root, and for a vantage point of one's own.
     */
    Optional<List<String>> parentServers();

    /** For one answer. */
    @WithDefault("PT5S")
    Duration timeout();
}
