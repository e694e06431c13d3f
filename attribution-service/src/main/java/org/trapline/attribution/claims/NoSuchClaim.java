package org.trapline.attribution.claims;

import java.util.UUID;

/** There is no such claim for this caller. */
public final class NoSuchClaim extends RuntimeException {

    NoSuchClaim(UUID claim) {
        super("no claim " + claim);
    }
}
