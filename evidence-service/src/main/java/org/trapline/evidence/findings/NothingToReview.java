package org.trapline.evidence.findings;

import java.util.UUID;

/** The campaign or matter is unknown, or none of its messages may be seen by the caller. */
public final class NothingToReview extends RuntimeException {

    NothingToReview(UUID scope) {
        super("There are no messages of " + scope);
    }
}
