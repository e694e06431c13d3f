package org.trapline.evidence.mail;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds web addresses in plain text in one pass: URLs, and names without a scheme whose last label is a top-level domain.
 * What counts as a name in running text follows twitter-text's conformance cases: a two-label name under a country's domain
 * needs a path, since {@code end.It} is more often a missing blank.
 */
final class TextLinks {

    private static final int MAX_URL = 2000;
    private static final List<String> SCHEMES = List.of("http", "https", "hxxp", "hxxps");
    private static final int MAX_BRACKET = 100;

    /** Country domains that are sold and used as general ones. */
    private static final Set<String> GENERAL = Set.of("co", "tv", "me", "io", "ru", "cn");

    /** Top-level domains that are file names first. */
    private static final Set<String> FILES = Set.of("zip", "mov");

    private TextLinks() {}

    static void find(String text, Found found) {
        int done = 0;
        // Nearly all of a text is neither: the search for one character is much cheaper than a look at each.
        int colon = text.indexOf(':');
        int dot = text.indexOf('.');
        while (colon >= 0 || dot >= 0) {
            int next;
            if (dot < 0 || (colon >= 0 && colon < dot)) {
                int end = urlWithScheme(text, colon, done, found);
                done = Math.max(done, end);
                next = Math.max(colon + 1, end);
            } else {
                int end = bareName(text, dot, done, found);
                done = Math.max(done, end);
                next = Math.max(dot + 1, end);
            }
            colon = colon >= 0 && colon < next ? text.indexOf(':', next) : colon;
            dot = dot >= 0 && dot < next ? text.indexOf('.', next) : dot;
        }
    }

    /** Where the URL ends whose scheme stands before the colon; 0 when there is none. */
    private static int urlWithScheme(String text, int colon, int done, Found found) {
        if (!isSlashes(text, colon + 1)) {
            return 0;
        }
        int start = schemeStart(text, colon);
        if (start < done) {
            return 0;
        }
        int end = urlEnd(text, colon + 3);
        found.link(text.substring(start, end), false);
        return end;
    }

    /** Where the name ends, with or without a link, that has its first dot here; 0 when there is none. */
    private static int bareName(String text, int dot, int done, Found found) {
        if (dot <= done || dot + 1 >= text.length() || !isHost(text.charAt(dot - 1)) || !isHost(text.charAt(dot + 1))) {
            return 0;
        }
        int start = dot;
        while (start > done && isHost(text.charAt(start - 1)) && dot - start < 64) {
            start--;
        }
        int end = dot;
        while (end < text.length() && isHostOrDot(text.charAt(end)) && end - dot < 253) {
            end++;
        }
        int name = nameEnd(text, start, end);
        if (name > 0) {
            int urlEnd = name < text.length() && isAfterHost(text, name) ? urlEnd(text, name) : name;
            found.link(text.substring(start, urlEnd), true);
            end = Math.max(end, urlEnd);
        }
        return end;
    }

    private static boolean isSlashes(String text, int at) {
        return at + 2 < text.length()
                && (text.charAt(at) == '/' || text.charAt(at) == '\\')
                && (text.charAt(at + 1) == '/' || text.charAt(at + 1) == '\\');
    }

    /** Where the web scheme starts that ends before the colon; -1 when none does. */
    private static int schemeStart(String text, int colon) {
        for (String scheme : SCHEMES) {
            int start = colon - scheme.length();
            if (start >= 0 && text.regionMatches(true, start, scheme, 0, scheme.length())) {
                boolean inWord = start > 0 && (isHost(text.charAt(start - 1)) || text.charAt(start - 1) == '@');
                return inWord ? -1 : start;
            }
        }
        return -1;
    }

