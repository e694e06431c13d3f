package org.trapline.evidence.custody;

import org.jspecify.annotations.Nullable;

/**
 * The place of an event in its exhibit's chain.
 *
 * @param seq 1 for the first event
 * @param hash SHA-256 of the event's canonical form, which holds the hash of the event before
 */
public record Link(int seq, byte[] hash) {

    /** Makes the link that follows another one. */
    static Link after(@Nullable Link previous, Linked event) {
        int seq = previous == null ? 1 : previous.seq() + 1;
        return new Link(seq, Canonical.hash(event.line(seq, previous == null ? null : previous.hash())));
    }

    /** What can take its place in a chain. */
    public interface Linked {

        /**
         * The event in canonical form (docs/formats/custody.md).
         *
         * @param previous hash of the event before; null for the first one
         */
        String line(int seq, byte @Nullable [] previous);
    }
}
