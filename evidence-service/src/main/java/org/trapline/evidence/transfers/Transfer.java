package org.trapline.evidence.transfers;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an exhibit's bytes, or the file of a court packet, that was handed to somebody outside. It is open until the receiver has
 * acknowledged it with the same hash.
 *
 * @param exhibit null when it is a packet
 * @param packet null when it is an exhibit
 * @param to who was to get it
 * @param purpose why
 * @param authority order, warrant or policy under which it was handed over
 * @param sha256 of the bytes, hex
 * @param by who handed them over
 * @param acknowledgedBy the receiver; null while it is open
 * @param mismatches how often the receiver has named another hash
 */
public record Transfer(
        UUID id,
        @Nullable UUID exhibit,
        @Nullable UUID packet,
        String to,
        String purpose,
        @Nullable String authority,
        String sha256,
        Instant at,
        String by,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt,
        int mismatches) {}
