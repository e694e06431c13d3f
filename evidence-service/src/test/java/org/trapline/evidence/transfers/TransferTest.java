package org.trapline.evidence.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trapline.evidence.scenarios.EvidenceClient.problem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class TransferTest {

    private static final String OTHER = "00".repeat(32);

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource dataSource;

    private EvidenceClient investigator;
    private EvidenceClient legal;

    @BeforeEach
    void enter() {
        investigator = EvidenceClient.as("investigator1", base);
        legal = EvidenceClient.as("legal1", base);
    }

    @Test
    void isOpenUntilTheReceiverNamesTheSameHash() {
        MessageReceipt exhibit = investigator.message(message());

        Transfer given = EvidenceClient.as(
                transfer(investigator, exhibit, exhibit.sha256()).body(), Transfer.class);
        List<UUID> open = open(legal);
        Transfer wrong = EvidenceClient.as(acknowledge(legal, given.id(), OTHER).body(), Transfer.class);
        List<UUID> stillOpen = open(legal);
        Transfer right = EvidenceClient.as(
                acknowledge(legal, given.id(), exhibit.sha256()).body(), Transfer.class);

        assertThat(given.by()).isEqualTo("investigator1");
        assertThat(given.acknowledgedAt()).isNull();
        assertThat(open).contains(given.id());
        assertThat(wrong.mismatches()).isOne();
        assertThat(wrong.acknowledgedAt()).isNull();
        assertThat(stillOpen).contains(given.id());
        assertThat(right.acknowledgedBy()).isEqualTo("Expert, Lab Ltd.");
        assertThat(open(legal)).doesNotContain(given.id());
        problem(acknowledge(legal, given.id(), exhibit.sha256()), 409);
    }

    @Test
    void standsInTheChainOfCustodyWithBothHands() {
        MessageReceipt exhibit = investigator.message(message());
        Transfer given = EvidenceClient.as(
                transfer(investigator, exhibit, exhibit.sha256()).body(), Transfer.class);
        acknowledge(legal, given.id(), OTHER);
        acknowledge(legal, given.id(), exhibit.sha256());

        List<String> chain = EvidenceClient.text(
                        legal.get("/api/evidence/exhibits/" + exhibit.exhibit() + "/custody", "application/x-ndjson"))
                .lines()
                .filter(line -> line.contains(given.id().toString()))
                .toList();

        assertThat(chain).hasSize(3);
        assertThat(chain.get(0))
                .contains("\"TRANSFERRED_OUT\"", "Expert, Lab Ltd.", "order of 3 May", "\"match\":true");
        assertThat(chain.get(1)).contains("\"ANOMALY\"", OTHER, "\"match\":false");
        assertThat(chain.get(2)).contains("\"ACKNOWLEDGED\"", exhibit.sha256(), "\"match\":true");
    }

    @Test
    void refusesWhatIsNotTheExhibit() {
        MessageReceipt exhibit = investigator.message(message());

        problem(transfer(investigator, exhibit, OTHER), 409);
        problem(transfer(investigator, exhibit, "nonsense"), 400);
        problem(acknowledge(legal, UUID.randomUUID(), exhibit.sha256()), 404);
        problem(legal.post("/api/evidence/exhibits/" + exhibit.exhibit() + "/transfers", "{\"to\":\"x\"}"), 400);
        assertThat(legal.get("/api/evidence/exhibits/" + exhibit.exhibit() + "/transfers", JsonNode.class)
                        .path("items"))
                .isEmpty();
    }

    @Test
    void isOnceForOneIdempotencyKey() {
        MessageReceipt exhibit = investigator.message(message());
        String path = "/api/evidence/exhibits/" + exhibit.exhibit() + "/transfers";
        String key = UUID.randomUUID().toString();

        investigator.post(path, body(exhibit.sha256()), "Idempotency-Key", key);
        investigator.post(path, body(exhibit.sha256()), "Idempotency-Key", key);

        assertThat(legal.get(path, JsonNode.class).path("items")).hasSize(1);
    }

    @Test
    void nobodyElseKnowsOfOneInASealedMatter() {
        UUID matter = new EvidenceRowsSql(dataSource).sealedMatter(EvidenceClient.subject("investigator1"));
        MessageReceipt exhibit = investigator.message(message(), "matter=" + matter);
        Transfer given = EvidenceClient.as(
                transfer(investigator, exhibit, exhibit.sha256()).body(), Transfer.class);

        assertThat(open(investigator)).contains(given.id());
        assertThat(open(legal)).doesNotContain(given.id());
        problem(legal.get("/api/evidence/transfers/" + given.id()), 404);
        problem(acknowledge(legal, given.id(), exhibit.sha256()), 404);
    }

    private static List<UUID> open(EvidenceClient who) {
        return who
                .get("/api/evidence/transfers?open=true&limit=500", JsonNode.class)
                .path("items")
                .findValuesAsText("id")
                .stream()
                .map(UUID::fromString)
                .toList();
    }

    private static HttpResponse<byte[]> transfer(EvidenceClient who, MessageReceipt exhibit, String sha256) {
        return who.post("/api/evidence/exhibits/" + exhibit.exhibit() + "/transfers", body(sha256));
    }

    private static String body(String sha256) {
        return "{\"to\":\"Expert, Lab Ltd.\",\"purpose\":\"report on the headers\",\"authority\":\"order of 3 May\","
                + "\"sha256\":\"" + sha256 + "\"}";
    }

    private static HttpResponse<byte[]> acknowledge(EvidenceClient who, UUID transfer, String sha256) {
        return who.post(
                "/api/evidence/transfers/" + transfer + "/acknowledgement",
                "{\"receiver\":\"Expert, Lab Ltd.\",\"sha256\":\"" + sha256 + "\"}");
    }

    private static String message() {
        return "Subject: transferred " + UUID.randomUUID() + "\n\nbody\n";
    }
}
