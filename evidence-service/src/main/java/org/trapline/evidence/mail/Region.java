package org.trapline.evidence.mail;

import org.jspecify.annotations.Nullable;

/**
 * A run of bytes, and where it stands in the raw message.
 *
 * @param bytes holds it
 * @param from its first byte in {@code bytes}
 * @param to after its last byte
 * @param encoded the run of the raw message that the bytes were decoded from; null when they are the raw message
 */
record Region(byte[] bytes, int from, int to, @Nullable Region encoded) {

    static Region of(byte[] raw) {
        return new Region(raw, 0, raw.length, null);
    }

    /** Other bytes that stand for this place of the raw message. */
    Region decodedTo(byte[] decoded) {
        return new Region(decoded, 0, decoded.length, encoded == null ? this : encoded);
    }

    /** A run inside; all of a decoded run has the one place of its encoded form. */
    Region slice(int start, int end) {
        return new Region(bytes, start, end, encoded);
    }

    int rawOffset() {
        return encoded == null ? from : encoded.from();
    }

    int rawLength() {
        return encoded == null ? to - from : encoded.length();
    }

    int length() {
        return to - from;
    }

    /** After the line that starts at the place, its end included. */
    int lineEnd(int at) {
        for (int i = at; i < to; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return to;
    }

    /** Whether an empty line stands at the place. */
    boolean isBlank(int at) {
        return at < to && (bytes[at] == '\n' || (bytes[at] == '\r' && (at + 1 == to || bytes[at + 1] == '\n')));
    }

    boolean startsWith(String ascii, int at) {
        if (to - at < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
