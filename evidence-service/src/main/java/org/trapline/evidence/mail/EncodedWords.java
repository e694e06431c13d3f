package org.trapline.evidence.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the encoded words of a header field (RFC 2047), also those that senders break: characters split between two words,
 * blanks inside, a missing end, a charset that nobody knows.
 */
final class EncodedWords {

    private final String value;
    private final StringBuilder decoded = new StringBuilder();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private @Nullable String pendingCharset;

    private EncodedWords(String value) {
        this.value = value;
    }

    static String decode(String value) {
        return value.contains("=?") ? new EncodedWords(value).decode() : value;
    }

    private String decode() {
        int at = 0;
        int start = value.indexOf("=?");
        while (start >= 0) {
            Word word = word(start);
            String between = value.substring(at, start);
            // Blanks between two encoded words are not part of the text (RFC 2047 section 6.2).
            if (word == null || pendingCharset == null || !between.isBlank()) {
                flush();
                decoded.append(between);
            }
            if (word == null) {
                decoded.append("=?");
                at = start + 2;
            } else {
                take(word);
                at = word.end();
            }
            start = value.indexOf("=?", at);
        }
        flush();
        return decoded.append(value, at, value.length()).toString();
    }

    private void take(Word word) {
        if (pendingCharset != null && !pendingCharset.equalsIgnoreCase(word.charset())) {
            flush();
        }
        pendingCharset = word.charset();
        pending.writeBytes(word.bytes());
    }

    /** The word at the place, null when it is none; one without an end lasts to the end of the field. */
    private @Nullable Word word(int start) {
        int charsetEnd = value.indexOf('?', start + 2);
        if (charsetEnd < 0 || charsetEnd - start > 60 || charsetEnd + 2 >= value.length()) {
            return null;
        }
        char encoding = Character.toLowerCase(value.charAt(charsetEnd + 1));
        if (value.charAt(charsetEnd + 2) != '?' || (encoding != 'b' && encoding != 'q')) {
            return null;
        }
        int textStart = charsetEnd + 3;
        int textEnd = value.indexOf("?=", textStart);
        String text = value.substring(textStart, textEnd < 0 ? value.length() : textEnd);
        String charset = value.substring(start + 2, charsetEnd);
        int language = charset.indexOf('*');
        return new Word(
                language < 0 ? charset : charset.substring(0, language),
                encoding == 'b' ? base64(text) : quoted(text),
                textEnd < 0 ? value.length() : textEnd + 2);
    }

    private void flush() {
        if (pendingCharset != null) {
            byte[] bytes = pending.toByteArray();
            decoded.append(Charsets.decode(bytes, pendingCharset, EnumSet.noneOf(Defect.class)));
            pending.reset();
            pendingCharset = null;
        }
    }

    private static byte[] base64(String text) {
        Region region = Region.of(text.getBytes(StandardCharsets.ISO_8859_1));
        return TransferEncoding.decode("base64", region, Integer.MAX_VALUE, EnumSet.noneOf(Defect.class))
                .bytes();
    }

    private static byte[] quoted(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '=' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                bytes.write(high * 16 + low);
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c == '_' ? ' ' : c);
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /**
     * @param charset as it is labelled
     * @param bytes of its text
     * @param end the place after it
     */
    private record Word(String charset, byte[] bytes, int end) {}
}
