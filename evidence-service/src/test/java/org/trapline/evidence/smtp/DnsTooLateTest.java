package org.trapline.evidence.smtp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.scenarios.DnsStand;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.verifier.TreeHash;

/** The service with a resolver, and so little patience that whatever comes in has waited too long. */
@QuarkusTest
@TestProfile(DnsTooLateTest.WithoutPatience.class)
@QuarkusTestResource(EvidencePlatform.class)
@QuarkusTestResource(value = DnsTooLateTest.Stand.class, restrictToAnnotatedClass = true)
class DnsTooLateTest {

    public static class WithoutPatience implements QuarkusTestProfile {}

    public static class Stand implements QuarkusTestResourceLifecycleManager {

        private static final DnsStand DNS = DnsStand.start();

        @Override
        public Map<String, String> start() {
            return Map.of("trapline.evidence.dns.resolver", DNS.address(), "trapline.evidence.dns.within", "PT0S");
        }

        @Override
        public void stop() {
            DNS.close();
        }
    }

    @Inject
    SmtpListener listener;

    @Inject
    MeterRegistry meters;

    @TestHTTPResource("/")
    URI base;

    @Test
    void whatWaitedTooLongIsCountedAndUnknownAndNobodyIsAskedAboutIt() throws Exception {
        String domain = "d" + UUID.randomUUID() + ".example";
        EvidenceClient investigator = EvidenceClient.as("investigator1", base);
        int entered = EvidenceClient.as("admin1", base)
                .post(
                        "/api/evidence/traps",
                        "{\"name\":\"" + domain
                                + "\",\"pool\":\"p\",\"operator\":\"o\",\"affidavit\":\"x\",\"domain\":\"" + domain
                                + "\"}")
                .statusCode();
        assertThat(entered).isEqualTo(201);
        byte[] raw = ("From: <news@late" + domain + ">\r\nSubject: x\r\n\r\nBuy now: garden chairs, only $19.99\r\n")
                .getBytes(StandardCharsets.US_ASCII);

        try (SmtpClient client = SmtpClient.connect(listener.port()).greeted()) {
            assertThat(client.mail("news@late" + domain, "a@" + domain).data(Arrays.copyOf(raw, raw.length - 2)))
                    .startsWith("250");
        }

        String sha256 = HexFormat.of().formatHex(TreeHash.sha256().digest(raw));
        UUID exhibit = investigator
                .get("/api/evidence/exhibits/by-hash/" + sha256, Exhibit.View.class)
                .id();
        String findings = "/api/evidence/exhibits/" + exhibit + "/findings";
        await().atMost(30, SECONDS)
                .until(() ->
                        !investigator.get(findings, JsonNode.class).path("dns").isNull());
        JsonNode dns = investigator.get(findings, JsonNode.class).path("dns");
        assertThat(dns.path("state").textValue()).isEqualTo("UNKNOWN_ASKED_TOO_LATE");
        assertThat(dns.path("answers").isNull()).isTrue();
        assertThat(dns.path("spf").textValue()
                        + dns.path("dkim").textValue()
                        + dns.path("dmarc").textValue())
                .isEqualTo("unknownunknownunknown");
        JsonNode finding = investigator.get("/api/evidence/findings/" + exhibit + ".H1", JsonNode.class);
        assertThat(finding.path("verdict").textValue()).isEqualTo("NEEDS_FACT");
        assertThat(finding.path("reasons").findValuesAsText("code")).contains("dns-too-late");
        assertThat(meters.counter("trapline.evidence.dns.too.late").count()).isGreaterThanOrEqualTo(1);
        assertThat(Stand.DNS.asked()).isZero();
    }
}
