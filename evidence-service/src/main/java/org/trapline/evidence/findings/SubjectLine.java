package org.trapline.evidence.findings;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.util.MimeUtil;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.mail.HeaderField;

/**
 * The subject heading as a reader is shown it, decoded from the raw bytes: spaces at its ends count where the law counts characters.
 *
 * @param field null when the message has none
 * @param decoded without the one space that follows the field's colon
 */
record SubjectLine(@Nullable HeaderField field, String decoded) {

    private static final int MAX = 2000;
    private static final Pattern ENCODED = Pattern.compile("=\\?[^?\\s]{1,60}\\?[bBqQ]\\?");
    private static final Pattern REPLY = Pattern.compile(
            "\\s{0,9}((?:re|fwd?|aw|sv|antw|wg|tr|rv|rif)(?:\\[\\d{1,3}])?\\s{0,3}[:\uff1a])",
            Pattern.CASE_INSENSITIVE);

    static SubjectLine of(Message message) {
        HeaderField field = message.mail().field("Subject").orElse(null);
        return field == null ? new SubjectLine(null, "") : new SubjectLine(field, decoded(message.raw(), field));
    }

    private static String decoded(byte[] raw, HeaderField field) {
        int length = Math.min(field.length(), MAX);
        if (field.offset() < 0 || field.offset() + length > raw.length) {
            return field.value();
        }
        String line = new String(raw, field.offset(), length, StandardCharsets.ISO_8859_1);
        String body = MimeUtil.unfold(line.substring(line.indexOf(':') + 1)).replaceAll("[\\r\\n]+$", "");
        String value = body.startsWith(" ") ? body.substring(1) : body;
        if (value.chars().anyMatch(c -> c >= 0x80)) {
            // Raw 8-bit text: the parser has guessed its charset.
            return field.value();
        }
        return ENCODED.matcher(value).find() ? DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT) : value;
    }

    /** The mark of a reply or forward that it begins with, such as {@code Re:}. */
    @Nullable String replyMark() {
        Matcher matcher = REPLY.matcher(decoded);
        return matcher.lookingAt() ? matcher.group(1) : null;
    }
}
