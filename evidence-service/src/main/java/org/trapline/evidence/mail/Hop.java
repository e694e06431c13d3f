package org.trapline.evidence.mail;

import java.time.Instant;
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
 */
public record Hop(
        @Nullable String helo,
        @Nullable String reverseName,
        @Nullable String ip,
        @Nullable String by,
        @Nullable Instant at,
        int offset,
        int length) {}
