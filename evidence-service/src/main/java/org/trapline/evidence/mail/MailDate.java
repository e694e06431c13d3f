package org.trapline.evidence.mail;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        return (usual.isPresent() || !mayBeDate(value) ? usual : lenient(value))
                .filter(i -> i.isAfter(EARLIEST) && i.isBefore(LATEST));
    }

    /**
     * Whether a word follows the first number, as the month does the day: the lenient parser is slow to refuse what it cannot read,
     * and would take a month in digits, of which nobody knows whether it is the day.
     */
    private static boolean mayBeDate(String value) {
        int at = 0;
        while (at < value.length() && !isDigit(value.charAt(at))) {
            at++;
        }
        while (at < value.length() && isDigit(value.charAt(at))) {
            at++;
        }
        while (at < value.length() && value.charAt(at) <= ' ') {
            at++;
        }
        return at < value.length() && Character.isLetter(value.charAt(at));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The form that nearly all have; much cheaper than the parser that knows the others. */
    private static Optional<Instant> usual(String value) {
        int comment = value.indexOf('(');
        int end = comment < 0 ? value.length() : comment;
        int comma = value.indexOf(',');
        Words words = new Words(value, comma < end ? comma + 1 : 0, end);
        int day = words.number();
        int month = words.month();
        int year = words.year();
        int hour = words.number();
        int minute = words.number();
        int second = words.second();
        int offset = words.zone();
        boolean sound = words.isSound()
                && year >= 1000
                && year <= 9999
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth()
                && hour < 24
                && minute < 60;
        if (!sound) {
            return Optional.empty();
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Optional.of(
                Instant.ofEpochSecond(days * 86_400 + hour * 3600L + minute * 60L + Math.min(second, 59) - offset));
    }

    /** The seven words of a date, one after the other. */
    private static final class Words {

        /** Hours east of Greenwich (RFC 5322 section 4.3), and UTC. */
        private static final Map<String, Integer> ZONES = Map.ofEntries(
                Map.entry("GMT", 0),
                Map.entry("UT", 0),
                Map.entry("UTC", 0),
                Map.entry("Z", 0),
                Map.entry("EDT", -4),
                Map.entry("EST", -5),
                Map.entry("CDT", -5),
                Map.entry("CST", -6),
                Map.entry("MDT", -6),
                Map.entry("MST", -7),
                Map.entry("PDT", -7),
                Map.entry("PST", -8));

        private final String text;
        private final int end;
        private int at;
        private boolean sound = true;

        Words(String text, int from, int end) {
            this.text = text;
            this.at = from;
            this.end = end;
        }

        /** Whether all that was asked for was there, and nothing else. */
        boolean isSound() {
            return sound && next() == at;
        }

        /** Moves to the next word and returns where it ends. */
        private int next() {
            while (at < end && isBetween(text.charAt(at))) {
                at++;
            }
            int stop = at;
            while (stop < end && !isBetween(text.charAt(stop))) {
                stop++;
            }
            return stop;
        }

        private static boolean isBetween(char c) {
            return c == ' ' || c == '\t' || c == ':';
        }

        int number() {
            return digits(next(), 4);
        }

        private int digits(int stop, int most) {
            sound &= stop > at && stop - at <= most;
            int number = 0;
            while (sound && at < stop) {
                char c = text.charAt(at++);
                sound = c >= '0' && c <= '9';
                number = number * 10 + c - '0';
            }
            return number;
        }

        /** Of two digits, those up to 49 are of this century (RFC 5322 section 4.3). */
        int year() {
            int stop = next();
            int digits = stop - at;
            int year = digits(stop, 4);
            return digits == 2 ? year + (year < 50 ? 2000 : 1900) : year;
        }

        /** 0 where the time has none. */
        int second() {
            int stop = next();
            return at < stop && isDigit(text.charAt(at)) ? digits(stop, 2) : 0;
        }

        int month() {
            int stop = next();
            int index = stop - at == 3 ? MONTHS.indexOf(text.substring(at, stop).toLowerCase(Locale.ROOT)) : -1;
            sound &= index >= 0 && index % 3 == 0;
            at = stop;
            return index / 3 + 1;
        }

        /** Seconds east of Greenwich; up to 99 hours and 59 minutes are said to be a zone (RFC 5322 section 3.3). */
        int zone() {
            int stop = next();
            String zone = text.substring(at, stop);
            Integer named = ZONES.get(zone.toUpperCase(Locale.ROOT));
            if (named != null) {
                at = stop;
                return named * 3600;
            }
            boolean west = zone.startsWith("-");
            sound &= zone.length() == 5 && (west || zone.charAt(0) == '+');
            at++;
            int number = digits(stop, 4);
            int seconds = (number / 100 * 60 + number % 100) * 60;
            return west ? -seconds : seconds;
        }
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
