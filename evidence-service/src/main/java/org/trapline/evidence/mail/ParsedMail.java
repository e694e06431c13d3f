package org.trapline.evidence.mail;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a message says, derived from its bytes and remade from them at will; never the evidence itself.
 *
 * @param subject decoded, null without one
 * @param from the From header, decoded
 * @param date the Date header; senders forge it
 * @param text the readable text of all parts, cut at the parser's limit
 * @param links the hosts that text and HTML link to, in order of appearance
 * @param defects codes of what is wrong with the message, in a fixed order
 */
public record ParsedMail(
        @Nullable String subject,
        @Nullable String from,
        @Nullable Instant date,
        String text,
        Set<LinkedHost> links,
        List<String> defects) {

    /** For exhibits that are no mail: nothing is read out of them. */
    public static final ParsedMail NOTHING = new ParsedMail(null, null, null, "", Set.of(), List.of());
}
