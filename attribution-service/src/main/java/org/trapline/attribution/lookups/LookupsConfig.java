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

    /** Attempts without a complete answer before a job gives up and says so; with their pauses, six are about half a minute. */
    @WithDefault("6")
    int attempts();
}
