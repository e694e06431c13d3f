package org.trapline.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trapline.cli.ApiClient;
import org.trapline.cli.EvidenceAlone;
import org.trapline.cli.Tokens;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.ProofVerifier;

/**
 * evidence-service and PostgreSQL are killed (SIGKILL) at random moments while mail is posted and delivered by SMTP. The numbers of kills are small
 * here; {@code -Dtrapline.kills.evidence=50 -Dtrapline.kills.postgres=10} is the long run whose result stands in
 * docs/figures.md. {@code -Dtrapline.kills.seed} repeats its random choices.
 */
@ExtendWith(OwnInstallation.class)
class EvidenceCrashIT {

    private static final int EVIDENCE = Integer.getInteger("trapline.kills.evidence", 5);
    private static final int POSTGRES = Integer.getInteger("trapline.kills.postgres", 2);
    private static final long SEED = Long.getLong("trapline.kills.seed", System.nanoTime());

    /** The longest time between the first answer after a start and the next kill. */
    private static final int LONGEST_MILLIS = 1_500;

    /** More messages than are ever posted. */
    private static final long DELIVERIES_FROM = 1L << 40;

    private final Trapline trapline;
    private final EvidenceAlone evidence;
    private final URI service;
    private final ApiClient investigator;
    private final Random random = new Random(SEED);
    private final List<Checkpoint> seen = new ArrayList<>();

    EvidenceCrashIT(Trapline trapline) {
        this.trapline = trapline;
        this.evidence = new EvidenceAlone(trapline.installation());
        this.service =
                URI.create("http://127.0.0.1:" + trapline.installation().ports().evidence());
        this.investigator = new ApiClient(service, new Tokens(trapline.installation()).of("investigator1"))
                .withPatience(Duration.ofMinutes(2));
    }

    @Test
    void whatWasAcknowledgedOutlivesEveryKill() throws Exception {
        System.out.printf("kills: evidence=%d postgres=%d seed=%d%n", EVIDENCE, POSTGRES, SEED);
        checkpoint();
        URI intake = service.resolve("/api/evidence/intake?source=crash");
        Mailing mailing = new Mailing(intake, () -> trapline.token("investigator1"), SEED);
        SmtpMailing deliveries =
                new SmtpMailing(trapline.installation().ports().evidenceSmtp(), trap(), SEED + DELIVERIES_FROM);
        try (mailing;
                deliveries) {
            for (int i = 0; i < EVIDENCE; i++) {
                killDuring(mailing, "evidence");
            }
            for (int i = 0; i < POSTGRES; i++) {
                killDuring(mailing, "postgres");
            }
            awaitAnswer(mailing);
        }

        assertThat(mailing.failures())
                .as("batches in flight when something was killed")
                .isPositive();
        Checkpoint last = checkpoint();
        assertSameHistory(last);
        Map<String, Row> rows = rows();
        assertAllThereOnce(mailing.acknowledged(), rows, last);
        assertAllThereOnce(deliveries.acknowledged(), rows);
        System.out.printf(
                "kills: evidence=%d postgres=%d seed=%d acknowledged=%d by SMTP=%d unanswered batches=%d leaves=%d"
                        + " checkpoints=%d:"
                        + " every acknowledged message is there once and byte-identical, no checkpoint went back%n",
                EVIDENCE,
                POSTGRES,
                SEED,
                mailing.acknowledged().size(),
                deliveries.acknowledged().size(),
                mailing.failures(),
                last.size(),
                seen.size());
    }

    /** A trap of this run. */
    private String trap() {
        String address = "trap-" + Long.toHexString(SEED) + "@crash.example";
        new ApiClient(service, new Tokens(trapline.installation()).of("admin1"))
                .post(
                        "/api/evidence/traps",
                        Map.of(
                                "name", address,
                                "pool", "crash",
                                "operator", "the test",
                                "address", address,
                                "affidavit", "never given to anyone"));
        return address;
    }

