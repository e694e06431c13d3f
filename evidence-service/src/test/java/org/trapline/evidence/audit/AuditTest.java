package org.trapline.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
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
