package org.trapline.evidence.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** For whoever runs the service: how much of a custody chain could be cut off unseen. */
@ConfigMapping(prefix = "trapline.evidence.custody-journal")
interface JournalConfig {

    /**
     * How often custody is looked at for what is new. What is cut off a chain before a journal tells of it is not seen; each
     * journal takes a leaf of the ledger and a line for each chain that grew.
     */
    @WithDefault("10m")
    Duration every();
}
