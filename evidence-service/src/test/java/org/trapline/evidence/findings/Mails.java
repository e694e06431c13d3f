package org.trapline.evidence.findings;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.mail.Hop;
import org.trapline.evidence.mail.MailHeader;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.mail.ParsedMail;
import org.trapline.evidence.mail.Part;

/** Messages written for tests of the rules. */
final class Mails {

    static final TrapFacts TRAP = new TrapFacts(null, "trap.example", "affidavit 7");

    static final String OFFER =
            "Buy now: the best prices on garden chairs, only $19.99 at http://chairs.example/shop today.";

    static final String ADDRESS = "Chairs Inc., 12 Main Street, Springfield, MA 01101";

    static final String OPT_OUT = "To unsubscribe visit http://chairs.example/u";

    private Mails() {}

    /** A message at a trap. */
    static Message trapped(String... lines) {
        return message(TRAP, null, null, lines);
    }

    /** A message that a person handed in. */
    static Message complained(String... lines) {
        return message(null, null, null, lines);
    }

    static Message message(
            @Nullable TrapFacts trap,
            @Nullable Transmission transmission,
            @Nullable DnsAtReceipt dns,
            String... lines) {
        byte[] raw = String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
        Instant at = transmission == null ? null : Instant.parse("2026-01-15T12:00:00Z");
        return new Message(raw, MailParser.parseOrUnreadable(raw), at, transmission, dns, trap);
    }

    /** An ordinary offer with a body, from a sender whose names agree. */
    static Message offer(String subject, String... body) {
        return trapped(
                "From: Chairs <news@chairs.example>",
                "Subject: " + subject,
                "Message-ID: <1@chairs.example>",
                "",
                String.join("\r\n", body));
    }

    static Message html(String body) {
        return trapped(
                "From: Chairs <news@chairs.example>",
                "Subject: Chairs",
                "MIME-Version: 1.0",
                "Content-Type: text/html; charset=utf-8",
                "",
                body);
    }

    /** The message with words in its first part that are not shown. */
    static Message hiding(String words, Message message) {
        List<Part> parts = new ArrayList<>(message.mail().parts());
        Part part = parts.get(0);
        parts.set(
                0,
                new Part(
                        part.path(),
                        part.mediaType(),
                        part.charset(),
                        part.disposition(),
                        part.fileName(),
                        part.offset(),
                        part.length(),
                        part.decodedSize(),
                        part.text(),
                        words,
                        part.html(),
                        part.images()));
        return with(message, parts, message.mail().hops());
    }

    /** The message with one more, older station. */
    static Message hop(String reverseName, String ip, String at, Message message) {
        List<Hop> hops = new ArrayList<>(message.mail().hops());
        hops.add(new Hop("a.example", reverseName, ip, "mx.example", Instant.parse(at), 0, 10));
        return with(message, message.mail().parts(), hops);
    }

    private static Message with(Message message, List<Part> parts, List<Hop> hops) {
        ParsedMail mail = message.mail();
        ParsedMail changed = new ParsedMail(
                mail.subject(),
                mail.from(),
                mail.date(),
                mail.text(),
                mail.hiddenText(),
                mail.links(),
                mail.defects(),
                MailHeader.of(mail.fields(), hops),
                parts);
        return new Message(
                message.raw(), changed, message.receivedAt(), message.transmission(), message.dns(), message.trap());
    }

    static Transmission from(String helo, String ip, String... recipients) {
        return new Transmission("news@chairs.example", List.of(recipients), ip, helo, "mx.trap.example");
    }
}
