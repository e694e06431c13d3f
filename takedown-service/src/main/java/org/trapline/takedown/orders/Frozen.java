package org.trapline.takedown.orders;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What the order rested on at the moment of filing, so that later changes elsewhere cannot alter it.
 *
 * @param at        when it was frozen
 * @param exhibits  the exhibits cited, with the hashes that evidence-service gave for them
 * @param operators the operator revisions that a person had accepted
 */
record Frozen(Instant at, List<FrozenExhibit> exhibits, List<FrozenOperator> operators) {

    /** @param sha256 lower-case hex */
    record FrozenExhibit(UUID id, String sha256) {}

    /** @param explanationSha256 of the explanation that was accepted, lower-case hex */
    record FrozenOperator(UUID id, int revision, String explanationSha256) {}
}
