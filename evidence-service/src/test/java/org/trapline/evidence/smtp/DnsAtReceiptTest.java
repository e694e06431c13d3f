package org.trapline.evidence.smtp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.scenarios.DnsStand;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.MailSigner;
import org.trapline.verifier.TreeHash;
import org.xbill.DNS.Type;

/** The service with a resolver to ask. */
@QuarkusTest
@TestProfile(DnsAtReceiptTest.WithAResolver.class)
@QuarkusTestResource(EvidencePlatform.class)
@QuarkusTestResource(value = DnsAtReceiptTest.Stand.class, restrictToAnnotatedClass = true)
class DnsAtReceiptTest {

    private static final String OFFER =
            "Buy now: the best prices on garden chairs, only $19.99 at http://chairs.example/";

    public static class WithAResolver implements QuarkusTestProfile {}

    public static class Stand implements QuarkusTestResourceLifecycleManager {

        static final DnsStand DNS = DnsStand.start();

        @Override
        public Map<String, String> start() {
            return Map.of("trapline.evidence.dns.resolver", DNS.address(), "trapline.evidence.dns.patience", "PT0.3S");
        }

        @Override
        public void stop() {
            DNS.close();
        }
    }

    @Inject
    SmtpListener listener;

    @TestHTTPResource("/")
    URI base;

    private final String domain = "d" + UUID.randomUUID() + ".example";
    private EvidenceClient investigator;

    @BeforeEach
    void enterATrap() {
        investigator = EvidenceClient.as("investigator1", base);
        int entered = EvidenceClient.as("admin1", base)
                .post(
                        "/api/evidence/traps",
                        "{\"name\":\"" + domain
                                + "\",\"pool\":\"p\",\"operator\":\"o\",\"affidavit\":\"x\",\"domain\":\"" + domain
                                + "\"}")
                .statusCode();
        assertThat(entered).isEqualTo(201);
    }

    @AfterEach
    void speakAgain() {
        Stand.DNS.beSilent(false);
    }

    @Test
    void aFromDomainThatDidNotExistAtReceiptIsASign() throws Exception {
        UUID exhibit = delivered("news@gone" + domain, "news@gone" + domain);

        JsonNode finding = awaited(exhibit, "INDICATED");

        assertThat(finding.path("reasons").findValuesAsText("code")).contains("dns-no-such-domain");
    }

    @Test
    void theAnswersAreAnExhibitAndLaterOnesChangeNothing() throws Exception {
        String sender = "kept" + domain;
        Stand.DNS.has(sender, Type.MX, "10 mx." + sender + ".");
        Stand.DNS.has(sender, Type.TXT, "\"v=spf1 ip4:127.0.0.1\" \" -all\"");
        Stand.DNS.has("_dmarc." + sender, Type.TXT, "\"v=DMARC1; p=reject\"");
        Stand.DNS.has("1.0.0.127.in-addr.arpa", Type.PTR, "host.relay.example.");
        UUID exhibit = delivered("news@" + sender, "bounces@" + sender);

        JsonNode finding = awaited(exhibit, "NOT_INDICATED");
        Stand.DNS.has(sender, Type.TXT, "\"v=spf1 -all\"");

        assertThat(finding.path("reasons").findValuesAsText("code")).contains("dns-clean");
        assertThat(findings(exhibit).path("dns").path("spf").textValue()).isEqualTo("pass");
        assertThat(findings(exhibit).path("dns").path("dkim").textValue()).isEqualTo("none");
        assertThat(findings(exhibit).path("dns").path("dmarc").textValue()).isEqualTo("pass");
        String answers = findings(exhibit).path("dns").path("answers").textValue();
        Exhibit.View kept = investigator.get("/api/evidence/exhibits/" + answers, Exhibit.View.class);
        JsonNode document = investigator.get("/api/evidence/exhibits/" + answers + "/raw", JsonNode.class);
        assertThat(kept.kind().name()).isEqualTo("DNS_ANSWER");
        assertThat(document.path("exhibit").textValue()).isEqualTo(exhibit.toString());
        assertThat(document.path("resolver").textValue()).isEqualTo(Stand.DNS.address());
        assertThat(document.path("answers").toString())
                .contains("10 mx." + sender, "v=spf1 ip4:127.0.0.1 -all", "v=DMARC1; p=reject", "host.relay.example");
        assertThat(document.path("answers").findValuesAsText("raw"))
                .allSatisfy(raw -> assertThat(raw).isNotBlank());
        assertThat(finding(exhibit).path("verdict").textValue()).isEqualTo("NOT_INDICATED");
    }

