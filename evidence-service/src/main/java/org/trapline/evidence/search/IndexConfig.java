package org.trapline.evidence.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** For whoever runs the service: where the full-text index lies. */
@ConfigMapping(prefix = "trapline.evidence.index")
interface IndexConfig {

    /** Where the search index lies. It is derived: an empty directory is filled again from vault and ledger. */
    Path directory();

    /** Longest time between two commits of the index. Long is cheap; what is not committed is indexed again after a crash. */
    @WithDefault("5S")
    Duration commitInterval();
}
