package org.trapline.attribution.lookups;

import java.util.UUID;

/** There is no such look-up for this caller. */
public final class NoSuchLookup extends RuntimeException {

    NoSuchLookup(UUID lookup) {
        super("no look-up " + lookup);
    }
}
