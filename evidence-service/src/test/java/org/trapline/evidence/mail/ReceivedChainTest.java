package org.trapline.evidence.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedChainTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // sendmail
                "from mx.one.example (host.two.example [203.0.113.5] (may be forged)) by in.trap.example (8.9.3) with SMTP id X|mx.one.example|host.two.example|203.0.113.5|in.trap.example",
                // postfix
                "from mx.one.example (unknown [203.0.113.5]) (using TLSv1.2) by in.trap.example (Postfix) with ESMTPS id X|mx.one.example||203.0.113.5|in.trap.example",
                "from mx.one.example (host.two.example [IPv6:2001:db8::5]) by in.trap.example (Postfix)|mx.one.example|host.two.example|2001:db8::5|in.trap.example",
                // exim
                "from [203.0.113.5] (helo=mx.one.example) by in.trap.example with esmtp (Exim 4.9) id 1-2-3|mx.one.example||203.0.113.5|in.trap.example",
                "from host.two.example ([203.0.113.5] helo=mx.one.example) by in.trap.example with esmtp|mx.one.example|host.two.example|203.0.113.5|in.trap.example",
                // qmail
                "from unknown (HELO mx.one.example) (203.0.113.5) by in.trap.example with SMTP|mx.one.example||203.0.113.5|in.trap.example",
                "from host.two.example (203.0.113.5) by in.trap.example with SMTP|host.two.example||203.0.113.5|in.trap.example",
                "(qmail 123 invoked from network)||||",
                // Exchange
                "from mx.one.example (203.0.113.5) by in.trap.example (192.0.2.1) with Microsoft SMTP Server id 8.1|mx.one.example||203.0.113.5|in.trap.example",
                // Gmail
                "from mx.one.example (host.two.example. [203.0.113.5]) by mx.trap.example with ESMTPS id a1|mx.one.example|host.two.example|203.0.113.5|mx.trap.example",
                "by 10.1.2.3 with SMTP id x|||| 10.1.2.3",
            })
    void readsTheFormsOfTheUsualServers(String value, String helo, String reverse, String ip, String by) {
        Hop hop = hops("Received: " + value + "; Fri, 02 Jan 2026 03:04:05 +0100\n")
                .get(0);

        assertThat(hop.helo()).isEqualTo(helo);
        assertThat(hop.reverseName()).isEqualTo(reverse);
        assertThat(hop.ip()).isEqualTo(ip);
        assertThat(hop.by()).isEqualTo(by);
        assertThat(hop.at()).isEqualTo(Instant.parse("2026-01-02T02:04:05Z"));
    }

    @Test
    void namesWhatSpeaksAgainstAHop() {
        List<Hop> hops = hops(
                "Received: from a.one.example (b.two.example [203.0.113.5]) by in.trap.example;"
                        + " Fri, 02 Jan 2026 03:00:00 +0000\n"
                        + "Received: from mail.bank.example ([10.1.2.3]) by a.one.example; Fri, 02 Jan 2026 09:00:00 +0000\n"
                        + "Received: from x ([301.2.3.4]) by y; nonsense\n"
                        + "Received: from in.trap.example ([198.51.100.1]) by in.trap.example; Fri, 02 Jan 2026 01:00:00 +0000\n");

        assertThat(hops)
                .extracting(Hop::doubts)
                .containsExactly(
                        List.of("helo-differs"),
                        List.of("time-order", "private-address"),
                        List.of("bad-address"),
                        List.of("helo-is-receiver"));
        assertThat(ReceivedChain.sending(hops)).map(Hop::ip).contains("203.0.113.5");
    }

    private static List<Hop> hops(String header) {
        return MailParser.parse((header + "\nx\n").getBytes(StandardCharsets.US_ASCII))
                .hops();
    }
}
