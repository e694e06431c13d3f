package org.trapline.evidence.timestamps;

import java.util.UUID;

/** There is no such time stamp. */
public final class NoSuchTimestamp extends RuntimeException {

    NoSuchTimestamp(UUID id) {
        super("There is no time stamp " + id);
    }
}
