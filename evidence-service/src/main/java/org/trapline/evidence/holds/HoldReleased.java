package org.trapline.evidence.holds;

import java.util.UUID;

/** The hold was released before. */
public final class HoldReleased extends RuntimeException {

    HoldReleased(UUID hold) {
        super("Hold " + hold + " was released before");
    }
}
