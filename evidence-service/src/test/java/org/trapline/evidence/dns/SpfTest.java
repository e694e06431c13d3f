package org.trapline.evidence.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trapline.evidence.scenarios.DnsStand;
import org.xbill.DNS.Type;

class SpfTest {

    private static final String SENDER = "shop.example";

    private static DnsStand dns;

    @BeforeAll
    static void start() {
        dns = DnsStand.start();
        dns.has("host.example", Type.A, "198.51.100.1", "192.0.2.7");
        dns.has("host.example", Type.AAAA, "2001:db8::1");
        dns.has("other.example", Type.A, "198.51.100.1");
        dns.has("mx.example", Type.MX, "10 other.example.", "20 host.example.");
        dns.has("passes.example", Type.TXT, "\"v=spf1 ip4:192.0.2.0/24 -all\"");
        dns.has("fails.example", Type.TXT, "\"v=spf1 -all\"");
        dns.has("faulty.example", Type.TXT, "\"v=spf1 nonsense\"");
        dns.has("no-spf.example", Type.TXT, "\"hello\"");
        dns.has("two.example", Type.TXT, "\"v=spf1 -all\"", "\"v=spf1 +all\"");
        dns.has("7.2.0.192.in-addr.arpa", Type.PTR, "forged.example.", "host.example.");
        dns.has("forged.example", Type.A, "198.51.100.9");
        dns.has("7.2.0.192.shop.example.in-addr.list.example", Type.A, "127.0.0.2");
        dns.has("news.example", Type.A, "127.0.0.2");
        dns.has("example.shop.b-a.list.example", Type.A, "127.0.0.2");
        dns.has("relay.client.example.list.example", Type.A, "127.0.0.2");
        dns.has("host.example.list.example", Type.A, "127.0.0.2");
        dns.has("empty.example", Type.TXT, "\"nothing\"");
        dns.fails("broken.example");
        for (int i = 0; i < 12; i++) {
            dns.has("chain" + i + ".example", Type.TXT, "\"v=spf1 include:chain" + (i + 1) + ".example -all\"");
        }
        dns.has("chain9.example", Type.TXT, "\"v=spf1 ip4:192.0.2.7 -all\"");
        dns.has("many-mx.example", Type.MX, exchangers());
    }

    private static String[] exchangers() {
        String[] exchangers = new String[11];
        for (int i = 0; i < exchangers.length; i++) {
            exchangers[i] = i + " host.example.";
        }
        return exchangers;
    }

    @AfterAll
    static void stop() {
        dns.close();
    }

