package org.trapline.evidence.matters;

import java.util.UUID;

/** There is no such matter, takedown-service has not announced it yet, or the caller may not know of it. */
public final class NoSuchMatter extends RuntimeException {

    public NoSuchMatter(UUID matter) {
        super("There is no matter " + matter);
    }
}
