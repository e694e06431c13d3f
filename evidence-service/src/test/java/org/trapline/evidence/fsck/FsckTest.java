package org.trapline.evidence.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;

/** A check as an auditor runs it. */
@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class FsckTest {

    @TestHTTPResource("/")
    URI base;

    @Test
    void anAuditorStartsACheckAndReadsWhatItFound() {
        EvidenceClient.as("investigator1", base).message("Subject: checked\r\n\r\n" + UUID.randomUUID());
        EvidenceClient auditor = EvidenceClient.as("auditor1", base);

        HttpResponse<byte[]> started =
                auditor.post("/api/evidence/fsck?deep=true", null, "application/json", new byte[0]);

        assertThat(started.statusCode()).isEqualTo(201);
        String run = started.headers()
                .firstValue("Location")
                .map(l -> URI.create(l).getPath())
                .orElseThrow();
        Awaitility.await()
                .until(() ->
                        !auditor.get(run, JsonNode.class).get("state").asText().equals("RUNNING"));
        JsonNode ended = auditor.get(run, JsonNode.class);
        assertThat(ended.get("state").asText()).isEqualTo("ENDED");
        assertThat(ended.get("checked").asLong())
                .isPositive()
                .isGreaterThanOrEqualTo(ended.get("exhibits").asLong());
        assertThat(auditor.get(run + "/discrepancies", JsonNode.class)
                        .get("items")
                        .size())
                .isEqualTo(ended.get("problems").asInt() + ended.get("notices").asInt());
    }

    @Test
    void isForAuditorsAndAdministratorsOnly() {
        EvidenceClient investigator = EvidenceClient.as("investigator1", base);

        assertThat(investigator
                        .post("/api/evidence/fsck", null, "application/json", new byte[0])
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void knowsNoCheckThatNeverRan() {
        EvidenceClient auditor = EvidenceClient.as("auditor1", base);

        EvidenceClient.problem(auditor.get("/api/evidence/fsck/" + UUID.randomUUID()), 404);
    }
}
