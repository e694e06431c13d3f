package org.trapline.evidence.holds;

import java.util.UUID;

/** There is no such hold, or the caller may not know of it. */
public final class NoSuchHold extends RuntimeException {

    NoSuchHold(UUID hold) {
        super("There is no hold " + hold);
    }
}
