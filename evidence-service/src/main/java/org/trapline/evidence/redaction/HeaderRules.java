package org.trapline.evidence.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which lines of a header a copy may show. A field is shown when it is known to say who sent and what, not to whom; of what
 * senders and relays put into other fields nobody can tell what it stands for.
 */
final class HeaderRules {

    private static final Set<String> SHOWN = Set.of(
            "from",
            "sender",
            "reply-to",
            "subject",
            "date",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "content-language",
            "content-disposition",
            "organization",
            "user-agent",
            "x-mailer",
            "x-mimeole",
            "x-priority",
            "x-msmail-priority",
            "priority",
            "importance",
            "precedence",
            "x-originating-ip",
            "received");
    private static final Pattern RECIPIENT_OF_HOP = Pattern.compile("(?i)(?:^|\\s|;)(?:for|id)(?:\\s|$)");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_+=%~-]{8,}");
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary\\s*=\\s*(?:\"[^\"]*\"?|\\S+)");

    private boolean shown;
    private boolean received;
    private boolean inLine;
    private boolean ended;

    /** Takes the header's lines in their order and says of each whether it may be shown. */
    boolean shows(byte[] raw, int from, int length) {
        String line = new String(raw, from, length, StandardCharsets.ISO_8859_1);
        boolean continued = inLine || line.startsWith(" ") || line.startsWith("\t");
        inLine = !line.endsWith("\n");
        if (line.isBlank() && !continued) {
            ended = true;
            return true;
        }
        if (!continued) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            shown = SHOWN.contains(name);
            received = name.equals("received");
        }
        if (!shown || inLine || line.isBlank()) {
            return false;
        }
        if (received) {
            return !RECIPIENT_OF_HOP.matcher(line).find();
        }
        return WORD.matcher(BOUNDARY.matcher(line).replaceAll(""))
                .results()
                .noneMatch(word -> UniqueMarks.mixed(word.group(), 2));
    }

    /** Whether the header ended where it should; if not, more of it stands in the body. */
    boolean ended() {
        return ended;
    }
}
