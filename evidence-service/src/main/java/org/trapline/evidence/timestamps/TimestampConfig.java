package org.trapline.evidence.timestamps;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who stamps the log's checkpoints. Without an authority nobody but this office says when something was received. */
@ConfigMapping(prefix = "trapline.evidence.timestamps")
interface TimestampConfig {

    /** The authority's address (RFC 3161 section 3.4). None: no time stamps. It learns a hash, and how often one asks. */
    Optional<URI> url();

    /**
     * Certificates in PEM of the authority, or of those that issue its own. Needed with an address: a stamp by nobody in
     * particular proves nothing. Those of former authorities stay in it, or fsck believes their stamps no more.
     */
    Optional<Path> trusted();

    /** OID of the rules under which the authority must stamp. None: it chooses. */
    Optional<String> policy();

    /** How long after a stamp the next one is asked for, if the log has grown. Shorter dates exhibits closer, and costs fees. */
    @WithDefault("1h")
    Duration every();

    /** How long an answer may take from the connection to its last byte. */
    @WithDefault("20s")
    Duration patience();

    /** How long after a failure it is tried again; each further failure doubles it, up to {@link #every()}. */
    @WithDefault("30s")
    Duration retry();
}
