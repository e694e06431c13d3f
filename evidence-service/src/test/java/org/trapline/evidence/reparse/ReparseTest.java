package org.trapline.evidence.reparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.trapline.evidence.scenarios.EvidenceClient.as;
import static org.trapline.evidence.scenarios.EvidenceClient.problem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class ReparseTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource dataSource;

    @Test
    void whatAnOlderParserReadIsReadAgain() throws SQLException {
        EvidenceClient investigator = EvidenceClient.as("investigator1", base);
        MessageReceipt receipt = investigator.message(
                "Subject: remade " + UUID.randomUUID() + "\nFrom: a@b.example\n\nhttp://www.remade.example/\n");
        Exhibit.View before = investigator.exhibit(receipt.exhibit());
        change("update exhibit set parser = 'trapline-mail/0', subject = 'old', defects = '{old}' where id = '"
                + receipt.exhibit() + "'");
        change("delete from exhibit_site where exhibit = '" + receipt.exhibit() + "'");

        HttpResponse<byte[]> answer =
                investigator.post("/api/evidence/reparse", "application/json", "application/json", body("{}"));
        assertThat(answer.statusCode()).isEqualTo(201);
        ReparseRun run = as(answer.body(), ReparseRun.class);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(investigator.get("/api/evidence/reparse/" + run.id(), ReparseRun.class))
                        .satisfies(r -> assertThat(r.endedAt()).isNotNull())
                        .satisfies(r -> assertThat(r.remade()).isPositive()));
        assertThat(investigator.exhibit(receipt.exhibit())).isEqualTo(before);
        assertThat(before.parser()).isEqualTo(MailParser.VERSION);
        assertThat(before.sites()).containsExactly("remade.example");
    }

    @Test
    void whatWasDisposedOfIsPassedOverAndTheRunEnds() throws SQLException {
        EvidenceClient admin = EvidenceClient.as("admin1", base);
        MessageReceipt receipt = EvidenceClient.as("investigator1", base)
                .message("Subject: disposed of " + UUID.randomUUID() + "\n\nhttp://www.gone.example/\n");
        dispose(receipt.exhibit());
        change("update exhibit set parser = 'trapline-mail/0' where id = '" + receipt.exhibit() + "'");

        ReparseRun run = as(
                admin.post("/api/evidence/reparse", "{\"from\":" + receipt.leafIndex() + "}")
                        .body(),
                ReparseRun.class);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(admin.get("/api/evidence/reparse/" + run.id(), ReparseRun.class))
                        .satisfies(r -> assertThat(r.endedAt()).isNotNull())
                        .satisfies(r -> assertThat(r.disposed()).isOne())
                        .satisfies(r -> assertThat(r.unreadable()).isZero()));
    }

    private void dispose(UUID exhibit) {
        HttpResponse<byte[]> asked = EvidenceClient.as("legal1", base)
                .post(
                        "/api/evidence/disposals",
                        "{\"exhibits\":[\"" + exhibit + "\"],\"reason\":\"old\",\"authority\":\"schedule 7\"}");
        String path = "/api/evidence/disposals/"
                + as(asked.body(), JsonNode.class).path("id").textValue();
        EvidenceClient second = EvidenceClient.as("legal2", base);
        assertThat(second.post(path + "/approval", null, "application/json", body(""))
                        .statusCode())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> second.get(path, JsonNode.class)
                .path("state")
                .textValue()
                .equals("DONE"));
    }

    @Test
    void onlyThoseWhoMayAskForIt() {
        EvidenceClient legal = EvidenceClient.as("legal1", base);

        assertThat(legal.post("/api/evidence/reparse", "application/json", "application/json", body("{}"))
                        .statusCode())
                .isEqualTo(403);
        problem(EvidenceClient.as("admin1", base).get("/api/evidence/reparse/" + UUID.randomUUID()), 404);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static byte[] body(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
