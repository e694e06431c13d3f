package org.trapline.attribution.operators;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.events.OperatorReviewed.Verdict;

/**
 * A hypothesis in short; its reasons stand in its explanation.
 *
 * @param score        bits that hold it together
 * @param reviewed     the verdict on this very revision, null when nobody has judged it
 * @param ringleader   null when nobody stands out
 * @param blockedExhibits of the exhibits that its explanation cites, those whose stored bytes are not what was received
 * @param dissolved    whether nothing holds it together any more
 * @param supersededBy the operator that has most of its members now
 */
record OperatorView(
        UUID id,
        UUID matter,
        int revision,
        List<String> sites,
        List<Member> parties,
        BigDecimal score,
        @Nullable Verdict reviewed,
        @Nullable Leader ringleader,
        String explanationSha256,
        Instant revisedAt,
        List<UUID> blockedExhibits,
        boolean dissolved,
        @Nullable UUID supersededBy) {

    /** @param kind COMPANY or PERSON */
    record Member(UUID id, String kind, String name) {}

    record Leader(UUID party, String name, List<String> reasons) {}

    static OperatorView of(
            Operator operator, OperatorRevision revision, Optional<OperatorReview> review, List<UUID> blocked) {
        JsonNode document = revision.explanation();
        List<Member> parties = new ArrayList<>();
        document.path("parties")
                .forEach(party -> parties.add(new Member(
                        UUID.fromString(party.path("id").asText()),
                        party.path("kind").asText(),
                        party.path("name").asText())));
        JsonNode by = document.path("supersededBy");
        return new OperatorView(
                operator.id(),
                operator.matter(),
                operator.revision(),
                revision.sites(),
                parties,
                document.path("score").decimalValue(),
                review.map(OperatorReview::verdict).orElse(null),
                leader(document.path("ringleader")),
                revision.sha256(),
                revision.revisedAt(),
                blocked,
                operator.dissolved(),
                by.isTextual() ? UUID.fromString(by.asText()) : null);
    }

    private static @Nullable Leader leader(JsonNode ringleader) {
        if (!ringleader.isObject()) {
            return null;
        }
        List<String> reasons = new ArrayList<>();
        ringleader.path("reasons").forEach(reason -> reasons.add(reason.asText()));
        return new Leader(
                UUID.fromString(ringleader.path("party").asText()),
                ringleader.path("name").asText(),
                reasons);
    }
}
