package org.trapline.evidence.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text out of bytes whose stated charset may be missing, misspelt or wrong. */
final class Charsets {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Pattern LABEL = Pattern.compile("[\"'\\s]*([A-Za-z0-9][A-Za-z0-9_.:+-]*)");

    private Charsets() {}

    /** The charset that a label means; empty for one that nobody knows. */
    static Optional<Charset> named(@Nullable String label) {
        Matcher matcher = label == null ? null : LABEL.matcher(label);
        if (matcher == null || !matcher.lookingAt()) {
            return Optional.empty();
        }
        try {
            Charset charset = Charset.forName(matcher.group(1));
            return Optional.of(charset.canEncode() || charset.name().startsWith("ISO-2022") ? charset : WINDOWS_1252);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** UTF-8 when the bytes are, else the most common charset of the West: it has a character for nearly every byte. */
    static String guess(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS_1252);
        }
    }
}
