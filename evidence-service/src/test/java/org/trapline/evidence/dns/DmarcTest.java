package org.trapline.evidence.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trapline.evidence.scenarios.DnsStand;
import org.xbill.DNS.Type;

class DmarcTest {

    private static DnsStand dns;

    @BeforeAll
    static void start() {
        dns = DnsStand.start();
        dns.has("_dmarc.shop.test", Type.TXT, "\"v=DMARC1; p=reject; sp=quarantine\"", "\"unrelated\"");
        dns.has("_dmarc.strict.test", Type.TXT, "\"v=DMARC1;p=none;adkim=s;aspf=s\"");
        dns.has("_dmarc.two.test", Type.TXT, "\"v=DMARC1; p=reject\"", "\"v=DMARC1; p=none\"");
        dns.has("_dmarc.faulty.test", Type.TXT, "\"v=DMARC1; p=perhaps\"");
        dns.has("_dmarc.reported.test", Type.TXT, "\"v=DMARC1; p=perhaps; rua=mailto:a@reported.test\"");
        dns.has("_dmarc.late.test", Type.TXT, "\"p=reject; v=DMARC1\"");
        dns.fails("_dmarc.broken.test");
    }

    @AfterAll
    static void stop() {
        dns.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // From domain, SPF result and domain, DKIM result and domain, result, policy, whose record
                "shop.test, pass, shop.test, -, -, pass, reject, shop.test",
                "shop.test, pass, bounces.shop.test, -, -, pass, reject, shop.test",
                "shop.test, pass, other.test, -, -, fail, reject, shop.test",
                "shop.test, fail, shop.test, pass, mail.shop.test, pass, reject, shop.test",
                "shop.test, fail, shop.test, pass, other.test, fail, reject, shop.test",
                "shop.test, none, -, -, -, fail, reject, shop.test",
                "shop.test, softfail, shop.test, fail, shop.test, fail, reject, shop.test",
                "news.shop.test, pass, shop.test, -, -, pass, quarantine, shop.test",
                "news.shop.test, fail, shop.test, policy, shop.test, fail, quarantine, shop.test",
                // Nobody knows
                "shop.test, temperror, shop.test, -, -, temperror, reject, shop.test",
                "shop.test, temperror, other.test, -, -, fail, reject, shop.test",
                "shop.test, fail, shop.test, temperror, shop.test, temperror, reject, shop.test",
                "shop.test, fail, shop.test, neutral, -, temperror, reject, shop.test",
                "shop.test, temperror, shop.test, pass, shop.test, pass, reject, shop.test",
                "broken.test, pass, broken.test, -, -, temperror, -, -",
                // Strict
                "strict.test, pass, strict.test, -, -, pass, none, strict.test",
                "strict.test, pass, mail.strict.test, -, -, fail, none, strict.test",
                "strict.test, fail, strict.test, pass, mail.strict.test, fail, none, strict.test",
                // Records
                "nobody.test, pass, nobody.test, -, -, none, -, -",
                "two.test, pass, two.test, -, -, none, -, -",
                "late.test, pass, late.test, -, -, none, -, -",
                "faulty.test, pass, faulty.test, -, -, permerror, -, faulty.test",
                "reported.test, fail, reported.test, -, -, fail, none, reported.test",
            })
    void weighsWhatAlignsWithTheFromDomain(
            String from,
            String spf,
            @Nullable String spfDomain,
            @Nullable String dkim,
            @Nullable String signer,
            String result,
            @Nullable String policy,
            @Nullable String domain) {
        List<Dkim.Verdict> signatures =
                dkim == null ? List.of() : List.of(new Dkim.Verdict(signer, "s", dkim, null, null));

        Dmarc dmarc = Dmarc.of(inquiry(), Set.of(from), spf, spfDomain, signatures);

        assertThat(dmarc).isEqualTo(new Dmarc(result, policy, domain));
    }

    @Test
    void saysNothingOfMailWithoutOneFromDomain() {
        assertThat(Dmarc.of(inquiry(), Set.of("shop.test", "other.test"), "pass", "shop.test", List.of()))
                .isEqualTo(new Dmarc("none", null, null));
        assertThat(Dmarc.of(inquiry(), Set.of(), "pass", "shop.test", List.of()))
                .isEqualTo(new Dmarc("none", null, null));
    }

    @Test
    void signaturesThatNobodyCouldReadAreUnknown() {
        assertThat(Dmarc.of(inquiry(), Set.of("shop.test"), "fail", "shop.test", null)
                        .result())
                .isEqualTo("temperror");
    }

    private static Inquiry inquiry() {
        return new Inquiry(new Resolver(dns.address(), Duration.ofSeconds(5)), Clock.systemUTC());
    }
}
