package org.trapline.takedown.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Look-ups for service. */
@ConfigMapping(prefix = "trapline.takedown.look-up")
interface ServiceConfig {

    /** First pause after a registry that could not answer and did not say when to come back; doubled each time. */
    @WithDefault("PT5S")
    Duration retryFirst();

    /** The longest pause between two attempts at a registry that does not answer. */
    @WithDefault("PT15M")
    Duration retryLongest();

    /**
     * How often a name that nobody can be served for is looked up again: it may be registered, or its registrar may be
     * put into the directory. Short finds that sooner, at the price of look-ups that mostly say nothing new.
     */
    @WithDefault("PT1H")
    Duration recheck();
}
