package org.trapline.evidence.intake;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Collector;
import org.trapline.evidence.custody.ReceivedEvent;
import org.trapline.evidence.exhibits.Envelope;
import org.trapline.verifier.TreeHash;

/**
 * One message as it arrived.
 *
 * @param raw the exact bytes, never empty
 * @param sha256 of them, made before anything else looked at them
 * @param at when it was complete
 * @param provenance the intake that it is of
 * @param envelope how SMTP handed it over; null when it came another way
 */
public record Received(
        byte[] raw,
        byte[] sha256,
        Instant at,
        Provenance provenance,
        @Nullable Envelope envelope) {

    public static Received of(byte[] raw, Instant at, Provenance provenance, @Nullable Envelope envelope) {
        return new Received(raw, TreeHash.sha256().digest(raw), at, provenance, envelope);
    }

    /** The hash as a key that compares by value. */
    ByteBuffer key() {
        return ByteBuffer.wrap(sha256);
    }

    /** Its receipt, as custody has it. */
    ReceivedEvent event(UUID exhibit, long receipt, boolean first, Collector collector) {
        return new ReceivedEvent(
                exhibit,
                receipt,
                at,
                first,
                sha256,
                raw.length,
                first ? provenance.kind().name() : null,
                first ? provenance.mediaType() : null,
                provenance.forCustody(collector),
                envelope == null ? null : envelope.parts());
    }
}
