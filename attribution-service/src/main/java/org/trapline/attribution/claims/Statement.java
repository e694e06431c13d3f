package org.trapline.attribution.claims;

import java.time.Instant;

/**
 * The content of a claim.
 *
 * @param observedAt when the source saw it or says that it held
 * @param confidence that the statement is right given the source, in (0, 1]
 */
record Statement(
        Reference subject,
        Predicate predicate,
        Reference object,
        Provenance source,
        Instant observedAt,
        double confidence) {

    /** For who does not say. */
    static final double USUAL_CONFIDENCE = 0.9;

    Statement {
        predicate.requireShape(subject.kind(), object.kind());
        if (!(confidence > 0 && confidence <= 1)) {
            throw new InvalidClaim("confidence must be above 0 and at most 1");
        }
        if (subject.equals(object)) {
            throw new InvalidClaim("subject and object are the same");
        }
    }
}
