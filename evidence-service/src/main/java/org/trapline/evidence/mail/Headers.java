package org.trapline.evidence.mail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Header fields as text. */
final class Headers {

    private static final int MAX_VALUE = 998;
    private static final int MAX_RAW = 64 * 1024;

    private Headers() {}

    /**
     * A field of the outermost header.
     *
     * @param fallback what raw 8-bit bytes are read as when they are no UTF-8
     */
    static HeaderField field(Region region, Header.Slice slice, @Nullable Charset fallback) {
        byte[] raw = region.bytes();
        String name = new String(
                raw, slice.start(), Math.min(slice.colon() - slice.start(), MAX_VALUE), StandardCharsets.US_ASCII);
        int end = Math.min(slice.end(), slice.colon() + MAX_RAW);
        String value = plain(raw, slice.colon() + 1, end);
        if (value == null) {
            value = storable(EncodedWords.decode(unfolded(raw, slice.colon() + 1, end, fallback)));
        }
        return new HeaderField(name.stripTrailing(), value, slice.start(), slice.end() - slice.start());
    }

    /** The value where it needs no decoding, as that of nearly all fields: copied once; null for the others. */
    private static @Nullable String plain(byte[] raw, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isBlank(raw[start])) {
            start++;
        }
        while (end > start && isBlank(raw[end - 1])) {
            end--;
        }
        boolean asItStands = true;
        for (int i = start; i < end; i++) {
            byte b = raw[i];
            if (b < ' ') {
                if (!isBlank(b)) {
                    return null;
                }
                asItStands = false;
            } else if (b == 0x7f || (b == '?' && raw[i - 1] == '=')) {
                return null;
            }
        }
        String value = asItStands
                ? new String(raw, start, end - start, StandardCharsets.ISO_8859_1)
                : onOneLine(raw, start, end);
        return value.length() <= MAX_VALUE ? value : null;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private static String onOneLine(byte[] raw, int from, int to) {
        byte[] kept = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = raw[i];
            if (b != '\n' && b != '\r') {
                kept[length++] = b == '\t' ? (byte) ' ' : b;
            }
        }
        return new String(kept, 0, length, StandardCharsets.ISO_8859_1);
    }

    static String unfolded(byte[] raw, int from, int to) {
        return unfolded(raw, from, to, null);
    }

    /** Line ends go, the blanks after them stay (RFC 5322 section 2.2.3). */
    private static String unfolded(byte[] raw, int from, int to, @Nullable Charset fallback) {
        boolean ascii = true;
        boolean folded = false;
        int last = to;
        while (last > from && (raw[last - 1] == '\n' || raw[last - 1] == '\r' || raw[last - 1] == ' ')) {
            last--;
        }
        for (int i = from; i < last; i++) {
            ascii &= raw[i] >= 0;
            folded |= raw[i] == '\n' || raw[i] == '\r';
        }
        String value = ascii
                ? new String(raw, from, last - from, StandardCharsets.ISO_8859_1)
                : Charsets.guess(Arrays.copyOfRange(raw, from, last), fallback);
        if (!folded) {
            return value.strip();
        }
        StringBuilder line = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\n' && c != '\r') {
                line.append(c);
            }
        }
        return line.toString().strip();
    }

    /** Fit to be stored and shown: no control characters, at most 998 characters. */
    static String storable(String value) {
        return storable(value, MAX_VALUE);
    }

    /** As {@link #storable(String)}, up to another length. */
    static String storable(String value, int most) {
        boolean plain = value.length() <= most;
        for (int i = 0; plain && i < value.length(); i++) {
            char c = value.charAt(i);
            plain = c >= 0x20 && c < 0x7f;
        }
        if (plain) {
            return value;
        }
        StringBuilder kept = new StringBuilder(Math.min(value.length(), most));
        value.codePoints().limit(most).forEach(c -> {
            boolean control = c < 0x20 || c == 0x7f;
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            kept.appendCodePoint(control ? ' ' : half ? 0xfffd : c);
        });
        return kept.toString().strip();
    }
}
