package org.trapline.takedown.observation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How often the platform looks. */
@ConfigMapping(prefix = "trapline.takedown.observation")
interface ObservationConfig {

    /** Between two looks at a name that is not down: the shorter, the sooner a take-down is seen and the more is asked. */
    @WithDefault("PT10M")
    Duration interval();

    /** So many intervals lie between two looks at a name that is down: it is watched for its return only. */
    @WithDefault("5")
    int settledFactor();

    /**
     * How far apart the two looks lie, at least, that make a name count as down; the delegation's TTL when that is longer.
     * The interval when absent.
     */
    Optional<Duration> minimumApart();
}
