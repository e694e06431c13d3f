package org.trapline.evidence.redaction;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a message's body what may be different for each recipient although it does not name one: links with a query or a
 * token, long tokens, fields of a header within the body, and bytes that cannot be read as text at all.
 */
final class UniqueMarks {

    private static final Pattern LINK =
            Pattern.compile("(?i)\\b(?:https?|ftp)\\s*:\\s*[/\\\\]{1,4}[^\\s\"'<>]{1,4000}");
    private static final Pattern BARE_LINK = Pattern.compile("(?i)\\bwww\\.[^\\s\"'<>]{1,4000}");
    private static final Pattern DIGITS = Pattern.compile("\\d{5,}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_+=%~-]{8,}");
    private static final Pattern LONG_TOKEN = Pattern.compile("[A-Za-z0-9_+/=$%!.-]{16,}");
    private static final Pattern FIELD =
            Pattern.compile("(?im)^[> \\t]*(?:(?:delivered-to|x-original-to|x-envelope-to|envelope-to"
                    + "|x-rcpt-to|apparently-to|original-recipient|final-recipient|x-failed-recipients|message-id|in-reply-to"
                    + "|references|content-id|list-unsubscribe|list-id|feedback-id|return-path|received|x-[a-z-]{1,40}id)[ \\t]*:"
                    + "|(?:to|cc|bcc)[ \\t]*:[^\\r\\n]{0,400}@).*$");

    private UniqueMarks() {}

    /** Tells what is found in the body, which begins at a place in the message. */
    static void find(byte[] raw, int body, Found found) {
        Found inBody = (from, to) -> found.range(body + from, body + to);
        View view = View.of(java.util.Arrays.copyOfRange(raw, body, raw.length));
        unreadable(view.data(), inBody);
        readable(view, inBody, true);
        for (Function<View, @Nullable View> decoder : TextDecoders.OF_LINKS) {
            View text = decoder.apply(view);
            if (text != null) {
                readable(text, inBody, false);
            }
        }
        Base64Block.each(view, (start, end) -> base64(view, start, end, inBody));
    }

    /** Controls are no text: an attachment, or a charset whose letters could be anything. */
    private static void unreadable(byte[] data, Found found) {
        for (int i = 0; i < data.length; i++) {
            if (Base64Block.control(data[i])) {
                found.range(i, i + 1);
            }
        }
    }

    /** What is no text after decoding is withheld as a whole, and what is text is looked through. */
    private static void base64(View view, int start, int end, Found found) {
        View decoded = Notations.base64(view, start, end);
        if (Base64Block.binary(decoded)) {
            view.tell(start, end, found);
        } else {
            readable(decoded, found, true);
        }
    }

    private static void readable(View view, Found found, boolean tokens) {
        String text = view.text();
        for (Pattern link : List.of(LINK, BARE_LINK)) {
            Matcher matcher = link.matcher(text);
            while (matcher.find()) {
                if (unique(matcher.group())) {
                    view.tell(matcher.start(), matcher.end(), found);
                }
            }
        }
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            view.tell(field.start(), field.end(), found);
        }
        Matcher token = LONG_TOKEN.matcher(text);
        while (tokens && token.find()) {
            if (mixed(token.group(), 4)
                    && !boundary(text, token.start())
                    && !encoded(text, token.start(), token.end())) {
                view.tell(token.start(), token.end(), found);
            }
        }
    }

    private static boolean unique(String link) {
        if (link.indexOf('?') >= 0
                || link.indexOf('#') >= 0
                || link.indexOf('@') >= 0
                || DIGITS.matcher(link).find()) {
            return true;
        }
        return TOKEN.matcher(link).results().anyMatch(t -> mixed(t.group(), 2));
    }

    /** Whether a word has both letters and digits, as no word of a language has. */
    static boolean mixed(String word, int atLeast) {
        long digits = word.chars().filter(Character::isDigit).count();
        long letters = word.chars().filter(Character::isLetter).count();
        return digits >= atLeast && letters >= atLeast;
    }

    /** A MIME boundary is one for the whole message, and without it the copy cannot be read. */
    private static boolean boundary(String text, int at) {
        int line = text.lastIndexOf('\n', at - 1) + 1;
        return text.startsWith("--", line)
                || text.substring(line, at).toLowerCase(java.util.Locale.ROOT).contains("boundary");
    }

    /** A line of base64 is no token: what it holds is looked through by itself. */
    private static boolean encoded(String text, int start, int end) {
        boolean whole = (start == 0 || text.charAt(start - 1) == '\n')
                && (end >= text.length() || text.charAt(end) == '\n' || text.charAt(end) == '\r');
        return whole && (end - start >= 40 || text.substring(start, end).endsWith("="));
    }
}
