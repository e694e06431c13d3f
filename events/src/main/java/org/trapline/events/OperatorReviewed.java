package org.trapline.events;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A person judged one revision of an operator; an order may rest on an accepted one. Subject: the operator's id.
 *
 * @param operator          operator id
 * @param revision          the revision judged
 * @param explanationSha256 of the explanation judged, lower-case hex
 * @param verdict           the person's verdict
 * @param sites             registrable domains of that revision
 */
public record OperatorReviewed(
        UUID operator, int revision, String explanationSha256, Verdict verdict, List<String> sites) {

    public OperatorReviewed {
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(explanationSha256, "explanationSha256");
        Objects.requireNonNull(verdict, "verdict");
        sites = List.copyOf(sites);
    }

    public enum Verdict {
        ACCEPTED,
        REJECTED
    }
}