    private static int urlEnd(String text, int from) {
        int end = from;
        boolean bracket = from < text.length() && text.charAt(from) == '[';
        while (end < text.length() && end - from < MAX_URL) {
            char c = text.charAt(end);
            boolean inside = bracket && (c == '[' || c == ']');
            if (!inside && (c <= ' ' || c == 0x7f || c == 0xa0 || "<>\"'`{}|^[]()".indexOf(c) >= 0)) {
                int closed = c == '(' && end > from ? closed(text, end) : 0;
                // The dot in brackets is part of a name that is written so that programs do not see it.
                if (closed == 0 && !text.startsWith("[.]", end)) {
                    break;
                }
                end = closed > 0 ? closed : end + 2;
            } else if (c >= 0x3000 && endsBefore(text, from, end)) {
                break;
            } else if (c == 'h' && end > from && text.charAt(end - 1) > 0x7f && text.startsWith("http", end)) {
                // Scripts without blanks: the next link follows the words.
                break;
            }
            bracket &= c != ']';
            end++;
        }
        while (end > from && ".,;:!?*".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /** The place of the bracket that closes the one here, when nothing but letters and signs of a path is between; else 0. */
    private static int closed(String text, int open) {
        for (int i = open + 1; i < text.length() && i - open < MAX_BRACKET; i++) {
            char c = text.charAt(i);
            if (c == ')') {
                return i;
            }
            if (c <= ' ' || "(<>\"'`{}|^[]".indexOf(c) >= 0) {
                return 0;
            }
        }
        return 0;
    }

    /** Whether a blank or a mark of East Asian scripts ends the URL here; in a host their full stop is a dot. */
    private static boolean endsBefore(String text, int from, int at) {
        char c = text.charAt(at);
        boolean mark = c == 0x3000
                || c == 0x3001
                || (c >= 0x3008 && c <= 0x3011)
                || "\uff08\uff09\uff0c\uff01\uff1f".indexOf(c) >= 0;
        return mark || (c == 0x3002 && text.lastIndexOf('/', at) >= from);
    }

    /** The end of the name that leads the run, so that its last label is a top-level domain; -1 when there is none. */
    private static int nameEnd(String text, int start, int end) {
        if (start > 0 && "@/\\$#-_=&%+.".indexOf(text.charAt(start - 1)) >= 0
                || start > 0 && isLatin(text.charAt(start - 1))) {
            return -1;
        }
        int stop = end;
        // What starts so is meant as a link, whatever its last label.
        if (text.regionMatches(true, start, "www.", 0, 4)) {
            while (!isAlphanumeric(text.charAt(stop - 1))) {
                stop--;
            }
            return stop > start + 4 ? stop : -1;
        }
        while (stop > start) {
            while (stop > start && !isAlphanumeric(text.charAt(stop - 1))) {
                stop--;
            }
            int dot = text.lastIndexOf('.', stop - 1);
            if (dot <= start) {
                return -1;
            }
            String top = text.substring(dot + 1, stop).toLowerCase(Locale.ROOT);
            if (PublicSuffixes.isTopLevel(top)) {
                boolean mail = stop < text.length() && text.charAt(stop) == '@';
                return !mail && counts(text, start, dot, stop, top) ? stop : -1;
            }
            stop = dot;
        }
        return -1;
    }

    private static boolean counts(String text, int start, int dot, int stop, String top) {
        boolean path = stop < text.length() && text.charAt(stop) == '/';
        if (path) {
            return true;
        }
        boolean sentence = Character.isUpperCase(text.charAt(dot + 1)) && !Character.isUpperCase(text.charAt(start));
        boolean twoLabels = text.indexOf('.', start) == dot;
        boolean country = top.length() == 2 && !GENERAL.contains(top);
        return !sentence && !FILES.contains(top) && !(twoLabels && country) && !isNumber(text, start, dot);
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAfterHost(String text, int at) {
        char c = text.charAt(at);
        return c == '/' || c == '?' || c == '#' || (c == ':' && at + 1 < text.length() && isDigit(text.charAt(at + 1)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isHost(char c) {
        return isAlphanumeric(c) || c == '-' || c == '_';
    }

    private static boolean isHostOrDot(char c) {
        return isHost(c) || c == '.';
    }

    /** A letter of a script that is written with blanks: before a name it is part of the same word. */
    private static boolean isLatin(char c) {
        return c >= 0xc0 && c < 0x530;
    }

    /** Is told of an address. */
    interface Found {

        /**
         * @param url as it stands there
         * @param bare whether it has no scheme
         */
        void link(String url, boolean bare);
    }
}
