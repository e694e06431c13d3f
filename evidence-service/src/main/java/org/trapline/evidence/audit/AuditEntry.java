package org.trapline.evidence.audit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a person, a service or the platform did.
 *
 * @param type a custody event's type; {@code RECEIVED} for a whole intake, {@code RUN} for a run of the platform; or what a
 *     person said or decided: {@code REVIEWED}, {@code SAMPLED}, {@code POOL_STATED}, {@code SITE_ROLE}, {@code TRAP_ENTERED},
 *     {@code PACKET_DELETED}
 * @param actor token subject
 * @param actorName name at the time; null where the matter is sealed to the reader, and where only the subject was kept
 * @param exhibit which it was done to; null where it was done to none or to several
 * @param matter for which it was done
 * @param reference the hold, disposal, request, intake, run, sample, statement, trap or packet
 * @param purpose why; null where the matter is sealed to the reader
 * @param match whether the bytes were the ones that were received
 * @param hash of the event in its chain
 * @param count receipts of an intake, reads of a run, exhibits of a sample
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        @JsonIgnore String key,
        Instant at,
        String type,
        String actor,
        @Nullable String actorName,
        @Nullable UUID exhibit,
        @Nullable UUID matter,
        @Nullable UUID reference,
        @Nullable String purpose,
        @Nullable String authority,
        @Nullable Boolean match,
        @Nullable String hash,
        @Nullable Long count) {

    /** Ids alone: what was written about a sealed matter is for its members. */
    AuditEntry opaque() {
        return new AuditEntry(key, at, type, actor, null, exhibit, matter, reference, null, null, match, hash, count);
    }
}
