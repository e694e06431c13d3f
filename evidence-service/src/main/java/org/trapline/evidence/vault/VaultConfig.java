package org.trapline.evidence.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

@ConfigMapping(prefix = "trapline.evidence.vault")
interface VaultConfig {

    /** Where the segments lie. It holds the evidence itself: give it a disk that is backed up, and one process only. */
    Path directory();

    /**
     * Bytes after which a new segment begins. Small segments are quicker to copy and to check one by one, large ones are
     * fewer files; a batch is never split.
     */
    @WithDefault("1073741824")
    long segmentSize();
}
