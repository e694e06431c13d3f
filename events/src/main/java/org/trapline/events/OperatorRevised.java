package org.trapline.events;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The hypothesis about an operator changed; revisions in between may be left out. Subject: the operator's id.
 *
 * @param operator          operator id
 * @param revision          rises by at least one with each change
 * @param explanationSha256 of the explanation's RFC 8785 canonical JSON, lower-case hex
 * @param sites             registrable domains of the hypothesis
 */
public record OperatorRevised(UUID operator, int revision, String explanationSha256, List<String> sites) {

    public OperatorRevised {
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(explanationSha256, "explanationSha256");
        sites = List.copyOf(sites);
    }
}
