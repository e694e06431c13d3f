package org.trapline.evidence.intake;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.trapline.verifier.TreeHash;

/**
 * One message as it arrived.
 *
 * @param raw the exact bytes, never empty
 * @param sha256 of them, made before anything else looked at them
 * @param at when it was complete
 */
record Received(byte[] raw, byte[] sha256, Instant at) {

    static Received of(byte[] raw, Instant at) {
        return new Received(raw, TreeHash.sha256().digest(raw), at);
    }

    /** The hash as a key that compares by value. */
    ByteBuffer key() {
        return ByteBuffer.wrap(sha256);
    }
}
