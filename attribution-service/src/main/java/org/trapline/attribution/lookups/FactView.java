package org.trapline.attribution.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it is read.
 *
 * @param kind       RDAP_DOMAIN, RDAP_NOT_FOUND, RDAP_NO_SERVER or RDAP_UNAVAILABLE
 * @param source     the address that answered
 * @param observedAt when its last byte was in
 * @param exhibit    the bytes of the answer, null when there was none
 */
public record FactView(
        String kind,
        String source,
        Instant observedAt,
        @Nullable UUID exhibit,
        JsonNode data) {

    static FactView of(Fact fact) {
        return new FactView(fact.kind().name(), fact.source(), fact.observedAt(), fact.exhibit(), fact.data());
    }
}
