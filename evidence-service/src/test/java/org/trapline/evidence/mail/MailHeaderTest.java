package org.trapline.evidence.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailHeaderTest {

    private static final HeaderField FIELD = new HeaderField("Received", "by mx.example", 0, 25);
    private static final Hop HOP = new Hop(null, null, null, "mx.example", null, 0, 25);

    private final List<Throwable> faults = new ArrayList<>();

    @Test
    void isReadWhenItIsAskedForAndOnce() {
        AtomicInteger reads = new AtomicInteger();
        MailHeader header = new MailHeader(
                () -> {
                    reads.incrementAndGet();
                    return List.of(FIELD);
                },
                fields -> List.of(HOP),
                faults::add);
        assertThat(reads).hasValue(0);

        assertThat(header.hops()).containsExactly(HOP);
        assertThat(header.fields()).containsExactly(FIELD);

        assertThat(reads).hasValue(1);
        assertThat(header)
                .isEqualTo(MailHeader.of(List.of(FIELD), List.of(HOP)))
                .isNotEqualTo(MailHeader.NONE);
        assertThat(faults).isEmpty();
    }

    @Test
    void aMailWhoseHeaderCannotBeReadIsUnreadableAndSomebodyIsToldOnce() {
        IllegalStateException fault = new IllegalStateException("a fault of the reader");
        MailHeader header = new MailHeader(
                () -> List.of(FIELD),
                fields -> {
                    throw fault;
                },
                faults::add);
        ParsedMail mail = new ParsedMail("offer", null, null, "text", "", Set.of(), List.of(), header, List.of());
        assertThat(faults).isEmpty();

        assertThat(mail.whole()).isSameAs(ParsedMail.UNREADABLE);
        assertThat(mail.whole()).isSameAs(ParsedMail.UNREADABLE);

        assertThat(faults).containsExactly(fault);
    }

    @Test
    void aMessageIsTakenInWithoutItsHeaderBeingReadAndIsTheSameAsOneReadAtOnce() {
        byte[] raw = "Subject: x\nReceived: from a.example by mx.example; 1 Dec 2026 10:20:30 GMT\n\ntext\n"
                .getBytes(StandardCharsets.US_ASCII);

        ParsedMail mail = MailParser.parseForReceipt(raw, faults::add);

        assertThat(mail.whole()).isSameAs(mail).isEqualTo(MailParser.parse(raw));
        assertThat(mail.hops()).singleElement().satisfies(hop -> assertThat(hop.by())
                .isEqualTo("mx.example"));
        assertThat(faults).isEmpty();
    }
}
