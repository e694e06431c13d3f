package org.trapline.evidence.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way of a message, read from its Received fields in the forms that sendmail, postfix, exim, qmail, Exchange and others write. */
final class ReceivedChain {

    /** Clocks of mail hosts differ by minutes, seldom by more. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private static final int MAX_HOPS = 50;

    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![\\w.:-])(?:IPv6:)?(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\\d{1,3}(?:\\.\\d{1,3}){3})?)(?![\\w.-])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HELO =
            Pattern.compile("(?:helo|ehlo)[= ]\\s*([^\\s()\\[\\];]+)", Pattern.CASE_INSENSITIVE);

    private ReceivedChain() {}

    static List<Hop> of(List<HeaderField> fields) {
        List<Hop> hops = new ArrayList<>();
        Instant above = null;
        for (HeaderField field : fields) {
            if (field.name().equalsIgnoreCase("Received") && hops.size() < MAX_HOPS) {
                Hop hop = hop(field, above);
                above = hop.at() == null ? above : hop.at();
                hops.add(hop);
            }
        }
        return hops;
    }

    private static Hop hop(HeaderField field, @Nullable Instant above) {
        String value = field.value();
        int semicolon = value.lastIndexOf(';');
        Instant at = semicolon < 0
                ? null
                : MailDate.parse(value.substring(semicolon + 1).strip()).orElse(null);
        String way = semicolon < 0 ? value : value.substring(0, semicolon);
        int byAt = by(way);
        String from = way.startsWith("from ") || way.startsWith("From ")
                ? way.substring(5, byAt < 5 ? way.length() : byAt).strip()
                : "";
        String by = byAt < 0 ? null : firstWord(way.substring(byAt + 2).strip());
        String ip = address(from);
        String stated = firstWord(from);
        String helo = null;
        String reverseName = null;
        Matcher matcher = HELO.matcher(from);
        if (mayHaveHelo(from) && matcher.find()) {
            helo = matcher.group(1);
            reverseName = isName(stated) ? stated : null;
        } else {
            helo = stated;
            int comment = from.indexOf('(');
            String looked =
                    comment < 0 ? null : firstWord(from.substring(comment + 1).strip());
            reverseName = isName(looked) ? looked : null;
        }
        List<String> doubts = doubts(helo, reverseName, ip, by, at, above);
        return new Hop(helo, reverseName, ip, by, at, field.offset(), field.length(), doubts);
    }

    /** Spares most fields the expression, which is tried at each place. */
    private static boolean mayHaveHelo(String from) {
        for (int i = 2; i + 2 < from.length(); i++) {
            if ((from.charAt(i) | 0x20) == 'l' && (from.charAt(i + 1) | 0x20) == 'o') {
                int before = from.charAt(i - 1) | 0x20;
                if (before == 'e' || before == 'h') {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> doubts(
            @Nullable String helo,
            @Nullable String reverseName,
            @Nullable String ip,
            @Nullable String by,
            @Nullable Instant at,
            @Nullable Instant above) {
        List<String> doubts = new ArrayList<>(0);
        if (at != null && above != null && at.isAfter(above.plus(CLOCKS_DIFFER))) {
            doubts.add("time-order");
        }
        boolean inside = ip != null && Addresses.isPrivate(ip);
        if (ip != null && Addresses.isBad(ip)) {
            doubts.add("bad-address");
        } else if (inside && differ(site(reverseName) != null ? reverseName : helo, by)) {
            doubts.add("private-address");
        }
        if (differ(helo, reverseName)) {
            doubts.add("helo-differs");
        }
        boolean elsewhere = ip != null && !inside;
        if (helo != null && helo.equalsIgnoreCase(by) && elsewhere) {
            doubts.add("helo-is-receiver");
        }
        return doubts;
    }

    /** Whether both are names, of different sites. */
    private static boolean differ(@Nullable String one, @Nullable String other) {
        if (one == null || other == null || one.equalsIgnoreCase(other)) {
            return false;
        }
        String site = site(one);
        String otherSite = site == null ? null : site(other);
        return otherSite != null && !otherSite.equals(site);
    }

    private static @Nullable String site(@Nullable String name) {
        return isName(name)
                ? PublicSuffixes.registrableDomain(name.toLowerCase(Locale.ROOT))
                        .orElse(null)
                : null;
    }

    /** The place of the word {@code by} outside of comments, -1 without it. */
    private static int by(String way) {
        int depth = 0;
        char before = ' ';
        for (int i = 0; i + 2 < way.length(); i++) {
            char c = way.charAt(i);
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
            if ((c == 'b' || c == 'B')
                    && depth == 0
                    && (before == ' ' || before == '\t' || before == ')')
                    && (way.charAt(i + 1) == 'y' || way.charAt(i + 1) == 'Y')
                    && way.charAt(i + 2) <= ' ') {
                return i;
            }
            before = c;
        }
        return -1;
    }

    private static @Nullable String firstWord(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) > ' ' && "();,".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(0, end);
        while (word.endsWith(".")) {
            word = word.substring(0, word.length() - 1);
        }
        return word.isEmpty() ? null : word;
    }

    /** The address in brackets when there is one, else the first one anywhere. */
    private static @Nullable String address(String from) {
        String usual = bracketed(from);
        if (usual != null) {
            return usual;
        }
        if (!mayHaveAddress(from)) {
            return null;
        }
        Matcher matcher = ADDRESS.matcher(from);
        String first = null;
        while (matcher.find()) {
            String found = matcher.group(1).toLowerCase(Locale.ROOT);
            if (matcher.start() > 0 && from.charAt(matcher.start() - 1) == '[' && matcher.start() > 1) {
                return found;
            }
            first = first == null ? found : first;
        }
        return first;
    }

    /** Spares most fields without an address the expression: one has a dot after a digit, or two colons. */
    private static boolean mayHaveAddress(String from) {
        for (int dot = from.indexOf('.', 1); dot > 0; dot = from.indexOf('.', dot + 1)) {
            if (from.charAt(dot - 1) >= '0' && from.charAt(dot - 1) <= '9') {
                return true;
            }
        }
        int colon = from.indexOf(':');
        return colon >= 0 && from.indexOf(':', colon + 1) > 0;
    }

    /** What stands in the first brackets when it is four numbers, as most hosts write it; null for the other forms. */
    private static @Nullable String bracketed(String from) {
        int open = from.indexOf('[');
        int numbers = 1;
        int digits = 0;
        for (int i = open + 1; open > 0 && i < from.length(); i++) {
            char c = from.charAt(i);
            if (c >= '0' && c <= '9' && digits < 3) {
                digits++;
            } else if (c == '.' && digits > 0 && numbers < 4) {
                numbers++;
                digits = 0;
            } else {
                return c == ']' && digits > 0 && numbers == 4 ? from.substring(open + 1, i) : null;
            }
        }
        return null;
    }

    private static boolean isName(@Nullable String word) {
        if (word == null || word.indexOf('.') <= 0 || word.length() > 253) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= 0x80 || !(Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_')) {
                return false;
            }
        }
        return Character.isLetter(word.charAt(word.length() - 1));
    }

    /** The first hop with an address that networks route: the host that handed the message to those who are believed. */
    static Optional<Hop> sending(List<Hop> hops) {
        return hops.stream()
                .filter(h -> h.ip() != null && !Addresses.isBad(h.ip()) && !Addresses.isPrivate(h.ip()))
                .findFirst();
    }
}
