package org.trapline.evidence.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a message says, derived from its bytes and remade from them at will; never the evidence itself. Offsets count from
 * the first byte of the raw message.
 *
 * @param subject decoded, null without one
 * @param from the From header, decoded
 * @param date the Date header; senders forge it
 * @param text what a reader of the message sees, of all parts, cut at the parser's limit
 * @param hiddenText what stands in it and is not shown: hidden by style, colour, size or place
 * @param links the hosts that text and HTML link to, in order of appearance
 * @param defects codes of what is wrong with the message, in a fixed order
 * @param header its outermost header, which may not have been read yet: {@link #whole}
 * @param parts the leaves of its MIME tree, in order, up to the parser's limit
 * @param urls the links themselves, in order of appearance, up to the parser's limit
 */
public record ParsedMail(
        @Nullable String subject,
        @Nullable String from,
        @Nullable Instant date,
        String text,
        String hiddenText,
        Set<LinkedHost> links,
        List<String> defects,
        MailHeader header,
        List<Part> parts,
        List<Link> urls) {

    /** Without the links themselves. */
    public ParsedMail(
            @Nullable String subject,
            @Nullable String from,
            @Nullable Instant date,
            String text,
            String hiddenText,
            Set<LinkedHost> links,
            List<String> defects,
            MailHeader header,
            List<Part> parts) {
        this(subject, from, date, text, hiddenText, links, defects, header, parts, List.of());
    }

    /** For exhibits that are no mail: nothing is read out of them. */
    public static final ParsedMail NOTHING = ofRow(null, null);

    /** For a message that the parser failed on: it is evidence all the same, and may be read again later. */
    public static final ParsedMail UNREADABLE =
            new ParsedMail(null, null, null, "", "", Set.of(), List.of("unreadable"), MailHeader.NONE, List.of());

    /** What the exhibit's row still tells when the bytes cannot be trusted. */
    public static ParsedMail ofRow(@Nullable String subject, @Nullable String from) {
        return new ParsedMail(subject, from, null, "", "", Set.of(), List.of(), MailHeader.NONE, List.of());
    }

    /** This mail with its header read; {@link #UNREADABLE} when the parser fails on it. */
    public ParsedMail whole() {
        return header.isReadable() ? this : UNREADABLE;
    }

    /** The outermost header's fields, in order, up to the parser's limit. */
    public List<HeaderField> fields() {
        return header.fields();
    }

    /** The Received fields, newest first. */
    public List<Hop> hops() {
        return header.hops();
    }

    /**
     * The host that handed the message to those who are believed, as the Received fields alone tell: the topmost with an
     * address that networks route. Where an envelope was kept, its client is that host, and no field is better.
     */
    public Optional<Hop> sendingHop() {
        return ReceivedChain.sending(hops());
    }

    /** The first field of that name, in any case. */
    public Optional<HeaderField> field(String name) {
        return fields().stream().filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
    }
}
