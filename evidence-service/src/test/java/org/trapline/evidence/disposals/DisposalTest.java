package org.trapline.evidence.disposals;

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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;
import org.trapline.evidence.vault.Tombstone;
import org.trapline.evidence.vault.Vault;

/** Holds, disposals, restrictions and the audit of them. */
@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class DisposalTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource dataSource;

    @Inject
    DisposalJob job;

    @Inject
    Exhibits exhibits;

    @Inject
    Vault vault;

    private EvidenceClient investigator;
    private EvidenceClient legal;
    private EvidenceClient secondLegal;
    private EvidenceRowsSql rows;

    @BeforeEach
    void enter() {
        investigator = EvidenceClient.as("investigator1", base);
        legal = EvidenceClient.as("legal1", base);
        secondLegal = EvidenceClient.as("legal2", base);
        rows = new EvidenceRowsSql(dataSource);
    }

    @Test
    void twoPeopleDisposeOfAnExhibitAndATombstoneStays() {
        String word = "d" + UUID.randomUUID().toString().replace("-", "");
        MessageReceipt receipt = message(word);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(investigator.find("q=" + word).ids()).containsExactly(receipt.exhibit()));
        String disposal = disposal(receipt.exhibit());
        problem(post(legal, "/api/evidence/disposals/" + disposal + "/approval", ""), 403);
        assertThat(investigator
                        .get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw")
                        .statusCode())
                .isEqualTo(200);

        assertThat(post(secondLegal, "/api/evidence/disposals/" + disposal + "/approval", "")
                        .statusCode())
                .isEqualTo(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(legal.get("/api/evidence/disposals/" + disposal, JsonNode.class)
                                .path("state")
                                .textValue())
                        .isEqualTo("DONE"));
        JsonNode gone = problem(investigator.get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw"), 410);
        assertThat(gone.path("disposal").textValue()).isEqualTo(disposal);
        assertThat(gone.path("authority").textValue()).isEqualTo("schedule 7");
        Exhibit.View left = investigator.exhibit(receipt.exhibit());
        assertThat(left.sha256()).isEqualTo(receipt.sha256());
        assertThat(left.subject()).isNull();
        assertThat(investigator
                        .get("/api/evidence/exhibits/" + receipt.exhibit() + "/proof")
                        .statusCode())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(investigator.find("q=" + word).ids()).isEmpty());
        JsonNode custody = custody(receipt.exhibit());
        assertThat(custody.path("items").findValuesAsText("type")).endsWith("DISPOSED");
        assertThat(custody.path("verified").path("intact").booleanValue()).isTrue();
        assertThat(custody.path("items").findValuesAsText("counterSignature").get(0))
                .startsWith("legal2");
        problem(post(legal, "/api/evidence/disposals", body(receipt.exhibit())), 410);
        problem(post(secondLegal, "/api/evidence/disposals/" + disposal + "/approval", ""), 409);
    }

    @Test
    void aHoldBeatsAnApprovedDisposal() {
        UUID exhibit = message("held").exhibit();
        UUID disposal = UUID.fromString(disposal(exhibit));
        String hold = hold(exhibit);
        JsonNode refused = problem(post(secondLegal, "/api/evidence/disposals/" + disposal + "/approval", ""), 409);
        assertThat(refused.path("hold").textValue()).isEqualTo(hold);
        problem(post(legal, "/api/evidence/disposals", body(exhibit)), 409);
        // As if it had been approved a moment before the hold was laid.
        rows.update(
                "update disposal set approved_at = now(), approved_by = 'x', approved_by_name = 'x' where id = ?",
                disposal);

        job.run(disposal, 1);

        assertThat(investigator
                        .get("/api/evidence/exhibits/" + exhibit + "/raw")
                        .statusCode())
                .isEqualTo(200);
        JsonNode item = legal.get("/api/evidence/disposals/" + disposal, JsonNode.class)
                .path("exhibits")
                .get(0);
        assertThat(item.path("heldBy").textValue()).isEqualTo(hold);
        assertThat(post(legal, "/api/evidence/holds/" + hold + "/release", "{\"reason\":\"case over\"}")
                        .statusCode())
                .isEqualTo(200);
        problem(post(legal, "/api/evidence/holds/" + hold + "/release", "{\"reason\":\"again\"}"), 409);
        assertThat(custody(exhibit).path("items").findValuesAsText("type"))
                .containsExactly("RECEIVED", "HELD", "COPIED", "RELEASED");
        assertThat(post(legal, "/api/evidence/disposals", body(exhibit)).statusCode())
                .isEqualTo(201);
    }

    @Test
    void aDisposalThatACrashBrokeOffIsEnded() throws Exception {
        UUID exhibit = message("crash").exhibit();
        UUID disposal = UUID.fromString(disposal(exhibit));
        rows.update(
                "update disposal set approved_at = now(), approved_by = 'x', approved_by_name = 'x' where id = ?",
                disposal);
        rows.update("update disposal_exhibit set begun_at = now() where disposal = ?", disposal);
        Exhibit row = exhibits.byId(exhibit).orElseThrow();
        vault.dispose(row.location(), new Tombstone(exhibit, row.receivedAt(), "first"));
        problem(investigator.get("/api/evidence/exhibits/" + exhibit + "/raw"), 410);

        job.run(disposal, 1);
        job.run(disposal, 2);

        problem(investigator.get("/api/evidence/exhibits/" + exhibit + "/raw"), 410);
        JsonNode custody = custody(exhibit);
        assertThat(custody.path("items").findValuesAsText("type")).containsExactly("RECEIVED", "DISPOSED");
        assertThat(custody.path("verified").path("intact").booleanValue()).isTrue();
        assertThat(rows.update("update exhibit set secret = null where id = ? and secret is null", exhibit))
                .isEqualTo(1);
    }

    @Test
    void aRestrictedExhibitNeedsASecondPerson() {
        UUID exhibit = message("restricted").exhibit();
        String path = "/api/evidence/exhibits/" + exhibit;
        String restriction = "{\"kind\":\"MALWARE\",\"reason\":\"runs on opening\"}";
        assertThat(post(investigator, path + "/restriction", restriction).statusCode())
                .isEqualTo(201);
        problem(post(investigator, path + "/restriction", restriction), 409);
        assertThat(problem(investigator.get(path + "/raw"), 403).path("detail").textValue())
                .contains("/raw-access");
        HttpResponse<byte[]> asked = post(investigator, path + "/raw-access", "{\"purpose\":\"analysis\"}");
        assertThat(asked.statusCode()).isEqualTo(201);
        String request =
                EvidenceClient.as(asked.body(), JsonNode.class).path("id").textValue();
        problem(post(investigator, path + "/raw-access/" + request + "/approval", ""), 403);
        problem(investigator.get(path + "/raw"), 403);

        assertThat(post(legal, path + "/raw-access/" + request + "/approval", "")
                        .statusCode())
                .isEqualTo(200);

        assertThat(investigator.get(path + "/raw").statusCode()).isEqualTo(200);
        problem(legal.get(path + "/raw"), 403);
        assertThat(post(legal, path + "/restriction/lift", restriction).statusCode())
                .isEqualTo(204);
        assertThat(legal.get(path + "/raw").statusCode()).isEqualTo(200);
        assertThat(custody(exhibit).path("items").findValuesAsText("type"))
                .containsExactly("RECEIVED", "RESTRICTED", "REQUESTED", "APPROVED", "COPIED", "UNRESTRICTED", "COPIED");
    }

    @Test
    void aRestrictionIsSeenBeforeItRefuses() {
        UUID exhibit = message("marked").exhibit();
        String path = "/api/evidence/exhibits/" + exhibit;
        String restriction = "{\"kind\":\"PRIVILEGED\",\"reason\":\"counsel's letter\"}";
        assertThat(investigator.exhibit(exhibit).restricted()).isNull();

        HttpResponse<byte[]> laid =
                investigator.post(path + "/restriction", restriction, "Idempotency-Key", "r" + exhibit);
        HttpResponse<byte[]> again =
                investigator.post(path + "/restriction", restriction, "Idempotency-Key", "r" + exhibit);

        assertThat(laid.statusCode()).as(EvidenceClient.text(laid)).isEqualTo(201);
        assertThat(again.statusCode()).as(EvidenceClient.text(again)).isEqualTo(201);
        JsonNode standing = legal.get(
                URI.create(laid.headers().firstValue("Location").orElseThrow()).getPath(), JsonNode.class);
        assertThat(standing.path("items").findValuesAsText("reason")).containsExactly("counsel's letter");
        assertThat(legal.get(path, JsonNode.class).path("restricted").toString())
                .isEqualTo("[\"PRIVILEGED\"]");
        String purpose = "{\"purpose\":\"analysis\"}";
        HttpResponse<byte[]> asked = investigator.post(path + "/raw-access", purpose, "Idempotency-Key", "a" + exhibit);
        HttpResponse<byte[]> repeated =
                investigator.post(path + "/raw-access", purpose, "Idempotency-Key", "a" + exhibit);
        assertThat(repeated.headers().firstValue("Location"))
                .isEqualTo(asked.headers().firstValue("Location"));
        assertThat(legal.get(path + "/raw-access", JsonNode.class)).hasSize(1);
        assertThat(custody(exhibit).path("items").findValuesAsText("type"))
                .containsExactly("RECEIVED", "RESTRICTED", "REQUESTED");
        assertThat(post(legal, path + "/restriction/lift", restriction).statusCode())
                .isEqualTo(204);
        assertThat(legal.get(path + "/restriction", JsonNode.class).path("items"))
                .isEmpty();
    }

    @Test
    void aRequestWrittenUnderSealStaysThereWhenTheExhibitBecomesOpen() {
        UUID matter = rows.sealedMatter(EvidenceClient.subject("legal1"), EvidenceClient.subject("investigator1"));
        String text = "Subject: sealed " + UUID.randomUUID() + "\n\nx";
        String path = "/api/evidence/exhibits/"
                + investigator.message(text, "matter=" + matter).exhibit();
        HttpResponse<byte[]> asked = post(legal, path + "/raw-access", "{\"purpose\":\"for the informant\"}");
        String request =
                EvidenceClient.as(asked.body(), JsonNode.class).path("id").textValue();

        investigator.message(text);

        assertThat(secondLegal.get(path + "/raw-access", JsonNode.class)).isEmpty();
        problem(secondLegal.get(path + "/raw-access/" + request), 404);
        problem(post(secondLegal, path + "/raw-access/" + request + "/approval", ""), 404);
        assertThat(legal.get(path + "/raw-access", JsonNode.class)).hasSize(1);
    }

    @Test
    void anAuditorSeesWhoDidWhatAndOfSealedMattersIdsOnly() {
        UUID exhibit = message("audited").exhibit();
        investigator.get("/api/evidence/exhibits/" + exhibit + "/raw?purpose=affidavit");
        UUID matter = rows.sealedMatter(EvidenceClient.subject("legal1"));
        assertThat(post(
                                legal,
                                "/api/evidence/holds",
                                "{\"matter\":\"" + matter + "\",\"exhibits\":[\"" + exhibit
                                        + "\"],\"reason\":\"hush\",\"authority\":\"order\"}")
                        .statusCode())
                .isEqualTo(201);
        EvidenceClient auditor = EvidenceClient.as("auditor1", base);

        JsonNode all = auditor.get("/api/evidence/audit?exhibit=" + exhibit, JsonNode.class);
        JsonNode first = auditor.get("/api/evidence/audit?limit=1&exhibit=" + exhibit, JsonNode.class);
        JsonNode second = auditor.get(
                "/api/evidence/audit?limit=1&exhibit=" + exhibit + "&cursor="
                        + first.path("next").textValue(),
                JsonNode.class);

        assertThat(all.path("items").findValuesAsText("type")).containsExactly("HELD", "COPIED", "RECEIVED");
        assertThat(all.toString())
                .doesNotContain("hush")
                .contains(matter.toString())
                .contains("affidavit");
        assertThat(second.path("items").get(0)).isEqualTo(all.path("items").get(1));
        assertThat(auditor.get("/api/evidence/audit?type=COPIED&actor=investigator1&exhibit=" + exhibit, JsonNode.class)
                        .path("items"))
                .hasSize(1);
        assertThat(auditor.get("/api/evidence/audit?from=2100-01-01T00:00:00Z", JsonNode.class)
                        .path("items"))
                .isEmpty();
        problem(auditor.get("/api/evidence/audit?from=yesterday"), 400);
        assertThat(legal.get("/api/evidence/audit").statusCode()).isEqualTo(403);
        problem(
                post(
                        secondLegal,
                        "/api/evidence/holds",
                        "{\"matter\":\"" + matter + "\",\"reason\":\"a\",\"authority\":\"b\"}"),
                404);
    }

    @Test
    void ofAHoldInASealedMatterOthersLearnThatItIsThereAndNoMore() {
        UUID matter = rows.sealedMatter(EvidenceClient.subject("legal1"));
        UUID exhibit = message("held under seal").exhibit();
        UUID before = UUID.fromString(disposal(exhibit));
        HttpResponse<byte[]> laid = post(
                legal,
                "/api/evidence/holds",
                "{\"matter\":\"" + matter + "\",\"exhibits\":[\"" + exhibit
                        + "\"],\"reason\":\"r\",\"authority\":\"a\"}");
        String hold = EvidenceClient.as(laid.body(), JsonNode.class).path("id").textValue();
        rows.update(
                "update disposal set approved_at = now(), approved_by = 'x', approved_by_name = 'x' where id = ?",
                before);
        job.run(before, 1);

        JsonNode refused = problem(post(secondLegal, "/api/evidence/disposals", body(exhibit)), 409);

        assertThat(refused.toString()).doesNotContain(hold);
        assertThat(problem(post(legal, "/api/evidence/disposals", body(exhibit)), 409)
                        .path("hold")
                        .textValue())
                .isEqualTo(hold);
        JsonNode kept = secondLegal
                .get("/api/evidence/disposals/" + before, JsonNode.class)
                .path("exhibits")
                .get(0);
        assertThat(kept.path("held").booleanValue()).isTrue();
        assertThat(kept.toString()).doesNotContain(hold);
    }

    @Test
    void whatIsDestroyedIsHeldNoMore() {
        UUID matter = rows.sealedMatter(EvidenceClient.subject("legal1"), EvidenceClient.subject("investigator1"));
        UUID gone = investigator
                .message("Subject: gone " + UUID.randomUUID() + "\n\nx", "matter=" + matter)
                .exhibit();
        UUID kept = investigator
                .message("Subject: kept " + UUID.randomUUID() + "\n\nx", "matter=" + matter)
                .exhibit();
        rows.update("update disposal_exhibit set begun_at = now() where disposal = ?", UUID.fromString(disposal(gone)));

        HttpResponse<byte[]> named = post(
                legal,
                "/api/evidence/holds",
                "{\"exhibits\":[\"" + kept + "\",\"" + gone + "\"],\"reason\":\"r\",\"authority\":\"a\"}");
        HttpResponse<byte[]> whole = post(
                legal, "/api/evidence/holds", "{\"matter\":\"" + matter + "\",\"reason\":\"r\",\"authority\":\"a\"}");

        assertThat(problem(named, 410).path("detail").textValue()).contains(gone.toString());
        assertThat(whole.statusCode()).as(EvidenceClient.text(whole)).isEqualTo(201);
        JsonNode laid = EvidenceClient.as(whole.body(), JsonNode.class);
        assertThat(laid.path("exhibits").intValue()).isEqualTo(1);
        assertThat(laid.path("destroyed").intValue()).isEqualTo(1);
        assertThat(custody(gone).path("items").findValuesAsText("type")).doesNotContain("HELD");
        assertThat(custody(kept).path("items").findValuesAsText("type")).contains("HELD");
    }

    @Test
    void aHoldOnASealedExhibitIsItsMattersBusinessAlone() {
        UUID matter = rows.sealedMatter(EvidenceClient.subject("legal1"), EvidenceClient.subject("investigator1"));
        String text = "Subject: sealed " + UUID.randomUUID() + "\n\nx";
        UUID exhibit = investigator.message(text, "matter=" + matter).exhibit();
        String hold = hold(exhibit);
        String path = "/api/evidence/holds/" + hold;

        problem(secondLegal.get(path), 404);
        problem(post(secondLegal, path + "/release", "{\"reason\":\"over\"}"), 404);
        assertThat(secondLegal
                        .get("/api/evidence/holds?limit=500", JsonNode.class)
                        .toString())
                .doesNotContain(hold);
        assertThat(legal.get("/api/evidence/holds?limit=500", JsonNode.class).toString())
                .contains(hold);
        // It becomes open: what was written of it under seal does not.
        assertThat(investigator.message(text).exhibit()).isEqualTo(exhibit);
        problem(secondLegal.get(path), 404);
        assertThat(secondLegal
                        .get("/api/evidence/exhibits/" + exhibit + "/custody", JsonNode.class)
                        .toString())
                .doesNotContain("litigation");
        assertThat(post(legal, path + "/release", "{\"reason\":\"over\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPageOfHoldsIsFullOfThoseInSight() {
        UUID matter = rows.sealedMatter(EvidenceClient.subject("legal1"), EvidenceClient.subject("investigator1"));
        List<String> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(0, hold(message("held").exhibit()));
            UUID sealed = investigator
                    .message("Subject: sealed " + UUID.randomUUID() + "\n\nx", "matter=" + matter)
                    .exhibit();
            hold(sealed);
        }

        JsonNode first = secondLegal.get("/api/evidence/holds?limit=2", JsonNode.class);
        JsonNode second = secondLegal.get(
                "/api/evidence/holds?limit=1&cursor=" + first.path("next").textValue(), JsonNode.class);

        assertThat(first.path("items").findValuesAsText("id")).isEqualTo(open.subList(0, 2));
        assertThat(second.path("items").findValuesAsText("id")).isEqualTo(open.subList(2, 3));
    }

    @Test
    void aPageOfDisposalsIsFullOfThoseInSight() {
        UUID matter = rows.sealedMatter(EvidenceClient.subject("legal1"), EvidenceClient.subject("investigator1"));
        List<String> open = new ArrayList<>();
        List<String> sealed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(0, disposal(message("old").exhibit()));
            UUID hidden = investigator
                    .message("Subject: sealed " + UUID.randomUUID() + "\n\nx", "matter=" + matter)
                    .exhibit();
            sealed.add(0, disposal(hidden));
        }

        JsonNode first = secondLegal.get("/api/evidence/disposals?limit=2", JsonNode.class);
        JsonNode second = secondLegal.get(
                "/api/evidence/disposals?limit=1&cursor=" + first.path("next").textValue(), JsonNode.class);
        JsonNode all = legal.get("/api/evidence/disposals?limit=6", JsonNode.class);

        assertThat(first.path("items").findValuesAsText("id")).isEqualTo(open.subList(0, 2));
        assertThat(second.path("items").findValuesAsText("id")).isEqualTo(open.subList(2, 3));
        assertThat(all.path("items").findValuesAsText("id"))
                .containsExactly(sealed.get(0), open.get(0), sealed.get(1), open.get(1), sealed.get(2), open.get(2));
        assertThat(all.path("items").findValues("exhibits"))
                .allSatisfy(e -> assertThat(e).hasSize(1));
        problem(secondLegal.get("/api/evidence/disposals/" + sealed.get(0)), 404);
    }

    @Test
    void aProposalIsFullOfThoseInSight() {
        UUID matter = rows.sealedMatter(EvidenceClient.subject("investigator1"));
        UUID hidden = investigator
                .message("Subject: sealed " + UUID.randomUUID() + "\n\nx", "matter=" + matter)
                .exhibit();
        UUID open = message("old").exhibit();
        Retention retention =
                new Retention(() -> Map.of(ExhibitKind.TRAP_MESSAGE, Period.ZERO), dataSource, Clock.systemUTC());
        Sight others = new Sight(Set.of());

        List<UUID> seen = retention.due(Integer.MAX_VALUE, others);

        assertThat(seen).contains(open).doesNotContain(hidden);
        assertThat(retention.due(seen.size(), others)).isEqualTo(seen);
        assertThat(retention.due(Integer.MAX_VALUE, new Sight(Set.of(matter)))).contains(open, hidden);
    }

    private MessageReceipt message(String word) {
        return investigator.message("Subject: " + word + " " + UUID.randomUUID() + "\n\n" + word);
    }

    private String disposal(UUID exhibit) {
        HttpResponse<byte[]> asked = post(legal, "/api/evidence/disposals", body(exhibit));
        assertThat(asked.statusCode()).as(EvidenceClient.text(asked)).isEqualTo(201);
        return EvidenceClient.as(asked.body(), JsonNode.class).path("id").textValue();
    }

    private String hold(UUID exhibit) {
        HttpResponse<byte[]> laid = post(
                legal,
                "/api/evidence/holds",
                "{\"exhibits\":[\"" + exhibit + "\"],\"reason\":\"litigation\",\"authority\":\"order 1\"}");
        assertThat(laid.statusCode()).as(EvidenceClient.text(laid)).isEqualTo(201);
        return EvidenceClient.as(laid.body(), JsonNode.class).path("id").textValue();
    }

    private static String body(UUID exhibit) {
        return "{\"exhibits\":[\"" + exhibit + "\"],\"reason\":\"kept long enough\",\"authority\":\"schedule 7\"}";
    }

    private JsonNode custody(UUID exhibit) {
        return legal.get("/api/evidence/exhibits/" + exhibit + "/custody", JsonNode.class);
    }

    private static HttpResponse<byte[]> post(EvidenceClient by, String path, String json) {
        return by.post(
                path,
                json.isEmpty() ? null : "application/json",
                "application/json",
                json.getBytes(StandardCharsets.UTF_8));
    }
}
