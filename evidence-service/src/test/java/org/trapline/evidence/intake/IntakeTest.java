package org.trapline.evidence.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trapline.evidence.scenarios.EvidenceClient.MESSAGE;
import static org.trapline.evidence.scenarios.EvidenceClient.problem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.scenarios.Archives;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.ThirdPartyData;
import org.trapline.verifier.TreeHash;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class IntakeTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource dataSource;

    private EvidenceClient investigator;

    @BeforeEach
    void enter() {
        investigator = EvidenceClient.as("investigator1", base);
    }

    @Test
    void aMessageIsKeptByteForByte() {
        byte[] raw = bytes("From leads the file\r\nSubject: kept " + UUID.randomUUID() + "\r\n\n\0\u00ff mixed\r");

        MessageReceipt receipt = investigator.receipts(MESSAGE, raw).get(0);

        assertThat(receipt.sha256()).isEqualTo(sha256(raw));
        assertThat(receipt.duplicate()).isFalse();
        HttpResponse<byte[]> answer = investigator.get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw");
        assertThat(answer.body()).isEqualTo(raw);
        assertThat(answer.headers().firstValue("Repr-Digest").orElseThrow())
                .isEqualTo("sha-256=:"
                        + java.util.Base64.getEncoder()
                                .encodeToString(TreeHash.sha256().digest(raw))
                        + ":");
        assertThat(answer.headers().firstValue("ETag").orElseThrow()).isEqualTo("\"" + sha256(raw) + "\"");
    }

    @Test
    void aResubmittedMessageIsOneMoreReceipt() {
        String message = "Subject: again " + UUID.randomUUID() + "\n\nx\n";
        MessageReceipt first = investigator.message(message, "source=first box");

        IntakeSummary second = investigator.intake(MESSAGE, bytes(message), "source=second box");

        assertThat(second.received()).isEqualTo(1);
        assertThat(second.fresh()).isZero();
        assertThat(second.duplicates()).isEqualTo(1);
        Exhibit.View exhibit = investigator.exhibit(first.exhibit());
        assertThat(exhibit.receipts()).extracting(Exhibit.Receipt::source).containsExactly("first box", "second box");
        assertThat(exhibit.receipts()).extracting(Exhibit.Receipt::actor).containsOnly("investigator1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/zip", "application/x-tar", "application/gzip", "application/mbox"})
    void everyFormOfUploadGivesEachMessageItsReceipt(String type) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        StringBuilder mbox = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            String message = "Subject: " + type + i % 590 + "\n\nbody " + i % 590 + "\n";
            members.put("m" + i, message);
            mbox.append("From a@b\n").append(message).append('\n');
        }
        byte[] body = type.endsWith("mbox") ? bytes(mbox.toString()) : Archives.of(type, members);

        List<MessageReceipt> receipts = investigator.receipts(type, body);

        assertThat(receipts)
                .extracting(MessageReceipt::sha256)
                .containsExactlyElementsOf(
                        members.values().stream().map(m -> sha256(bytes(m))).toList());
        assertThat(receipts.stream().filter(MessageReceipt::duplicate)).hasSize(10);
        assertThat(receipts.stream().map(MessageReceipt::leafIndex).distinct()).hasSize(590);
        MessageReceipt any = receipts.get(377);
        assertThat(investigator
                        .get("/api/evidence/exhibits/" + any.exhibit() + "/raw")
                        .body())
                .isEqualTo(bytes(members.get("m377")));
    }

    @Test
    void whatCannotBeReadIsStillEvidence() {
        Map<String, byte[]> messages = new LinkedHashMap<>();
        messages.put("nul-bytes", bytes("Subject: \0" + UUID.randomUUID() + "\n\n\0\0\n"));
        messages.put("raw-8bit-header", bytes("Subject: \u00e9" + UUID.randomUUID() + "\n\nx\n"));
        messages.put("no-header", bytes("nothing of a header " + UUID.randomUUID()));

        messages.forEach((defect, raw) -> {
            MessageReceipt receipt = investigator.receipts(MESSAGE, raw).get(0);

            assertThat(receipt.defects()).contains(defect);
            assertThat(investigator
                            .get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw")
                            .body())
                    .isEqualTo(raw);
        });
    }

    @Test
    void anEmptyBodyIsRefused() {
        for (String type : List.of(MESSAGE, "application/mbox")) {
            assertThat(problem(intake(type, new byte[0]), 400).path("type").textValue())
                    .endsWith("no-message");
        }
        for (String type : List.of("application/zip", "application/x-tar", "application/gzip")) {
            problem(intake(type, new byte[0]), 400);
        }
    }

    @Test
    void anMboxOfOneByteIsRefused() {
        assertThat(problem(intake("application/mbox", bytes("x")), 400)
                        .path("type")
                        .textValue())
                .endsWith("not-an-mbox");
    }

    @Test
    void aWrongMediaTypeIsRefused() {
        problem(intake("application/pdf", bytes("x")), 415);
        problem(intake("text/plain", bytes("x")), 415);
        problem(intake(null, bytes("x")), 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/zip", "application/x-tar"})
    void ofATruncatedArchiveTheWholeMessagesAreKept(String type) throws IOException {
        String whole = "Subject: whole " + type + "\n\n" + UUID.randomUUID();
        Map<String, byte[]> members = new LinkedHashMap<>();
        byte[] noise = new byte[20_000];
        new java.util.Random(7).nextBytes(noise);
        members.put("a", bytes(whole));
        members.put("b", noise);
        byte[] archive = Archives.ofBytes(type, members);

        JsonNode problem = problem(intake(type, Arrays.copyOf(archive, 10_000)), 400);

        assertThat(problem.path("type").textValue()).contains("truncated");
        assertThat(problem.path("detail").textValue()).contains("1 messages before it were kept");
        assertThat(problem.path("kept").intValue()).isEqualTo(1);
        assertThat(investigator
                        .get("/api/evidence/exhibits/by-hash/" + sha256(bytes(whole)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aMessageAboveTheLimitIsRefused() {
        assertThat(problem(intake(MESSAGE, new byte[2_000_001]), 400)
                        .path("type")
                        .textValue())
                .endsWith("message-too-large");
    }

    /** Only what may pass by itself is worth another try of the caller's. */
    @ParameterizedTest
    @CsvSource({"disk_full, 503", "raise_exception, 500"})
    void aBatchWhoseTransactionFailsLeavesNothingBehind(String fault, int status) throws SQLException {
        String message = "Subject: refused by the database " + UUID.randomUUID() + "\n\nx";
        long before = investigator
                .message("Subject: before " + UUID.randomUUID() + "\n\n")
                .leafIndex();
        execute("create function test_refuse() returns trigger language plpgsql as"
                + " 'begin raise exception ''refused'' using errcode = ''" + fault + "''; end'");
        execute("create trigger test_refuse before insert on receipt execute function test_refuse()");
        try {
            problem(intake(MESSAGE, bytes(message)), status);
            problem(investigator.get("/api/evidence/exhibits/by-hash/" + sha256(bytes(message))), 404);
        } finally {
            execute("drop function test_refuse cascade");
        }

        MessageReceipt receipt = investigator.message(message);

        assertThat(receipt.duplicate()).isFalse();
        assertThat(receipt.leafIndex()).isEqualTo(before + 1);
        assertThat(investigator
                        .get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw")
                        .body())
                .isEqualTo(bytes(message));
    }

    @Test
    void concurrentIntakesShareOneLedger() throws Exception {
        List<Thread> threads = new java.util.ArrayList<>();
        List<MessageReceipt> receipts = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
        for (int t = 0; t < 4; t++) {
            StringBuilder mbox = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                // Half of the messages are the same in all four.
                mbox.append("From a\nSubject: concurrent ")
                        .append(i % 2 == 0 ? 0 : t + 1)
                        .append(' ')
                        .append(i)
                        .append("\n\nx\n\n");
            }
            Thread thread = new Thread(
                    () -> receipts.addAll(investigator.receipts("application/mbox", bytes(mbox.toString()))));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(receipts).hasSize(400);
        assertThat(receipts.stream().filter(r -> !r.duplicate())).hasSize(250);
        assertThat(receipts.stream().map(MessageReceipt::leafIndex).distinct()).hasSize(250);
    }

    @Test
    void theSchemaRefusesToChangeEvidence() {
        investigator.message("Subject: unchangeable\n\nx");
        for (String change : List.of(
                "update exhibit set sha256 = decode(repeat('00', 32), 'hex')",
                "update exhibit set received_at = now()",
                "delete from exhibit",
                "update receipt set at = now()",
                "delete from receipt",
                "truncate exhibit_site",
                "truncate receipt",
                "update ledger_head set size = size - 1",
                "update checkpoint set note = ''")) {
            assertThatThrownBy(() -> execute(change)).as(change).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void theOtherServicesDepositByHash() {
        byte[] raw = bytes("{\"objectClassName\":\"domain\",\"n\":\"" + UUID.randomUUID() + "\"}");
        String path = "/api/evidence/exhibits/by-hash/" + sha256(raw) + "?kind=RDAP_RESPONSE";
        EvidenceClient service = EvidenceClient.as("attribution-service", base);

        Exhibit.View first = EvidenceClient.as(
                service.put(path, "application/rdap+json", raw).body(), Exhibit.View.class);
        Exhibit.View second = EvidenceClient.as(
                service.put(path, "application/rdap+json", raw).body(), Exhibit.View.class);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(service.get("/api/evidence/exhibits/" + first.id() + "/raw").body())
                .isEqualTo(raw);
        problem(service.put(path, "application/rdap+json", bytes("other")), 400);
        problem(service.put(path.replace("RDAP_RESPONSE", "TRAP_MESSAGE"), "application/rdap+json", raw), 400);
        problem(investigator.put(path, "application/rdap+json", raw), 403);
        assertThat(investigator
                        .put(path.replace("RDAP_RESPONSE", "DOCUMENT"), "application/pdf", raw)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyThirdPartySampleComesBackByteForByte() throws IOException {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(ThirdPartyData.folder("mime"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] raw = Files.readAllBytes(file);
                if (raw.length > 0 && !file.toString().endsWith(".mbox")) {
                    samples.put("s" + samples.size(), raw);
                }
            }
        }

        List<MessageReceipt> receipts =
                investigator.receipts("application/x-tar", Archives.ofBytes("application/x-tar", samples));

        assertThat(receipts)
                .extracting(MessageReceipt::sha256)
                .containsExactlyElementsOf(
                        samples.values().stream().map(IntakeTest::sha256).toList());
        for (MessageReceipt receipt : receipts) {
            assertThat(sha256(investigator
                            .get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw")
                            .body()))
                    .isEqualTo(receipt.sha256());
        }
    }

    private HttpResponse<byte[]> intake(String type, byte[] body) {
        return investigator.post("/api/evidence/intake", type, "application/json", body);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(TreeHash.sha256().digest(bytes));
    }
}
