package org.trapline.attribution.claims;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.sites.SiteName;

/** A claim as it is read. */
public record ClaimView(
        UUID id,
        UUID matter,
        Thing subject,
        Predicate predicate,
        Thing object,
        Provenance source,
        Instant observedAt,
        double confidence,
        Instant enteredAt) {

    static ClaimView of(Claim claim) {
        Statement statement = claim.statement();
        return new ClaimView(
                claim.id(),
                claim.matter(),
                Thing.of(statement.subject()),
                statement.predicate(),
                Thing.of(statement.object()),
                statement.source(),
                statement.observedAt(),
                statement.confidence(),
                claim.enteredAt());
    }

    /** Exactly one of the three. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Thing(
            @Nullable UUID party,
            @Nullable String site,

            @Nullable @Size(max = 500) @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters") String value) {

        static Thing of(Reference reference) {
            return switch (reference.kind()) {
                case PARTY -> new Thing(UUID.fromString(reference.id()), null, null);
                case SITE -> new Thing(null, reference.id(), null);
                case VALUE -> new Thing(null, null, reference.id());
            };
        }

        Reference reference(String field) {
            if (Stream.of(party, site, value).filter(Objects::nonNull).count() != 1) {
                throw new InvalidClaim(field + " must have exactly one of party, site and value");
            }
            if (party != null) {
                return Reference.party(party);
            }
            if (site != null) {
                return Reference.site(SiteName.of(site));
            }
            if (value == null || value.isBlank()) {
                throw new InvalidClaim(field + ".value must not be blank");
            }
            return Reference.value(value);
        }
    }
}
