package org.trapline.evidence.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One station of a message's way, as its Received field tells (RFC 5321 section 4.4). Only the topmost ones are written by
 * hosts of one's own; all below may be forged.
 *
 * @param helo the name that the sending host gave itself
 * @param reverseName the name that the receiving host looked up for it
 * @param ip the address that it connected from
 * @param by the receiving host
 * @param at when it was received, null when the field does not say or nobody can read it
 * @param offset of the field's first byte in the raw message
 * @param length of the field in bytes
 * @param doubts codes of what speaks against it: {@code time-order} (later than the hop above it by more than an hour),
 *     {@code private-address} (an address that no network routes is given a name of another network than the receiver's),
 *     {@code bad-address}, {@code helo-differs} (its own name and the one looked up are of different domains),
 *     {@code helo-is-receiver}
 */
public record Hop(
        @Nullable String helo,
        @Nullable String reverseName,
        @Nullable String ip,
        @Nullable String by,
        @Nullable Instant at,
        int offset,
        int length,
        List<String> doubts) {

    /** A hop that nothing speaks against. */
    public Hop(
            @Nullable String helo,
            @Nullable String reverseName,
            @Nullable String ip,
            @Nullable String by,
            @Nullable Instant at,
            int offset,
            int length) {
        this(helo, reverseName, ip, by, at, offset, length, List.of());
    }
}
