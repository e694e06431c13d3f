package org.trapline.evidence.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.trapline.evidence.scenarios.EvidenceClient.MESSAGE;
import static org.trapline.evidence.scenarios.EvidenceClient.problem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.HostileUploads;

/** Those who mean harm get a problem, or their message is kept with its defects; after each of them the service goes on. */
@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class HostileIntakeTest {

    private static final String MBOX = "application/mbox";
    private static final String ZIP = "application/zip";
    private static final String TAR = "application/x-tar";
    private static final String GZIP = "application/gzip";

    /** As {@link IntakeConfig#concurrent} has it. */
    private static final int PLACES = 6;

    @TestHTTPResource("/")
    URI base;

    private final String mark = UUID.randomUUID().toString();
    private EvidenceClient investigator;

    @BeforeEach
    void enter() {
        investigator = EvidenceClient.as("investigator1", base);
    }

    @AfterEach
    void aGoodMessageIsStillTaken() {
        String good = "Subject: after all that " + UUID.randomUUID() + "\n\nx\n";
        MessageReceipt receipt = investigator.message(good);
        assertThat(raw(receipt)).isEqualTo(good.getBytes(ISO_8859_1));
    }

    @Test
    void bombsAreRefused() throws IOException {
        for (String type : List.of(ZIP, GZIP)) {
            JsonNode problem = refused(type, HostileUploads.bomb(type, 1_900_000), "archive-bomb");
            assertThat(problem.path("kept").intValue())
                    .as("members before it was seen")
                    .isPositive();
        }
    }

    @Test
    void anArchiveInAnArchiveIsOneMessage() throws IOException {
        assertThat(investigator.receipts(ZIP, HostileUploads.nested())).hasSize(1);
    }

    @Test
    void namesLeadNowhere() throws IOException {
        IntakeSummary summary = investigator.intake(TAR, HostileUploads.pathTricks(mark));

        assertThat(summary.received()).isEqualTo(4);
        assertThat(summary.skipped()).isEqualTo(4);
    }

    @Test
    void aHeaderThatWouldFillTheMemoryIsRefused() throws IOException {
        refused(GZIP, HostileUploads.hugeName(), "header-too-large");
        refused(MESSAGE, filled("Subject: ", 100_000_000), "message-too-large");
        refused(MBOX, filled("From a\nSubject: ", 100_000_000), "message-too-large");
    }

    @Test
    void whatStopsInTheMiddleIsKeptUpToThere() throws IOException {
        assertThat(refused(GZIP, HostileUploads.thatStops(mark), "truncated-tar")
                        .path("kept")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void aMessageThatOnlyLooksHostileIsKeptWithItsDefect() {
        byte[] line = filled("Subject: long " + mark, 1_900_000);
        byte[] nul = new byte[1_900_000];
        System.arraycopy(mark.getBytes(US_ASCII), 0, nul, 1_000_000, mark.length());

        assertThat(kept(HostileUploads.nestedParts(10_000, mark))).contains("too-deep");
        assertThat(kept(HostileUploads.siblingParts(100_000, mark))).contains("too-many-parts");
        assertThat(kept(nul)).contains("nul-bytes", "no-header");
        kept(line);
    }

    @Test
    void slowClientsLoseTheirPlaces() throws Exception {
        String first = "From a\nSubject: came whole " + mark + "\n\nx\n\nFrom b\nSubject: ";
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < PLACES; i++) {
                slow.add(uploading(first.length() + 1_000_000, i == 0 ? first : "From a\nSubject: " + i + " "));
            }
            await().atMost(10, SECONDS)
                    .until(() -> intake("Subject: no room\n\n").statusCode() == 503);
            trickleUntilAnswered(slow.get(0));

            String answer = new String(slow.get(0).getInputStream().readAllBytes(), US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("upload-too-slow", "\"kept\":1");
            for (Socket silent : slow.subList(1, PLACES)) {
                assertThat(new String(silent.getInputStream().readAllBytes(), US_ASCII))
                        .startsWith("HTTP/1.1 408 ");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        assertThat(investigator
                        .get("/api/evidence/exhibits/by-hash/"
                                + java.util.HexFormat.of()
                                        .formatHex(org.trapline.verifier.TreeHash.sha256()
                                                .digest(("Subject: came whole " + mark + "\n\nx\n")
                                                        .getBytes(US_ASCII))))
                        .statusCode())
                .isEqualTo(200);
    }

    /** A byte now and then; the other clients say nothing at all. */
    private static void trickleUntilAnswered(Socket socket) {
        await().pollInterval(500, java.util.concurrent.TimeUnit.MILLISECONDS)
                .atMost(30, SECONDS)
                .until(() -> {
                    try {
                        socket.getOutputStream().write('x');
                        socket.getOutputStream().flush();
                        return socket.getInputStream().available() > 0;
                    } catch (SocketException left) {
                        return true;
                    }
                });
    }

    private Socket uploading(int length, String start) throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(30_000);
        OutputStream out = socket.getOutputStream();
        out.write(("POST /api/evidence/intake HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nAuthorization: Bearer "
                        + EvidenceClient.token("investigator1")
                        + "\r\nContent-Type: application/mbox\r\nContent-Length: "
                        + length + "\r\n\r\n" + start)
                .getBytes(US_ASCII));
        out.flush();
        return socket;
    }

    private JsonNode refused(String type, byte[] body, String fault) {
        JsonNode problem = problem(investigator.post("/api/evidence/intake", type, "application/json", body), 400);
        assertThat(problem.path("type").textValue()).endsWith(fault);
        return problem;
    }

    private List<String> kept(byte[] message) {
        MessageReceipt receipt = investigator.receipts(MESSAGE, message).get(0);
        assertThat(raw(receipt)).isEqualTo(message);
        return receipt.defects();
    }

    private HttpResponse<byte[]> intake(String message) {
        return investigator.post("/api/evidence/intake", MESSAGE, "application/json", message.getBytes(US_ASCII));
    }

    private byte[] raw(MessageReceipt receipt) {
        return investigator
                .get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw")
                .body();
    }

    private static byte[] filled(String lead, int length) {
        byte[] bytes = Arrays.copyOf(lead.getBytes(US_ASCII), length);
        Arrays.fill(bytes, lead.length(), length, (byte) 'x');
        return bytes;
    }
}
