package org.trapline.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trapline.evidence.scenarios.EvidenceClient.problem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class CustodyTest {

    /** Keys in order and no blanks: for what our events hold this is RFC 8785. */
    private static final ObjectMapper JCS = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "trapline.evidence.vault.directory")
    Path vault;

    @ConfigProperty(name = "quarkus.application.version")
    String version;

    @Inject
    DataSource dataSource;

    @Inject
    Exhibits exhibits;

    private EvidenceClient investigator;
    private EvidenceClient legal;
    private EvidenceRowsSql rows;

    @BeforeEach
    void enter() {
        investigator = EvidenceClient.as("investigator1", base);
        legal = EvidenceClient.as("legal1", base);
        rows = new EvidenceRowsSql(dataSource);
    }

    @Test
    void everyReceiptAndEveryReadIsAnEventThatAnOutsiderCanHash() throws IOException {
        String message = "Subject: chain " + UUID.randomUUID() + "\n\nx";
        MessageReceipt receipt = investigator.message(message, "source=caf\u00e9 \"1\"\\");
        investigator.message(message, "source=again");
        HttpResponse<byte[]> raw = legal.get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw?purpose=affidavit");
        assertThat(raw.statusCode()).isEqualTo(200);

        JsonNode custody = custody(investigator, receipt.exhibit());

        assertThat(custody.path("items").findValuesAsText("type")).containsExactly("RECEIVED", "RECEIVED", "COPIED");
        assertThat(custody.path("verified").path("intact").booleanValue()).isTrue();
        String previous = "";
        for (JsonNode item : custody.path("items")) {
            JsonNode event = item.path("event");
            assertThat(event.path("prevHash").asText("")).isEqualTo(previous);
            assertThat(sha256(JCS.writeValueAsString(JCS.treeToValue(event, Map.class))))
                    .isEqualTo(item.path("hash").textValue());
            previous = item.path("hash").textValue();
        }
        assertThat(custody.path("verified").path("head").textValue()).isEqualTo(previous);
        JsonNode copied = custody.path("items").get(2).path("event");
        assertThat(copied.path("actorName").textValue()).isEqualTo("legal1");
        assertThat(copied.path("actorRole").textValue()).contains("legal");
        assertThat(copied.path("purpose").textValue()).isEqualTo("affidavit");
        assertThat(copied.path("match").booleanValue()).isTrue();
        assertThat(copied.path("hashAfter").textValue()).isEqualTo(receipt.sha256());
        JsonNode received = custody.path("items").get(0).path("event");
        assertThat(received.path("source").textValue()).isEqualTo("caf\u00e9 \"1\"\\");
        assertThat(received.path("kind").textValue()).isEqualTo("TRAP_MESSAGE");
    }

    @Test
    void aReceiptSaysWhatTookItInAndUnderWhatAuthority() {
        String trap = trap("order 05-4321 of 2026-01-07");
        UUID stated = investigator
                .message(message(), "trap=" + trap, "authority=warrant 9")
                .exhibit();
        UUID ofTheTrap = investigator.message(message(), "trap=" + trap).exhibit();
        UUID unstated = investigator.message(message()).exhibit();

        for (UUID exhibit : List.of(stated, ofTheTrap, unstated)) {
            JsonNode custody = custody(investigator, exhibit);
            JsonNode received = custody.path("items").get(0).path("event");
            Exhibit.Receipt receipt = investigator.exhibit(exhibit).receipts().get(0);
            String authority =
                    exhibit == stated ? "warrant 9" : exhibit == unstated ? null : "order 05-4321 of 2026-01-07";
            assertThat(custody.path("verified").path("intact").booleanValue()).isTrue();
            assertThat(received.path("authority").textValue())
                    .isEqualTo(receipt.authority())
                    .isEqualTo(authority);
            assertThat(received.path("collector").textValue())
                    .isEqualTo(receipt.collector().system())
                    .isEqualTo("Trapline evidence-service");
            assertThat(received.path("collectorVersion").textValue())
                    .isEqualTo(receipt.collector().version())
                    .isEqualTo(version);
            // Nobody says what sets the clock of a test, and its classes are in no jar: neither is made up.
            assertThat(received.fieldNames())
                    .toIterable()
                    .contains("collector")
                    .doesNotContain("clockSource", "collectorBuild");
        }
        assertThat(EvidenceClient.text(
                        EvidenceClient.as("auditor1", base).get("/api/evidence/audit?type=RECEIVED&exhibit=" + stated)))
                .contains("\"authority\":\"warrant 9\"");
    }

    @Test
    void anAuthorityIsALineOfText() {
        for (String authority : List.of("%20", "a%0Ab", "x".repeat(501))) {
            JsonNode refused = EvidenceClient.problem(
                    investigator.post(
                            "/api/evidence/intake?authority=" + authority,
                            EvidenceClient.MESSAGE,
                            "application/json",
                            message().getBytes()),
                    400);
            assertThat(refused.toString()).contains("not blanks alone");
        }
    }

    private static String message() {
        return "Subject: authority " + UUID.randomUUID() + "\n\nx";
    }

    private String trap(String authority) {
        HttpResponse<byte[]> entered = EvidenceClient.as("admin1", base)
                .post(
                        "/api/evidence/traps",
                        "{\"name\":\"%1$s\",\"pool\":\"p\",\"operator\":\"o\",\"domain\":\"%1$s.example\",\"affidavit\":\"a\",\"authority\":\"%2$s\"}"
                                .formatted("t" + UUID.randomUUID(), authority));
        assertThat(entered.statusCode()).as(EvidenceClient.text(entered)).isEqualTo(201);
        JsonNode trap = EvidenceClient.as(entered.body(), JsonNode.class);
        assertThat(trap.path("authority").textValue()).isEqualTo(authority);
        return trap.path("id").textValue();
    }

    @Test
    void theLinesOfAChainAreCheckedWithSha256sum() {
        MessageReceipt receipt = investigator.message("Subject: lines " + UUID.randomUUID() + "\n\nx");
        investigator.get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw");

        List<String> lines = EvidenceClient.text(investigator.get(
                        "/api/evidence/exhibits/" + receipt.exhibit() + "/custody", "application/x-ndjson"))
                .lines()
                .toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains("\"prevHash\":\"" + sha256(lines.get(0)) + "\"");
    }

    @Test
    void pagesOfAChainFollowEachOther() {
        MessageReceipt receipt = investigator.message("Subject: pages " + UUID.randomUUID() + "\n\nx");
        for (int i = 0; i < 4; i++) {
            investigator.get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw");
        }

        List<Integer> seqs = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = investigator.get(
                    "/api/evidence/exhibits/" + receipt.exhibit() + "/custody?limit=2&cursor=" + cursor,
                    JsonNode.class);
            page.path("items").forEach(i -> seqs.add(i.path("seq").intValue()));
            cursor = page.path("next").textValue();
        }

        assertThat(seqs).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void manyReadersAtATimeMakeOneChain() {
        String message = "Subject: crowd " + UUID.randomUUID() + "\n\nx";
        MessageReceipt receipt = investigator.message(message);
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            boolean read = i % 6 != 0;
            calls.add(CompletableFuture.supplyAsync(() -> read
                    ? investigator
                            .get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw")
                            .statusCode()
                    : investigator
                                    .receipts(EvidenceClient.MESSAGE, message.getBytes(StandardCharsets.UTF_8))
                                    .size()
                            * 200));
        }

        List<Integer> answers = calls.stream().map(CompletableFuture::join).toList();

        assertThat(answers).containsOnly(200);
        JsonNode custody = custody(investigator, receipt.exhibit());
        assertThat(custody.path("items")).hasSize(25);
        assertThat(custody.path("verified").path("intact").booleanValue()).isTrue();
    }

    @Test
    void aChangedRowOfAnyEventIsFound() {
        for (String change : List.of(
                "custody_event: update custody_event set purpose = 'other' where exhibit = ?",
                "custody_event: update custody_event set at = at + interval '1 microsecond' where exhibit = ?",
                "custody_event: update custody_event set seq = seq + 1 where exhibit = ?",
                "receipt: update receipt set at = at - interval '1 microsecond' where exhibit = ?",
                "receipt: update receipt set first = not first where exhibit = ?",
                "batch: update batch set source = 'other' where id = (select batch from receipt where exhibit = ?)",
                "batch: update batch set actor = 'other' where id = (select batch from receipt where exhibit = ?)",
                "exhibit: update exhibit set media_type = 'text/plain' where id = ?",
                "exhibit: update exhibit set size = size + 1 where id = ?")) {
            MessageReceipt receipt = investigator.message("Subject: tamper " + UUID.randomUUID() + "\n\nx");
            investigator.get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw?purpose=one");
            String[] parts = change.split(": ", 2);
            rows.tamper(parts[0], parts[1], receipt.exhibit());

            JsonNode verified = custody(investigator, receipt.exhibit()).path("verified");

            assertThat(verified.path("intact").booleanValue()).as(change).isFalse();
            assertThat(verified.path("faults")).as(change).isNotEmpty();
        }
    }

    @Test
    void theDatabaseRefusesToChangeEventsAndEvidence() {
        MessageReceipt receipt = investigator.message("Subject: refused " + UUID.randomUUID() + "\n\nx");
        investigator.get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw");

        for (String change : List.of(
                "update custody_event set purpose = 'x'",
                "delete from custody_event",
                "truncate custody_event",
                "update receipt set chain_hash = chain_hash",
                "update exhibit set size = 1",
                "update exhibit set secret = null",
                "update exhibit set leaf_index = leaf_index + 1000000")) {
            assertThatThrownBy(() -> rows.update(change)).as(change).isInstanceOf(AssertionError.class);
        }
        assertThat(rows.update(
                        "update exhibit set parser = 'trapline-mail/3', subject = 'again' where id = ?",
                        receipt.exhibit()))
                .isEqualTo(1);
    }

    @Test
    void changedBytesAreAnEventOnce() throws IOException {
        MessageReceipt receipt = investigator.message("Subject: anomaly " + UUID.randomUUID() + "\n\nthe evidence");
        Exhibit row = exhibits.byId(receipt.exhibit()).orElseThrow();
        Path segment =
                vault.resolve(String.format("segment-%06d.warc", row.location().segment()));
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(row.location().offset() + row.location().length() - 5);
            file.write('X');
        }

        problem(investigator.get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw"), 409);
        problem(investigator.get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw"), 409);

        JsonNode custody = custody(investigator, receipt.exhibit());
        assertThat(custody.path("items").findValuesAsText("type")).containsExactly("RECEIVED", "ANOMALY");
        assertThat(custody.path("items").get(1).path("event").path("match").booleanValue())
                .isFalse();
    }

    @Test
    void whatASealedMatterDoesWithAnExhibitShowsAsHashesOnly() {
        UUID matter = rows.sealedMatter(EvidenceClient.subject("legal1"));
        String message = "Subject: sealed " + UUID.randomUUID() + "\n\nx";
        HttpResponse<byte[]> deposit = legal.put(
                "/api/evidence/exhibits/by-hash/" + sha256(message) + "?kind=DOCUMENT&matter=" + matter,
                "application/octet-stream",
                message.getBytes(StandardCharsets.UTF_8));
        assertThat(deposit.statusCode()).isEqualTo(200);
        UUID exhibit = EvidenceClient.as(deposit.body(), Exhibit.View.class).id();
        assertThat(legal.get("/api/evidence/exhibits/" + exhibit + "/raw?purpose=secret")
                        .statusCode())
                .isEqualTo(200);
        problem(investigator.get("/api/evidence/exhibits/" + exhibit + "/custody"), 404);
        MessageReceipt receipt = investigator.message(message);
        assertThat(receipt.exhibit()).isEqualTo(exhibit);

        JsonNode seen = custody(investigator, exhibit);
        JsonNode all = custody(legal, exhibit);

        assertThat(all.path("items").findValuesAsText("type")).containsExactly("RECEIVED", "COPIED", "RECEIVED");
        assertThat(seen.path("items").findValuesAsText("type")).containsExactly("RECEIVED");
        assertThat(seen.toString()).doesNotContain("secret").doesNotContain(matter.toString());
        assertThat(seen.path("items").findValuesAsText("hash"))
                .isEqualTo(all.path("items").findValuesAsText("hash"));
        assertThat(seen.path("verified").path("intact").booleanValue()).isTrue();
        JsonNode auditor = custody(EvidenceClient.as("auditor1", base), exhibit);
        assertThat(auditor.path("items").findValuesAsText("type")).containsExactly("RECEIVED");
    }

    private static JsonNode custody(EvidenceClient by, UUID exhibit) {
        return by.get("/api/evidence/exhibits/" + exhibit + "/custody", JsonNode.class);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
