package org.trapline.evidence.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.field.DateTimeField;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.MimeUtil;

/** Header fields as text. */
final class Headers {

    private static final int MAX_VALUE = 998;
    private static final int MAX_RAW = 64 * 1024;

    private Headers() {}

    /** The value unfolded, decoded and fit to be stored and shown: no control characters, at most 998 characters. */
    static String text(Field field) {
        return storable(DecoderUtil.decodeEncodedWords(unfolded(field), DecodeMonitor.SILENT));
    }

    /** The field that starts at an offset of the raw message. */
    static HeaderField field(byte[] raw, int offset, int length) {
        int colon = offset;
        while (raw[colon] != ':') {
            colon++;
        }
        String name = new String(raw, offset, Math.min(colon - offset, MAX_VALUE), StandardCharsets.US_ASCII).strip();
        int most = Math.min(offset + length, colon + 1 + MAX_RAW);
        String folded = Charsets.guess(Arrays.copyOfRange(raw, colon + 1, most));
        String value =
                storable(DecoderUtil.decodeEncodedWords(MimeUtil.unfold(folded).strip(), DecodeMonitor.SILENT));
        return new HeaderField(name, value, offset, length);
    }

    /** The point in time of a Date field; empty when it means none that can be stored. */
    static Optional<Instant> date(Field field) {
        DateTimeField date =
                DateTimeFieldLenientImpl.PARSER.parse(new RawField("Date", unfolded(field)), DecodeMonitor.SILENT);
        return Optional.ofNullable(date.getDate())
                .map(d -> Instant.ofEpochMilli(d.getTime()))
                .filter(i -> i.isAfter(Instant.parse("0001-01-01T00:00:00Z"))
                        && i.isBefore(Instant.parse("9999-12-31T00:00:00Z")));
    }

    static boolean isRaw8Bit(Field field) {
        ByteSequence raw = field.getRaw();
        for (int i = 0; raw != null && i < raw.length(); i++) {
            if (raw.byteAt(i) < 0) {
                return true;
            }
        }
        return false;
    }

    private static String unfolded(Field field) {
        ByteSequence raw = field.getRaw();
        if (raw == null || raw.length() > MAX_RAW || !isRaw8Bit(field)) {
            String body = field.getBody();
            return body.length() > MAX_RAW ? body.substring(0, MAX_RAW) : body;
        }
        String line = Charsets.guess(raw.toByteArray());
        return MimeUtil.unfold(line.substring(line.indexOf(':') + 1)).strip();
    }

    static String storable(String value) {
        StringBuilder kept = new StringBuilder(Math.min(value.length(), MAX_VALUE));
        value.codePoints().limit(MAX_VALUE).forEach(c -> {
            boolean control = c < 0x20 || c == 0x7f;
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            kept.appendCodePoint(control ? ' ' : half ? 0xfffd : c);
        });
        return kept.toString().strip();
    }
}
