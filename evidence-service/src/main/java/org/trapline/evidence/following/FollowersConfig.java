package org.trapline.evidence.following;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** For whoever runs the service: which followers of the ledger do not run. */
@ConfigMapping(prefix = "trapline.evidence.followers")
interface FollowersConfig {

    /**
     * Names of followers that do not run. What they keep stays as old as it is, an intake costs less, and once they run again
     * they catch up with the ledger: for measurements, and for the hours of a flood.
     */
    Optional<Set<String>> off();
}
