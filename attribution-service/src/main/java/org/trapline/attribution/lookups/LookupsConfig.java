package org.trapline.attribution.lookups;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How look-ups behave towards servers that owe us nothing. */
@ConfigMapping(prefix = "trapline.lookups")
interface LookupsConfig {

    /** Between two requests to one server, over all replicas. Shorter is faster until servers answer 429. */
    @WithDefault("PT0.25S")
    Duration pace();

    /**
     * How long a job belongs to the process that took it. Must exceed the slowest look-up, or two do the same; after a
     * kill -9 a job waits that long.
     */
    @WithDefault("PT2M")
    Duration lease();

    /** Unavailable answers before a job gives up and says so; with the backoff, six are about half a minute. */
    @WithDefault("6")
    int attempts();

    /** How often an idle worker looks for jobs that are due. */
    @WithDefault("1s")
    String every();
}
