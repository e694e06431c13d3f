package org.trapline.evidence.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.Archives;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.verifier.TreeHash;

/** Large messages share one memory, whichever way they come in. */
@QuarkusTest
@TestProfile(SharedMemoryTest.RoomForOne.class)
@QuarkusTestResource(EvidencePlatform.class)
class SharedMemoryTest {

    private static final int LARGE = 1_900_000;

    public static class RoomForOne implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "trapline.evidence.intake.memory", "6000000",
                    "trapline.evidence.intake.batch-bytes", "200000",
                    "trapline.evidence.intake.patience", "60s");
        }
    }

    @TestHTTPResource("/")
    URI base;

    @Inject
    SmtpListener listener;

    private final String domain = "d" + UUID.randomUUID() + ".example";
    private EvidenceClient investigator;

    @BeforeEach
    void enter() {
        investigator = EvidenceClient.as("investigator1", base);
        assertThat(EvidenceClient.as("admin1", base)
                        .post(
                                "/api/evidence/traps",
                                "{\"name\":\"" + domain
                                        + "\",\"pool\":\"p\",\"operator\":\"o\",\"affidavit\":\"a\",\"domain\":\""
                                        + domain + "\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    /** A connection gives back what it had a moment after its reply. */
    @AfterEach
    void allOfItIsGivenBack() {
        for (int i = 0; i < 3; i++) {
            await().atMost(20, SECONDS).until(() -> upload(LARGE).statusCode() == 200);
            await().atMost(20, SECONDS).until(() -> bySmtp(LARGE).startsWith("250"));
        }
    }

    @Test
    void largeMessagesAtOnceAreKeptOrToldToComeBack() {
        List<HttpResponse<byte[]>> answers = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> i % 2 == 0 ? upload(LARGE) : uploadZip(LARGE))
                .toList();

        assertThat(answers).allSatisfy(answer -> {
            if (answer.statusCode() != 200) {
                refused(answer);
            }
        });
        assertThat(upload(1000).statusCode()).isEqualTo(200);
    }

    @Test
    void whatOneHoldsTheOthersDoNotHave() throws IOException {
        byte[] message = message(LARGE);
        try (Socket slow = new Socket(base.getHost(), base.getPort())) {
            slow.setSoTimeout(30_000);
            OutputStream out = slow.getOutputStream();
            out.write(("POST /api/evidence/intake HTTP/1.1\r\nHost: " + base.getAuthority()
                            + "\r\nAuthorization: Bearer "
                            + EvidenceClient.token("investigator1")
                            + "\r\nConnection: close\r\nContent-Type: message/rfc822\r\nContent-Length: " + LARGE
                            + "\r\n\r\n")
                    .getBytes(US_ASCII));
            out.write(message, 0, LARGE - 1);
            out.flush();

            await().atMost(20, SECONDS).until(() -> upload(LARGE).statusCode() == 503);
            refused(uploadZip(LARGE));
            refused(uploadMbox(LARGE));
            refused(deposit(LARGE));
            assertThat(bySmtp(LARGE)).startsWith("452");
            assertThat(upload(1000).statusCode()).isEqualTo(200);
            assertThat(deposit(1000).statusCode()).isEqualTo(200);
            assertThat(bySmtp(1000)).startsWith("250");

            out.write(message, LARGE - 1, 1);
            out.flush();
            assertThat(new String(slow.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 200 ");
        }
        assertThat(uploadZip(LARGE).statusCode()).isEqualTo(200);
        assertThat(uploadMbox(LARGE).statusCode()).isEqualTo(200);
        assertThat(deposit(LARGE).statusCode()).isEqualTo(200);
    }

    private static void refused(HttpResponse<byte[]> answer) {
        JsonNode problem = EvidenceClient.problem(answer, 503);
        assertThat(problem.path("type").asText()).endsWith("too-many-intakes");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private HttpResponse<byte[]> upload(int size) {
        return investigator.post("/api/evidence/intake", EvidenceClient.MESSAGE, "application/json", message(size));
    }

    private HttpResponse<byte[]> uploadMbox(int size) {
        byte[] message = message(size);
        byte[] mbox = Arrays.copyOf("From a\n".getBytes(US_ASCII), 7 + size);
        System.arraycopy(message, 0, mbox, 7, size);
        return investigator.post("/api/evidence/intake", "application/mbox", "application/json", mbox);
    }

    /** What is small on its way is large when it is unpacked. */
    private HttpResponse<byte[]> uploadZip(int size) {
        try {
            byte[] zip = Archives.ofBytes("application/zip", Map.of("1", message(size)));
            return investigator.post("/api/evidence/intake", "application/zip", "application/json", zip);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<byte[]> deposit(int size) {
        byte[] raw = message(size);
        String sha256 = HexFormat.of().formatHex(TreeHash.sha256().digest(raw));
        return investigator.put(
                "/api/evidence/exhibits/by-hash/" + sha256 + "?kind=DOCUMENT", "application/octet-stream", raw);
    }

    private String bySmtp(int size) throws IOException {
        try (SmtpClient client = SmtpClient.connect(listener.port()).greeted()) {
            return client.mail("a@b.example", "a@" + domain).data(message(size));
        }
    }

    private static byte[] message(int size) {
        byte[] lead = ("Subject: large " + UUID.randomUUID() + "\r\n\r\n").getBytes(US_ASCII);
        byte[] message = Arrays.copyOf(lead, size);
        Arrays.fill(message, lead.length, size, (byte) 'x');
        return message;
    }
}
