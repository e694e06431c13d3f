package org.trapline.evidence.exhibits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** For whoever runs the service: how long a second person opens a restricted exhibit. */
@ConfigMapping(prefix = "trapline.evidence.restriction")
interface RestrictionConfig {

    /** How long an approval opens a restricted exhibit to the one who asked. Longer saves requests, and watches less. */
    @WithDefault("PT1H")
    Duration approvalValid();
}
