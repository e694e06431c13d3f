package org.trapline.evidence.exhibits;

import java.util.UUID;

/** There is no such request for the exhibit. */
public final class NoSuchRequest extends RuntimeException {

    NoSuchRequest(UUID request) {
        super("There is no request " + request + " for this exhibit");
    }
}
