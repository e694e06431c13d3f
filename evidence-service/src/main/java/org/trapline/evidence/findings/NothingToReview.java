package org.trapline.evidence.findings;

import java.util.Locale;
import java.util.UUID;

/** The campaign or matter is unknown, or none of its messages may be seen by the caller. */
public final class NothingToReview extends RuntimeException {

    NothingToReview(Scope.Kind kind, UUID id) {
        super("There are no messages of " + kind.name().toLowerCase(Locale.ROOT) + " " + id);
    }
}
