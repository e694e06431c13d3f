package org.trapline.evidence.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.trapline.evidence.scenarios.EvidenceClient.problem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;
import org.trapline.verifier.TreeHash;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class PacketTransferTest {

    private static final String PACKETS = "/api/evidence/packets/";

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource dataSource;

    private UUID matter = new UUID(0, 0);
    private EvidenceClient investigator;
    private EvidenceClient legal;

    @BeforeEach
    void enter() {
        matter = new EvidenceRowsSql(dataSource)
                .sealedMatter(EvidenceClient.subject("investigator1"), EvidenceClient.subject("legal1"));
        investigator = EvidenceClient.as("investigator1", base);
        legal = EvidenceClient.as("legal1", base);
    }

    @ParameterizedTest(name = "redacted: {0}")
    @ValueSource(booleans = {false, true})
    void isOpenUntilTheReceiverNamesTheHashOfTheFile(boolean redacted) {
        UUID exhibit = message().exhibit();
        String packet = ready(ask(redacted));
        String sha256 = HexFormat.of()
                .formatHex(TreeHash.sha256()
                        .digest(legal.get(PACKETS + packet + "/file").body()));

        Transfer given = EvidenceClient.as(transfer(legal, packet, sha256).body(), Transfer.class);
        Transfer wrong = EvidenceClient.as(
                acknowledge(legal, given.id(), "00".repeat(32)).body(), Transfer.class);
        List<String> open = ids(legal, "/api/evidence/transfers?open=true&limit=500");
        Transfer right =
                EvidenceClient.as(acknowledge(legal, given.id(), sha256).body(), Transfer.class);

        assertThat(given.packet()).hasToString(packet);
        assertThat(given.exhibit()).isNull();
        assertThat(given.acknowledgedAt()).isNull();
        assertThat(wrong.mismatches()).isOne();
        assertThat(wrong.acknowledgedAt()).isNull();
        assertThat(open).contains(given.id().toString());
        assertThat(right.acknowledgedBy()).isEqualTo("Defence counsel");
        assertThat(ids(legal, "/api/evidence/transfers?open=true&limit=500"))
                .doesNotContain(given.id().toString());
        assertThat(ids(legal, PACKETS + packet + "/transfers"))
                .containsExactly(given.id().toString());
        assertThat(ids(investigator, "/api/evidence/exhibits/" + exhibit + "/transfers"))
                .containsExactly(given.id().toString());
        problem(acknowledge(legal, given.id(), sha256), 409);
    }

    @Test
    void standsInTheChainOfEachExhibitWithPacketAndHash() {
        List<UUID> exhibits = List.of(message().exhibit(), message().exhibit());
        UUID outside = message().exhibit();
        String packet = ready(ask(false, exhibits));
        String sha256 =
                legal.get(PACKETS + packet, JsonNode.class).path("sha256").asText();

        Transfer given = EvidenceClient.as(transfer(legal, packet, sha256).body(), Transfer.class);
        acknowledge(legal, given.id(), "00".repeat(32));
        acknowledge(legal, given.id(), sha256);

        for (UUID exhibit : exhibits) {
            List<String> chain = chain(exhibit, given.id());
            assertThat(chain).hasSize(3).allMatch(line -> line.contains(packet) && line.contains(sha256));
            assertThat(chain.get(0)).contains("\"TRANSFERRED_OUT\"", "Defence counsel", "rule 16", "\"match\":true");
            assertThat(chain.get(1)).contains("\"ANOMALY\"", "\"match\":false");
            assertThat(chain.get(2)).contains("\"ACKNOWLEDGED\"", "\"match\":true");
        }
        assertThat(chain(outside, given.id())).isEmpty();
        assertThat(legal.get("/api/evidence/exhibits/" + exhibits.get(0) + "/custody", JsonNode.class)
                        .at("/verified/intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void refusesWhatIsNotTheFileAndAPacketThatHasNone() {
        message();
        String packet = ready(ask(false));
        String sha256 =
                legal.get(PACKETS + packet, JsonNode.class).path("sha256").asText();

        problem(transfer(legal, packet, "00".repeat(32)), 409);
        problem(transfer(legal, packet, "nonsense"), 400);
        problem(transfer(legal, UUID.randomUUID().toString(), sha256), 404);
        legal.delete(PACKETS + packet + "?reason=over");
        assertThat(problem(transfer(legal, packet, sha256), 409).path("state").asText())
                .isEqualTo("DELETED");
        assertThat(ids(legal, PACKETS + packet + "/transfers")).isEmpty();
    }

    @Test
    void isOnceForOneIdempotencyKey() {
        message();
        String packet = ready(ask(false));
        String sha256 =
                legal.get(PACKETS + packet, JsonNode.class).path("sha256").asText();
        String key = UUID.randomUUID().toString();

        legal.post(PACKETS + packet + "/transfers", body(sha256), "Idempotency-Key", key);
        legal.post(PACKETS + packet + "/transfers", body(sha256), "Idempotency-Key", key);

        assertThat(ids(legal, PACKETS + packet + "/transfers")).hasSize(1);
    }

    @Test
    void nobodyOutsideTheMatterKnowsOfItAndInvestigatorsHandNoPacketOver() {
        message();
        String packet = ready(ask(false));
        String sha256 =
                legal.get(PACKETS + packet, JsonNode.class).path("sha256").asText();
        Transfer given = EvidenceClient.as(transfer(legal, packet, sha256).body(), Transfer.class);
        EvidenceClient other = EvidenceClient.as("legal2", base);

        problem(transfer(other, packet, sha256), 404);
        problem(other.get(PACKETS + packet + "/transfers"), 404);
        problem(other.get("/api/evidence/transfers/" + given.id()), 404);
        problem(acknowledge(other, given.id(), sha256), 404);
        assertThat(ids(other, "/api/evidence/transfers?open=true&limit=500"))
                .doesNotContain(given.id().toString());
        assertThat(transfer(investigator, packet, sha256).statusCode()).isEqualTo(403);
    }

    private MessageReceipt message() {
        return investigator.message("Subject: in a packet " + UUID.randomUUID() + "\n\nbody\n", "matter=" + matter);
    }

    private String ask(boolean redacted) {
        return ask("\"redacted\":" + redacted);
    }

    private String ask(boolean redacted, List<UUID> exhibits) {
        return ask(
                "\"redacted\":" + redacted + ",\"exhibits\":[\"" + exhibits.get(0) + "\",\"" + exhibits.get(1) + "\"]");
    }

    private String ask(String more) {
        HttpResponse<byte[]> answer = legal.post(
                "/api/evidence/packets",
                "{\"matter\":\"%s\",\"title\":\"Handed over\",\"prefix\":\"X%d\",%s}"
                        .formatted(matter, Math.abs(matter.hashCode()), more));
        assertThat(answer.statusCode()).as(EvidenceClient.text(answer)).isEqualTo(201);
        return EvidenceClient.as(answer.body(), JsonNode.class).path("id").asText();
    }

    private String ready(String packet) {
        JsonNode finished = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> legal.get(PACKETS + packet, JsonNode.class),
                        p -> !p.path("state").asText().equals("BUILDING"));
        assertThat(finished.path("state").asText()).as(finished.toString()).isEqualTo("READY");
        return packet;
    }

    private List<String> chain(UUID exhibit, UUID transfer) {
        return EvidenceClient.text(legal.get("/api/evidence/exhibits/" + exhibit + "/custody", "application/x-ndjson"))
                .lines()
                .filter(line -> line.contains(transfer.toString()))
                .toList();
    }

    private static List<String> ids(EvidenceClient who, String path) {
        return who.get(path, JsonNode.class).path("items").findValuesAsText("id");
    }

    private static HttpResponse<byte[]> transfer(EvidenceClient who, String packet, String sha256) {
        return who.post(PACKETS + packet + "/transfers", body(sha256));
    }

    private static String body(String sha256) {
        return "{\"to\":\"Defence counsel\",\"purpose\":\"discovery\",\"authority\":\"rule 16\",\"sha256\":\"" + sha256
                + "\"}";
    }

    private static HttpResponse<byte[]> acknowledge(EvidenceClient who, UUID transfer, String sha256) {
        return who.post(
                "/api/evidence/transfers/" + transfer + "/acknowledgement",
                "{\"receiver\":\"Defence counsel\",\"sha256\":\"" + sha256 + "\"}");
    }
}