    @Test
    void whatIsSignedAsTheFromDomainPassesWithTheKeyThatDnsHadAtReceipt() throws Exception {
        String sender = "signed" + domain;
        MailSigner signer = published(sender);
        String mail = signer.signed(template(sender), mail("news@" + sender));
        UUID exhibit = send(mail, "bounces@" + sender);

        JsonNode finding = awaited(exhibit, "NOT_INDICATED");
        Stand.DNS.has("k._domainkey." + sender, Type.TXT, "\"v=DKIM1; p=\"");

        assertThat(finding.path("reasons").findValuesAsText("code")).contains("dns-clean");
        JsonNode dns = findings(exhibit).path("dns");
        assertThat(dns.path("state").textValue()).isEqualTo("ASKED");
        assertThat(dns.path("fromDomainExists").booleanValue()).isTrue();
        assertThat(dns.path("spf").textValue()).isEqualTo("none");
        assertThat(dns.path("dkim").textValue()).isEqualTo("pass");
        assertThat(dns.path("signatures").findValuesAsText("domain")).containsExactly(sender);
        assertThat(dns.path("signatures").findValuesAsText("selector")).containsExactly("k");
        assertThat(dns.path("dmarc").textValue()).isEqualTo("pass");
        assertThat(dns.path("dmarcPolicy").textValue()).isEqualTo("reject");
        assertThat(dns.path("dmarcDomain").textValue()).isEqualTo(sender);
        JsonNode document =
                investigator.get("/api/evidence/exhibits/" + dns.path("answers").textValue() + "/raw", JsonNode.class);
        assertThat(document.path("answers").findValuesAsText("name")).contains("k._domainkey." + sender);
        assertThat(document.path("dkim").findValuesAsText("result")).containsExactly("pass");
        JsonNode custody = investigator.get("/api/evidence/exhibits/" + exhibit + "/custody", JsonNode.class);
        assertThat(custody.findValuesAsText("actor")).contains("dns-at-receipt");
    }

    @Test
    void dkimAndDmarcThatFailTogetherAreOneWeakSign() throws Exception {
        String sender = "altered" + domain;
        MailSigner signer = published(sender);
        String mail = signer.signed(template(sender), mail("news@" + sender)).replace("garden", "garten");
        UUID exhibit = send(mail, "bounces@" + sender);

        JsonNode finding = awaited(exhibit, "NOT_INDICATED");

        assertThat(finding.path("reasons").findValuesAsText("code"))
                .contains("dns-dkim-fail", "dns-dmarc-fail", "weak-sign", "dns-results");
        assertThat(findings(exhibit).path("dns").path("signatures").findValuesAsText("reason"))
                .containsExactly("the body is not the one that was signed");
    }

    @Test
    void aKeyThatNobodyGetsToKnowIsUnknownAndNotAbsent() throws Exception {
        String sender = "open" + domain;
        MailSigner signer = published(sender);
        Stand.DNS.fails("k._domainkey." + sender);
        UUID exhibit = send(signer.signed(template(sender), mail("news@" + sender)), "bounces@" + sender);
        await().atMost(30, SECONDS)
                .until(() ->
                        findings(exhibit).path("dns").path("state").asText().equals("ASKED"));

        JsonNode finding = finding(exhibit);

        assertThat(finding.path("verdict").textValue()).isEqualTo("NEEDS_FACT");
        assertThat(finding.path("missing").findValuesAsText("id")).contains("mail-authentication");
        assertThat(finding.path("reasons").findValuesAsText("code")).contains("dns-authentication-unknown");
        assertThat(findings(exhibit).path("dns").path("dmarc").textValue()).isEqualTo("temperror");
    }