    private void killDuring(Mailing mailing, String part) {
        awaitAnswer(mailing);
        // The moment is random, and nothing tells the test that it has come: waiting is all there is.
        await().pollDelay(Duration.ofMillis(random.nextInt(LONGEST_MILLIS))).until(() -> true);
        assertThat(trapline.stack().kill(part)).as("%s was running", part).isTrue();
        if (part.equals("evidence")) {
            // It lives for seconds: compiled by one compiler only it is there sooner.
            evidence.start(Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"), line -> {});
        } else {
            evidence.startServers(line -> {});
        }
        Checkpoint after = checkpoint();
        System.out.printf("%s killed, answers before=%d, leaves=%d%n", part, mailing.answers(), after.size());
    }

    private static void awaitAnswer(Mailing mailing) {
        long before = mailing.answers();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> mailing.answers() > before);
    }

    /** The signed checkpoint of now, which must not be behind any that was seen. */
    private Checkpoint checkpoint() {
        try {
            Checkpoint now = Checkpoint.parse(new String(investigator.bytes("/api/evidence/log/checkpoint"), UTF_8));
            seen.forEach(then -> assertThat(now.size()).as("checkpoint").isGreaterThanOrEqualTo(then.size()));
            seen.add(now);
            return now;
        } catch (ProofFailed e) {
            throw new AssertionError(e);
        }
    }

    /** Each checkpoint that was ever shown is an earlier state of the last one (RFC 9162 section 2.1.4). */
    private void assertSameHistory(Checkpoint last) throws ProofFailed {
        for (Checkpoint then : seen) {
            if (then.size() > 0 && then.size() < last.size()) {
                List<byte[]> path = new ArrayList<>();
                investigator
                        .get("/api/evidence/log/consistency?first=" + then.size() + "&second=" + last.size())
                        .path("consistency")
                        .forEach(hash -> path.add(Base64.getDecoder().decode(hash.textValue())));
                ProofVerifier.consistency(then, last, path);
            }
        }
    }

    private void assertAllThereOnce(List<Long> delivered, Map<String, Row> rows) {
        assertThat(delivered).as("deliveries by SMTP that were taken").isNotEmpty();
        delivered.forEach(number -> {
            byte[] message = SmtpMailing.message(number);
            Row row = rows.get(Mailing.sha256(message));
            assertThat(row).as("exhibit of delivery %d", number).isNotNull();
            assertThat(row.count()).as("exhibits of delivery %d", number).isEqualTo(1);
            assertThat(row.receipts()).as("receipts of delivery %d", number).isEqualTo(1);
            assertThat(investigator.bytes("/api/evidence/exhibits/" + row.id() + "/raw"))
                    .as("bytes of delivery %d", number)
                    .isEqualTo(message);
        });
    }

    private void assertAllThereOnce(
            Map<String, Mailing.Acknowledged> acknowledged, Map<String, Row> rows, Checkpoint last) {
        acknowledged.forEach((sha256, message) -> {
            Row row = rows.get(sha256);
            assertThat(row).as("exhibit of message %d", message.seed()).isNotNull();
            assertThat(row.count()).as("exhibits of message %d", message.seed()).isEqualTo(1);
            assertThat(row.receipts())
                    .as("receipts of message %d", message.seed())
                    .isEqualTo(1);
            assertThat(row.leaf())
                    .as("leaf of message %d", message.seed())
                    .isEqualTo(message.leaf())
                    .isLessThan(last.size());
            assertThat(investigator.bytes("/api/evidence/exhibits/" + row.id() + "/raw"))
                    .as("bytes of message %d", message.seed())
                    .isEqualTo(Mailing.message(message.seed()));
        });
    }

    private Map<String, Row> rows() throws SQLException {
        Map<String, Row> rows = new HashMap<>();
        try (Connection connection = evidence.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select e.sha256, e.id, e.leaf_index, (select count(*) from receipt r where r.exhibit = e.id)"
                                + " from exhibit e")) {
            while (found.next()) {
                Row row = new Row(found.getString(2), found.getLong(3), found.getLong(4), 1);
                rows.merge(
                        HexFormat.of().formatHex(found.getBytes(1)),
                        row,
                        (one, other) -> new Row(one.id(), one.leaf(), one.receipts(), one.count() + 1));
            }
        }
        return rows;
    }

    /**
     * @param count exhibits with these bytes
     */
    private record Row(String id, long leaf, long receipts, int count) {}
}
