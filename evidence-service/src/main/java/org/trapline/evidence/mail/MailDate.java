package org.trapline.evidence.mail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.StringTokenizer;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.field.DateTimeField;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.RawField;

/** Dates of header fields (RFC 5322 section 3.3). */
final class MailDate {

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private MailDate() {}

    /** The point in time that a date means; empty when it means none that can be stored. */
    static Optional<Instant> parse(String value) {
        Optional<Instant> usual = usual(value);
        return (usual.isPresent() ? usual : lenient(value)).filter(i -> i.isAfter(EARLIEST) && i.isBefore(LATEST));
    }

    /** The form that nearly all have; much cheaper than the parser that knows the others. */
    private static Optional<Instant> usual(String value) {
        int comment = value.indexOf('(');
        String date = comment < 0 ? value : value.substring(0, comment);
        int comma = date.indexOf(',');
        StringTokenizer words = new StringTokenizer(date.substring(comma + 1), " \t:");
        if (words.countTokens() != 7) {
            return Optional.empty();
        }
        try {
            int day = Integer.parseInt(words.nextToken());
            String month = words.nextToken();
            int index = month.length() == 3 ? MONTHS.indexOf(month.toLowerCase(java.util.Locale.ROOT)) : -1;
            int year = Integer.parseInt(words.nextToken());
            if (index < 0 || index % 3 != 0 || year < 1000) {
                return Optional.empty();
            }
            int hour = Integer.parseInt(words.nextToken());
            int minute = Integer.parseInt(words.nextToken());
            int second = Integer.parseInt(words.nextToken());
            LocalDateTime time = LocalDateTime.of(year, index / 3 + 1, day, hour, minute, Math.min(second, 59));
            return zone(words.nextToken()).map(zone -> time.toInstant(zone));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneOffset> zone(String zone) {
        if (zone.equals("GMT") || zone.equals("UT") || zone.equals("UTC")) {
            return Optional.of(ZoneOffset.UTC);
        }
        boolean sign = zone.length() == 5 && (zone.charAt(0) == '+' || zone.charAt(0) == '-');
        if (!sign) {
            return Optional.empty();
        }
        int number = Integer.parseInt(zone.substring(1));
        int seconds = (number / 100 * 60 + number % 100) * 60;
        return Optional.of(ZoneOffset.ofTotalSeconds(zone.charAt(0) == '-' ? -seconds : seconds));
    }

    private static Optional<Instant> lenient(String value) {
        try {
            DateTimeField date =
                    DateTimeFieldLenientImpl.PARSER.parse(new RawField("Date", value), DecodeMonitor.SILENT);
            return Optional.ofNullable(date.getDate()).map(d -> Instant.ofEpochMilli(d.getTime()));
        } catch (RuntimeException e) {
            // The library trips over some forged years.
            return Optional.empty();
        }
    }
}