    @ParameterizedTest
    @CsvSource({
        "v=spf1 -all, fail",
        "V=SPF1 ip4:192.0.2.0/24 -all, pass",
        "v=spf1 ip4:198.51.100.0/24 -all, fail",
        "v=spf1 -ip4:192.0.2.7 +all, fail",
        "v=spf1 ip6:2001:db8::/32 ~all, softfail",
        "v=spf1 exp=a.example ?all, neutral",
        "v=spf1, neutral",
        "v=spf1 ip4:198.51.100.1, neutral",
        "v=spf10 -all, none",
        "something else, none",
        // a, mx, exists, ptr
        "v=spf1 a -all, fail",
        "v=spf1 a:host.example -all, pass",
        "v=spf1 a:HOST.example. -all, pass",
        "v=spf1 a:other.example -all, fail",
        "v=spf1 a:other.example/1//128 -all, pass",
        "v=spf1 mx:mx.example -all, pass",
        "v=spf1 mx:mx.example/32 -all, pass",
        "v=spf1 mx:many-mx.example -all, permerror",
        "v=spf1 exists:news.example -all, pass",
        "v=spf1 exists:none.example -all, fail",
        "v=spf1 ptr:host.example -all, pass",
        "v=spf1 ptr:example -all, permerror",
        "v=spf1 ptr:forged.example -all, fail",
        // include and redirect
        "v=spf1 include:passes.example -all, pass",
        "v=spf1 ?include:passes.example -all, neutral",
        "v=spf1 include:fails.example ~all, softfail",
        "v=spf1 include:no-spf.example -all, permerror",
        "v=spf1 include:faulty.example -all, permerror",
        "v=spf1 include:two.example -all, permerror",
        "v=spf1 include:broken.example -all, temperror",
        "v=spf1 redirect=passes.example, pass",
        "v=spf1 redirect=fails.example, fail",
        "v=spf1 redirect=no-spf.example, permerror",
        "v=spf1 redirect=fails.example +all, pass",
        "v=spf1 redirect=a.example redirect=b.example, permerror",
        // Whoever does not answer is not absent.
        "v=spf1 a:broken.example -all, temperror",
        "v=spf1 mx:broken.example -all, temperror",
        "v=spf1 ip4:192.0.2.7 a:broken.example -all, pass",
        // Macros
        "v=spf1 exists:%{ir}.%{d}.%{v}.list.example -all, pass",
        "v=spf1 exists:%{l}.example -all, pass",
        "v=spf1 exists:%{d2r}.b-a.list.example -all, pass",
        "v=spf1 exists:%{h}.list.example -all, pass",
        "v=spf1 exists:%{p}.list.example -all, pass",
        "v=spf1 exists:%{o1}.list.example -all, fail",
        "v=spf1 exists:%{x}.example -all, permerror",
        "v=spf1 exists:%{d0}.example -all, permerror",
        "v=spf1 exists:%(d).example -all, permerror",
        "v=spf1 exists:%{c}.example -all, permerror",
        // Faults are found before anything is asked.
        "v=spf1 ip4:192.0.2.7 nonsense, permerror",
        "v=spf1 ip4:192.0.2.256 -all, permerror",
        "v=spf1 ip4:192.0.2.0/33 -all, permerror",
        "v=spf1 ip4 -all, permerror",
        "v=spf1 all:a.example, permerror",
        "v=spf1 include -all, permerror",
        "v=spf1 a: -all, permerror",
        "v=spf1 a:nodot -all, permerror",
        "v=spf1 a:host.123 -all, permerror",
        "v=spf1 unknown=%{s}%{t} -all, fail",
        // No more than two questions without an answer, no more than ten that ask
        "v=spf1 a:n1.example a:n2.example -all, fail",
        "v=spf1 a:n1.example a:n2.example a:n3.example -all, permerror",
        "v=spf1 include:chain1.example -all, pass",
        "v=spf1 include:chain0.example -all, pass",
        "v=spf1 a:host.example/32 include:chain0.example -all, pass",
        "v=spf1 a:other.example include:chain0.example -all, permerror"
    })
    void decidesByTheRecordsThatItIsLedTo(String record, String result) {
        assertThat(result(record, "192.0.2.7")).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all, pass",
        "2001:db9::1, v=spf1 ip6:2001:db8::/32 -all, fail",
        "2001:db8::1, v=spf1 a:host.example -all, pass",
        "2001:db8::2, v=spf1 a:host.example -all, fail",
        "2001:db8::2, v=spf1 a:host.example//64 -all, pass",
        "::ffff:192.0.2.7, v=spf1 ip4:192.0.2.7 -all, pass"
    })
    void readsAddressesOfBothKinds(String client, String record, String result) {
        assertThat(result(record, client)).isEqualTo(result);
    }

    @Test
    void twoRecordsAreAnErrorAndNoneIsNone() {
        assertThat(Spf.result(inquiry(), "192.0.2.7", "two.example", "a@two.example", "h"))
                .isEqualTo("permerror");
        assertThat(Spf.result(inquiry(), "192.0.2.7", "nobody.example", "a@nobody.example", "h"))
                .isEqualTo("none");
        assertThat(Spf.result(inquiry(), "192.0.2.7", null, "", "h")).isEqualTo("none");
        assertThat(Spf.result(inquiry(), "192.0.2.7", "broken.example", "a@broken.example", "h"))
                .isEqualTo("temperror");
    }

    @Test
    void aChainOfTenThousandIncludesEndsAfterTen() {
        try (DnsStand stand = DnsStand.start()) {
            for (int i = 0; i < 10_000; i++) {
                stand.has("long" + i + ".example", Type.TXT, "\"v=spf1 include:long" + (i + 1) + ".example -all\"");
            }
            Inquiry inquiry = inquiry(stand);

            String result = Spf.result(inquiry, "192.0.2.7", "long0.example", "a@long0.example", "h");

            assertThat(result).isEqualTo("permerror");
            assertThat(stand.asked()).isEqualTo(11);
        }
    }

    @Test
    void aRecordThatIncludesItselfEnds() {
        assertThat(result("v=spf1 include:shop.example -all", "192.0.2.7")).isEqualTo("permerror");
    }

    @Test
    void aRecordOfManyKilobytesIsRead() {
        StringBuilder strings = new StringBuilder("\"v=spf1 \"");
        for (int i = 0; i < 200; i++) {
            strings.append(" \"exists:").append("%%".repeat(100)).append("\"");
        }
        dns.has("huge.example", Type.TXT, strings.append(" \".example -all\"").toString());

        assertThat(Spf.result(inquiry(), "192.0.2.7", "huge.example", "a@huge.example", "h"))
                .isEqualTo("fail");
    }

    @Test
    void aRecordWithNulBytesIsAnError() {
        dns.has("nul.example", Type.TXT, "\"v=spf1 exists:a\\000.example -all\"");

        assertThat(Spf.result(inquiry(), "192.0.2.7", "nul.example", "a@nul.example", "h"))
                .isEqualTo("permerror");
    }

    @Test
    void whatAResolverLeavesOpenIsUnknownAndEndsTheQuestions() {
        try (DnsStand stand = DnsStand.start()) {
            stand.beSilent(true);
            Inquiry inquiry = new Inquiry(new Resolver(stand.address(), Duration.ofMillis(100)), Clock.systemUTC());

            assertThat(Spf.result(inquiry, "192.0.2.7", "a.example", "a@a.example", "h"))
                    .isEqualTo("temperror");
            inquiry.ask("b.example", Type.A);
            stand.beSilent(false);

            assertThat(inquiry.ask("c.example", Type.A).isKnown()).isFalse();
            assertThat(inquiry.ask("c.example", Type.A).rcode()).isEqualTo("not asked");
        }
    }

    @Test
    void aNameThatMacrosMakeHugeLosesLabelsFromItsLeftAtOnce() {
        dns.has("a.".repeat(122) + "b.example", Type.A, "192.0.2.7");
        String strings = "\"" + "%{l}.".repeat(50) + "\" ";
        dns.has(SENDER, Type.TXT, "\"v=spf1 exists:\" " + strings.repeat(20) + "\"b.example -all\"");
        String sender = "a.".repeat(120) + "a@" + SENDER;

        assertThat(Spf.result(inquiry(), "192.0.2.7", SENDER, sender, "h")).isEqualTo("pass");
    }

    @Test
    void aClientNameThatNobodyRepliedAboutIsNotKnownToDiffer() {
        dns.ignores("8.2.0.192.in-addr.arpa");
        dns.has(SENDER, Type.TXT, "\"v=spf1 ptr:host.example -all\"");
        Inquiry inquiry = new Inquiry(new Resolver(dns.address(), Duration.ofMillis(200)), Clock.systemUTC());

        assertThat(Spf.result(inquiry, "192.0.2.8", SENDER, "news@" + SENDER, "h"))
                .isEqualTo("temperror");
    }

    private static String result(String record, String client) {
        dns.has(SENDER, Type.TXT, "\"unrelated\"", "\"" + record + "\"");
        return Spf.result(inquiry(), client, SENDER, "news@" + SENDER, "relay.client.example");
    }

    private static Inquiry inquiry() {
        return inquiry(dns);
    }

    private static Inquiry inquiry(DnsStand stand) {
        return new Inquiry(new Resolver(stand.address(), Duration.ofSeconds(5)), Clock.systemUTC());
    }
}
