package org.trapline.evidence.exhibits;

import java.util.UUID;

/** The stored bytes of an exhibit are not the ones that were received; none are served. */
public final class ExhibitAnomaly extends RuntimeException {

    ExhibitAnomaly(UUID exhibit) {
        super("The stored bytes of exhibit " + exhibit + " are not the ones that were received; it is blocked");
    }
}
