package org.trapline.evidence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.TreeHash;

/** Whoever owns the database changes what it has of the ledger. */
@QuarkusTest
@TestProfile(LedgerAnomalyTest.OfItsOwn.class)
@QuarkusTestResource(EvidencePlatform.class)
class LedgerAnomalyTest {

    /** Followers that have failed pause for a while, which would hold up other tests. */
    public static class OfItsOwn implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("trapline.evidence.custody-journal.every", "1d");
        }
    }

    @TestHTTPResource("/")
    URI base;

    @Inject
    Ledger ledger;

    @Inject
    LedgerConfig config;

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    private EvidenceClient investigator;
    private EvidenceRowsSql rows;
    private MessageReceipt receipt;
    private LedgerHead head;

    @BeforeEach
    void enter() {
        investigator = EvidenceClient.as("investigator1", base);
        rows = new EvidenceRowsSql(dataSource);
        message();
        receipt = message();
        head = ledger.head();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> number("select position from publish_cursor") == head.size());
    }

    /** As an administrator would, once fsck has named the row. */
    @AfterEach
    void putRight() {
        rows.tamper("checkpoint", "delete from checkpoint where size > ?", head.size());
        rows.tamper("ledger_head", "update ledger_head set size = ?, root = ?", head.size(), head.root());

        MessageReceipt next = message();

        assertThat(next.leafIndex()).isEqualTo(head.size());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> number("select position from publish_cursor") == head.size() + 1);
        await().atMost(Duration.ofSeconds(60)).until(() -> faults().isEmpty());
    }

    @Test
    void leavesThatAreNotThereAreNeitherSignedNorPublished() {
        rows.update("update ledger_head set size = size + 3");

        refused();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(faults())
                .containsEntry("checkpoints", "LedgerAnomaly")
                .containsEntry("publisher", "LedgerAnomaly"));
        assertThat(number("select position from publish_cursor")).isEqualTo(head.size());
        assertThat(ledger.signedSize()).isEqualTo(head.size());
        assertThat(investigator
                        .get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw")
                        .statusCode())
                .as("what is there can still be read")
                .isEqualTo(200);
    }

    @Test
    void anotherRootIsNotSigned() {
        rows.tamper("ledger_head", "update ledger_head set root = ?", (Object) TreeHash.ofLeaf(new byte[32]));

        refused();
    }

    @Test
    void aHeadThatWentBackIsNotServedAsTheNewest() throws SQLException {
        byte[] before = bytes("select root from checkpoint where size = " + (head.size() - 1));

        rows.tamper("ledger_head", "update ledger_head set size = ?, root = ?", head.size() - 1, before);

        refused();
    }

    @Test
    void aLeafThatOnlyTheTilesHaveIsNotSigned() {
        TreeEdge.Growth growth = TreeEdge.of(
                        head.size(), (level, index) -> ledger.tile(level, index).orElseThrow())
                .append(List.of(TreeHash.ofLeaf(new byte[32])));
        Tile tile = growth.tiles().get(0);
        rows.update("update ledger_tile set hashes = ? where level = 0 and index = ?", tile.hashes(), tile.index());

        rows.update(
                "update ledger_head set size = ?, root = ?",
                growth.edge().size(),
                growth.edge().root());

        refused();
    }

    @Test
    void aCheckpointThatTheKeyDidNotSignIsNotServed() {
        rows.update("insert into checkpoint values (?, ?, 'a note', now())", head.size() + 1, head.root());

        assertThat(intake()).isEqualTo(503);

        EvidenceClient.problem(checkpoint(), 503);
        head = ledger.head();
        rows.tamper("checkpoint", "delete from checkpoint where size = ?", head.size());
        assertThat(checkpoint().statusCode()).isEqualTo(200);
    }

    @Test
    void aServiceThatStartsSignsWhatTheLeavesLeadTo() {
        String note = EvidenceClient.text(checkpoint());
        rows.tamper("checkpoint", "delete from checkpoint where size > ?", head.size() - 2);

        Checkpoint signed = new Ledger(dataSource, clock, config).checkpoint();

        assertThat(signed.note()).isEqualTo(note);
        rows.update("update ledger_head set size = size + 1");
        assertThatThrownBy(() -> new Ledger(dataSource, clock, config).checkpoint())
                .isInstanceOf(LedgerAnomaly.class)
                .hasMessageContaining("fsck");
    }

    @Test
    void aProofFromTilesThatAreNotThereIsRefused() throws SQLException {
        assertThat(consistency(head.size()).statusCode()).isEqualTo(200);
        EvidenceClient.problem(consistency(head.size() + 1), 400);
        long last = (head.size() - 1) / Tile.FULL;
        byte[] hashes = bytes("select hashes from ledger_tile where level = 0 and index = " + last);

        rows.update(
                "update ledger_tile set hashes = ? where level = 0 and index = ?",
                Arrays.copyOf(hashes, TreeHash.SIZE),
                last);
        HttpResponse<byte[]> ofNarrower = consistency(head.size());
        rows.update("delete from ledger_tile where level = 0 and index = ?", last);
        HttpResponse<byte[]> ofNone = consistency(head.size());

        rows.update("insert into ledger_tile (level, index, hashes) values (0, ?, ?)", last, hashes);
        anomaly(ofNarrower);
        anomaly(ofNone);
    }

    private void refused() {
        anomaly(checkpoint());
        anomaly(consistency(ledger.head().size()));
        anomaly(consistency(head.size() - 1));
        assertThat(intake()).isEqualTo(503);
        assertThatThrownBy(() -> new Ledger(dataSource, clock, config).checkpoint())
                .isInstanceOf(LedgerAnomaly.class);
        assertThat(number("select count(*) from checkpoint where size > " + head.size()))
                .isZero();
    }

    private static void anomaly(HttpResponse<byte[]> answer) {
        JsonNode problem = EvidenceClient.problem(answer, 503);
        assertThat(problem.path("type").asText()).isEqualTo("urn:trapline:problem:ledger-anomaly");
        assertThat(problem.path("detail").asText()).contains("fsck");
    }

    private HttpResponse<byte[]> consistency(long second) {
        return investigator.get("/api/evidence/log/consistency?first=1&second=" + second);
    }

    private HttpResponse<byte[]> checkpoint() {
        return investigator.get("/api/evidence/log/checkpoint");
    }

    private MessageReceipt message() {
        return investigator.message("Subject: " + UUID.randomUUID() + "\r\n\r\nbody\r\n");
    }

    private int intake() {
        byte[] message = ("Subject: " + UUID.randomUUID() + "\r\n\r\nbody\r\n").getBytes(StandardCharsets.US_ASCII);
        return investigator
                .post("/api/evidence/intake", EvidenceClient.MESSAGE, "application/json", message)
                .statusCode();
    }

    /** The followers that failed last, with what. */
    private Map<String, String> faults() {
        JsonNode standings = EvidenceClient.as("auditor1", base).get("/api/evidence/followers", JsonNode.class);
        Map<String, String> faults = new HashMap<>();
        standings.path("items").forEach(f -> Optional.ofNullable(f.path("fault").textValue())
                .ifPresent(fault -> faults.put(f.path("name").asText(), fault)));
        return faults;
    }

    private byte[] bytes(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBytes(1);
        }
    }

    private long number(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
