package org.trapline.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;

/** What people said of the evidence or decided, beside what they did to it. */
@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class AuditTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource dataSource;

    private final String mark = UUID.randomUUID().toString();
    private EvidenceClient legal;

    @BeforeEach
    void enter() {
        legal = EvidenceClient.as("legal1", base);
    }

    @Test
    void showsWhatPeopleSaidAndDecided() {
        UUID exhibit = message();
        review(exhibit);
        created(legal.post(
                "/api/evidence/pools",
                "{\"pool\":\"" + mark + "\",\"provider\":\"Tidal Mail\",\"mailboxes\":1000,\"trapMailboxes\":10,"
                        + "\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2100-01-01T00:00:00Z\",\"document\":\"" + exhibit
                        + "\"}"));
        created(legal.post(
                "/api/evidence/sites/a" + mark + ".example/role",
                "{\"role\":\"INFRASTRUCTURE\",\"reason\":\"a mail provider\"}"));
        created(EvidenceClient.as("admin1", base)
                .post(
                        "/api/evidence/traps",
                        "{\"name\":\"" + mark
                                + "\",\"pool\":\"p\",\"operator\":\"o\",\"domain\":\"secret-trap.example\","
                                + "\"affidavit\":\"statement 5\"}"));

        assertThat(one("REVIEWED&exhibit=" + exhibit).path("purpose").textValue())
                .contains("S1", "ACCEPTED", "as the law says");
        assertThat(one("POOL_STATED&exhibit=" + exhibit).path("purpose").textValue())
                .contains(mark, "10 of 1000");
        assertThat(one("SITE_ROLE").path("purpose").textValue()).contains(mark, "INFRASTRUCTURE", "a mail provider");
        JsonNode trap = one("TRAP_ENTERED");
        assertThat(trap.path("purpose").textValue()).contains(mark, "statement 5");
        assertThat(trap.toString()).doesNotContain("secret-trap.example");
        assertThat(trap.path("actor").textValue()).isEqualTo(EvidenceClient.subject("admin1"));
    }

    @Test
    void showsOfAReviewInASealedMatterIdsOnly() {
        UUID matter = new EvidenceRowsSql(dataSource)
                .sealedMatter(EvidenceClient.subject("legal1"), EvidenceClient.subject("investigator1"));
        UUID exhibit = message("matter=" + matter);
        review(exhibit);

        JsonNode entry = one("REVIEWED&matter=" + matter);

        assertThat(entry.path("exhibit").textValue()).isEqualTo(exhibit.toString());
        assertThat(entry.has("purpose")).isFalse();
        assertThat(entry.has("actorName")).isFalse();
    }

    @Test
    void pagesWhatHappenedAtOneMomentInOneOrder() {
        UUID exhibit = message();
        legal.get("/api/evidence/exhibits/" + exhibit + "/raw");
        Instant at = Instant.parse(one("COPIED&exhibit=" + exhibit).path("at").textValue());
        EvidenceRowsSql rows = new EvidenceRowsSql(dataSource);
        for (int i = 1; i <= 3; i++) {
            rows.update(
                    "insert into finding_review (exhibit, rule, number, rule_version, rule_set, verdict, decision, reason,"
                            + " actor, actor_name, at) values (?, 'S1', ?, 1, '1', 'INDICATED', 'ACCEPTED', ?, 'a', 'a', ?)",
                    exhibit,
                    i,
                    "review " + i,
                    Timestamp.from(at));
            rows.update(
                    "insert into site_role (site, role, reason, actor, actor_name, at)"
                            + " values (?, 'ADVERTISED', ?, 'a', 'a', ?)",
                    mark + ".example",
                    "role " + i,
                    Timestamp.from(at));
            rows.update(
                    "insert into trap (id, name, pool, operator, domain, affidavit, created_at, created_by)"
                            + " values (?, ?, 'p', 'o', ?, ?, ?, 'a')",
                    new UUID(i, 0),
                    mark + i,
                    mark + i + ".example",
                    "trap " + i,
                    Timestamp.from(at));
        }
        List<JsonNode> entries = new ArrayList<>();
        String path = "/api/evidence/audit?limit=2&from=" + at + "&to=" + at.plus(1, ChronoUnit.MICROS);

        JsonNode page = EvidenceClient.as("auditor1", base).get(path, JsonNode.class);
        page.path("items").forEach(entries::add);
        while (page.path("next").isTextual()) {
            page = EvidenceClient.as("auditor1", base)
                    .get(path + "&cursor=" + page.path("next").textValue(), JsonNode.class);
            page.path("items").forEach(entries::add);
        }

        assertThat(entries)
                .extracting(e -> e.path("purpose").textValue().replaceAll(".*: ", ""))
                .startsWith(
                        "review 3", "review 2", "review 1", "trap 3", "trap 2", "trap 1", "role 3", "role 2", "role 1")
                .hasSize(10);
        assertThat(entries.get(9).path("type").textValue()).isEqualTo("COPIED");
    }

    private UUID message(String... parameters) {
        return EvidenceClient.as("investigator1", base)
                .message("Subject: Re: your order " + UUID.randomUUID() + "\n\nbuy pills\n", parameters)
                .exhibit();
    }

    private void review(UUID exhibit) {
        created(legal.post(
                "/api/evidence/findings/" + exhibit + ".S1/review",
                "{\"verdict\":\"ACCEPTED\",\"reason\":\"as the law says\"}",
                "If-Match",
                "\"0\""));
    }

    private static void created(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).as(EvidenceClient.text(answer)).isEqualTo(201);
    }

    /** The newest entry of a type. */
    private JsonNode one(String query) {
        JsonNode items = EvidenceClient.as("auditor1", base)
                .get("/api/evidence/audit?limit=1&type=" + query, JsonNode.class)
                .path("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }
}
