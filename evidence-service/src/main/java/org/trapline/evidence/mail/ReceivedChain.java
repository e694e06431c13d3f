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
        int byAt = word(way, "by", 0);
        String from = way.startsWith("from ") || way.startsWith("From ")
                ? way.substring(5, byAt < 5 ? way.length() : byAt).strip()
                : "";
        String by = byAt < 0 ? null : firstWord(way.substring(byAt + 2).strip());
        String ip = address(from);
        String stated = firstWord(from);
        String helo = null;
        String reverseName = null;
        Matcher matcher = HELO.matcher(from);
        if (matcher.find()) {
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
        String receiver = site(by);
        String own = site(helo);
        String looked = site(reverseName);
        String named = looked != null ? looked : own;
        if (ip != null && Addresses.isBad(ip)) {
            doubts.add("bad-address");
        } else if (ip != null
                && Addresses.isPrivate(ip)
                && named != null
                && receiver != null
                && !named.equals(receiver)) {
            doubts.add("private-address");
        }
        if (own != null && looked != null && !own.equals(looked)) {
            doubts.add("helo-differs");
        }
        boolean elsewhere = ip != null && !Addresses.isPrivate(ip);
        if (helo != null && helo.equalsIgnoreCase(by) && elsewhere) {
            doubts.add("helo-is-receiver");
        }
        return doubts;
    }

    private static @Nullable String site(@Nullable String name) {
        return isName(name)
                ? PublicSuffixes.registrableDomain(name.toLowerCase(Locale.ROOT))
                        .orElse(null)
                : null;
    }

    /** The place of a word outside of comments, -1 without it. */
    private static int word(String way, String word, int from) {
        int depth = 0;
        for (int i = from; i < way.length(); i++) {
            char c = way.charAt(i);
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
            boolean starts = depth == 0
                    && (i == 0 || way.charAt(i - 1) == ' ' || way.charAt(i - 1) == '\t' || way.charAt(i - 1) == ')');
            int end = i + word.length();
            if (starts
                    && way.regionMatches(true, i, word, 0, word.length())
                    && end < way.length()
                    && way.charAt(end) <= ' ') {
                return i;
            }
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