    @Test
    void aSenderWhoseNameServersNeverAnswerKeepsNobodyWaiting() throws Exception {
        String sender = "mute" + domain;
        Stand.DNS.ignores(sender);
        UUID exhibit = delivered("news@" + sender, "bounces@" + sender);
        await().atMost(60, SECONDS)
                .until(() ->
                        findings(exhibit).path("dns").path("state").asText().equals("ASKED"));

        JsonNode dns = findings(exhibit).path("dns");
        assertThat(dns.path("fromDomainExists").isNull()).isTrue();
        assertThat(dns.path("spf").textValue()).isEqualTo("temperror");
        assertThat(dns.path("dmarc").textValue()).isEqualTo("temperror");
        assertThat(finding(exhibit).path("reasons").findValuesAsText("code")).contains("dns-from-domain-unknown");
    }

    /** Of a domain that has mail exchanger, key and policy. */
    private static MailSigner published(String sender) {
        MailSigner signer = MailSigner.withKey(2048);
        Stand.DNS.has(sender, Type.MX, "10 mx." + sender + ".");
        Stand.DNS.has("k._domainkey." + sender, Type.TXT, signer.record());
        Stand.DNS.has("_dmarc." + sender, Type.TXT, "\"v=DMARC1; p=reject\"");
        return signer;
    }

    private static String template(String sender) {
        return "v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + sender + "; s=k; h=from:subject; bh=; b=;";
    }

    @Test
    void mailIsTakenWhileTheResolverIsSilentAndAskedAboutAfterwards() throws Exception {
        Stand.DNS.beSilent(true);
        UUID exhibit = delivered("news@late" + domain, "news@late" + domain);
        JsonNode before = finding(exhibit);

        Stand.DNS.beSilent(false);
        awaited(exhibit, "INDICATED");

        assertThat(before.path("verdict").textValue()).isEqualTo("NEEDS_FACT");
        assertThat(before.path("missing").findValuesAsText("id")).contains("dns-at-receipt");
    }

    @Test
    void mailThatIsHandedInAsAFileIsNotAskedAbout() throws Exception {
        UUID first = investigator
                .message("From: <news@file" + domain + ">\nSubject: file " + domain + "\n\n" + OFFER)
                .exhibit();
        UUID second = delivered("news@smtp" + domain, "news@smtp" + domain);
        awaited(second, "INDICATED");

        assertThat(findings(first).path("dns").isNull()).isTrue();
    }

    private UUID delivered(String from, String mailFrom) throws IOException {
        return send(mail(from), mailFrom);
    }

    private static String mail(String from) {
        return "From: <" + from + ">\r\nSubject: " + from + "\r\nMessage-ID: <1@"
                + from.substring(from.indexOf('@') + 1) + ">\r\n\r\n" + OFFER + "\r\n";
    }

    private UUID send(String mail, String mailFrom) throws IOException {
        byte[] raw = mail.getBytes(StandardCharsets.US_ASCII);
        try (SmtpClient client = SmtpClient.connect(listener.port()).greeted()) {
            String reply = client.mail(mailFrom, "a@" + domain).data(Arrays.copyOf(raw, raw.length - 2));
            assertThat(reply).startsWith("250");
        }
        String sha256 = HexFormat.of().formatHex(TreeHash.sha256().digest(raw));
        return investigator
                .get("/api/evidence/exhibits/by-hash/" + sha256, Exhibit.View.class)
                .id();
    }

    private JsonNode awaited(UUID exhibit, String verdict) {
        await().atMost(30, SECONDS)
                .until(() -> finding(exhibit).path("verdict").textValue().equals(verdict));
        return finding(exhibit);
    }

    private JsonNode findings(UUID exhibit) {
        return investigator.get("/api/evidence/exhibits/" + exhibit + "/findings", JsonNode.class);
    }

    private JsonNode finding(UUID exhibit) {
        return investigator.get("/api/evidence/findings/" + exhibit + ".H1", JsonNode.class);
    }
}
