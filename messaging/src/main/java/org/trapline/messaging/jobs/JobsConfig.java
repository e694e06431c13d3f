package org.trapline.messaging.jobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How jobs are worked off. */
@ConfigMapping(prefix = "trapline.jobs")
public interface JobsConfig {

    /** Jobs at a time. Each may wait for somebody's server, so more than processors; each may hold a connection. */
    @WithDefault("6")
    int workers();

    /** How long an idle worker waits before it looks again: the delay of a step against queries on an idle table. */
    @WithDefault("PT0.3S")
    Duration poll();

    /** How long after a crash its jobs wait for another worker. Renewed three times as often while a job runs. */
    @WithDefault("PT15S")
    Duration lease();

    /** Pause after a first failure; doubled with each further one. */
    @WithDefault("PT1S")
    Duration retryFirst();

    /** The longest pause between two attempts. */
    @WithDefault("PT5M")
    Duration retryLongest();
}
