package org.trapline.evidence.memberships;

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
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class MatterExhibitTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource dataSource;

    private EvidenceClient investigator;
    private EvidenceClient legal;
    private EvidenceClient outsider;
    private EvidenceRowsSql rows;
    private UUID matter;

    @BeforeEach
    void enter() {
        investigator = EvidenceClient.as("investigator1", base);
        legal = EvidenceClient.as("legal1", base);
        outsider = EvidenceClient.as("legal2", base);
        rows = new EvidenceRowsSql(dataSource);
        matter = rows.sealedMatter(EvidenceClient.subject("investigator1"), EvidenceClient.subject("legal1"));
    }

    @Test
    void exhibitsThatCameInForNoMatterAreAddedOnceWithAnEventEach() {
        UUID first = message();
        UUID second = message();

        JsonNode added = added(named(first, second, first));
        JsonNode again = added(named(first, message()));

        assertThat(added.path("added").intValue()).isEqualTo(2);
        assertThat(again.path("added").intValue()).isEqualTo(1);
        assertThat(again.path("alreadyThere").intValue()).isEqualTo(1);
        JsonNode chain = legal.get("/api/evidence/exhibits/" + first + "/custody", JsonNode.class);
        assertThat(chain.path("verified").path("intact").booleanValue()).isTrue();
        assertThat(chain.path("items").findValuesAsText("type")).containsExactly("RECEIVED", "TRANSFERRED_IN");
        JsonNode event = chain.path("items").get(1).path("event");
        assertThat(event.path("matter").textValue()).isEqualTo(matter.toString());
        assertThat(event.path("purpose").textValue()).isEqualTo("one ring");
        assertThat(event.path("reference").textValue())
                .isEqualTo(added.path("id").textValue());
        assertThat(event.path("actorName").textValue()).isEqualTo("investigator1");
    }

    @Test
    void whatIsKeptOfTheMatterFollows() {
        UUID exhibit = message();

        added(named(exhibit));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(legal.find("matter=" + matter).ids()).containsExactly(exhibit));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode rollUp = legal.get("/api/evidence/matters/" + matter + "/findings", JsonNode.class);
            assertThat(rollUp.path("otherMessages").path("messages").intValue()).isEqualTo(1);
            assertThat(rollUp.path("pending").intValue()).isZero();
        });
        JsonNode hold = EvidenceClient.as(
                legal.post(
                                "/api/evidence/holds",
                                "{\"matter\":\"" + matter + "\",\"reason\":\"r\",\"authority\":\"a\"}")
                        .body(),
                JsonNode.class);
        assertThat(hold.path("exhibits").intValue()).isEqualTo(1);
        assertThat(outsider.find("sha256=" + legal.exhibit(exhibit).sha256()).ids())
                .containsExactly(exhibit);
        assertThat(outsider.get("/api/evidence/exhibits/" + exhibit + "/custody", JsonNode.class)
                        .toString())
                .doesNotContain("one ring", matter.toString());
    }

    @Test
    void aSelectionIsAddedInSeveralCalls() {
        UUID trap = EvidenceClient.as("admin1", base).trap("p");
        List<UUID> caught =
                IntStream.range(0, 3).mapToObj(i -> message("trap=" + trap)).toList();
        UUID other = message();

        JsonNode added = added("\"trap\":\"" + trap + "\",\"from\":\"2020-01-01T00:00:00Z\"");
        JsonNode none = added("\"trap\":\"" + trap + "\",\"to\":\"2020-01-01T00:00:00Z\"");
        JsonNode again = added("\"trap\":\"" + trap + "\"");

        assertThat(added.path("added").intValue()).isEqualTo(3);
        assertThat(added.path("next").isNull()).isTrue();
        assertThat(none.path("added").intValue() + none.path("alreadyThere").intValue())
                .isZero();
        assertThat(again.path("alreadyThere").intValue()).isEqualTo(3);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(legal.find("matter=" + matter).ids())
                        .containsExactlyInAnyOrderElementsOf(List.copyOf(caught))
                        .doesNotContain(other));
    }

    @Test
    void aKeyStandsForOneAddition() {
        String body = body(named(message()));

        JsonNode first = EvidenceClient.as(
                post(body, "Idempotency-Key", matter.toString()).body(), JsonNode.class);
        JsonNode second = EvidenceClient.as(
                post(body, "Idempotency-Key", matter.toString()).body(), JsonNode.class);

        assertThat(second).isEqualTo(first);
        assertThat(second.path("added").intValue()).isEqualTo(1);
        problem(post(body(named(message())), "Idempotency-Key", matter.toString()), 422);
    }

    @Test
    void oneThatIsUnknownOrHiddenOrDestroyedKeepsAllOut() {
        UUID good = message();
        UUID unknown = UUID.randomUUID();
        UUID hidden = EvidenceClient.as("investigator1", base)
                .message(
                        "Subject: h " + UUID.randomUUID() + "\n\nx",
                        "matter=" + rows.sealedMatter(EvidenceClient.subject("investigator1")))
                .exhibit();
        UUID gone = message();
        disposed(gone);

        assertThat(problem(post(body(named(good, unknown, UUID.randomUUID()))), 404)
                        .path("detail")
                        .textValue())
                .contains(unknown.toString());
        problem(legal.post(path(), body(named(good, hidden))), 404);
        problem(post(body(named(good, gone))), 410);
        problem(outsider.post(path(), body(named(good))), 404);
        assertThat(EvidenceClient.as("auditor1", base)
                        .post(path(), body(named(good)))
                        .statusCode())
                .isEqualTo(403);
        problem(post("{\"reason\":\"nothing\"}"), 400);
        problem(post("{\"exhibits\":[\"" + good + "\"],\"trap\":\"" + good + "\",\"reason\":\"both\"}"), 400);
        assertThat(added(named(good)).path("added").intValue()).isEqualTo(1);
    }

    @Test
    void ofAnExhibitOfAnotherMatterItsReceiptStaysThere() {
        UUID other = rows.sealedMatter(EvidenceClient.subject("investigator1"));
        UUID exhibit = message("matter=" + other);
        problem(legal.get("/api/evidence/exhibits/" + exhibit), 404);

        added(named(exhibit));

        assertThat(legal.exhibit(exhibit).receipts()).isEmpty();
        assertThat(legal.exhibit(exhibit).receivedAt())
                .isAfter(investigator.exhibit(exhibit).receivedAt());
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        legal.get("/api/evidence/matters/" + matter + "/findings", JsonNode.class)
                                .path("otherMessages")
                                .path("messages")
                                .intValue())
                .isEqualTo(1));
    }

    private UUID message(String... parameters) {
        return investigator
                .message("Subject: add " + UUID.randomUUID() + "\n\nmail", parameters)
                .exhibit();
    }

    private void disposed(UUID exhibit) {
        UUID disposal = UUID.fromString(EvidenceClient.as(
                        legal.post(
                                        "/api/evidence/disposals",
                                        "{\"exhibits\":[\"" + exhibit + "\"],\"reason\":\"r\",\"authority\":\"a\"}")
                                .body(),
                        JsonNode.class)
                .path("id")
                .textValue());
        rows.update("update disposal_exhibit set begun_at = now() where disposal = ?", disposal);
    }

    private static String named(UUID... exhibits) {
        return "\"exhibits\":["
                + Arrays.stream(exhibits).map(e -> "\"" + e + "\"").collect(Collectors.joining(",")) + "]";
    }

    private static String body(String what) {
        return "{" + what + ",\"reason\":\"one ring\"}";
    }

    private String path() {
        return "/api/evidence/matters/" + matter + "/exhibits";
    }

    private HttpResponse<byte[]> post(String body, String... headers) {
        return investigator.post(path(), body, headers);
    }

    private JsonNode added(String what) {
        HttpResponse<byte[]> answer = post(body(what));
        assertThat(answer.statusCode()).as(EvidenceClient.text(answer)).isEqualTo(200);
        return EvidenceClient.as(answer.body(), JsonNode.class);
    }
}
