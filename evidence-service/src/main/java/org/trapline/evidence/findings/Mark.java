package org.trapline.evidence.findings;

import org.jspecify.annotations.Nullable;
import org.trapline.evidence.mail.HeaderField;
import org.trapline.evidence.mail.Hop;
import org.trapline.evidence.mail.Part;

/**
 * What a reason points to: bytes of the raw message, and the words in them.
 *
 * @param quote the words as decoded, at most 100 characters
 * @param offset first byte of the field or of the encoded part
 * @param length bytes of the field or of the encoded part
 * @param part path of the part; null for the header
 * @param at place of the words in the part's text, or in its hidden text; -1 for the whole
 */
record Mark(String quote, int offset, int length, @Nullable String part, int at) {

    private static final int MAX_QUOTE = 100;

    static Mark of(HeaderField field) {
        return of(field, field.value());
    }

    static Mark of(HeaderField field, String quote) {
        return new Mark(cut(quote), field.offset(), field.length(), null, -1);
    }

    static Mark of(Hop hop, String quote) {
        return new Mark(cut(quote), hop.offset(), hop.length(), null, -1);
    }

    static Mark of(Part part, String text, int start, int end) {
        return new Mark(cut(text.substring(start, end)), part.offset(), part.length(), part.path(), start);
    }

    private static String cut(String quote) {
        return quote.length() <= MAX_QUOTE ? quote : quote.substring(0, MAX_QUOTE - 1) + '\u2026';
    }
}
