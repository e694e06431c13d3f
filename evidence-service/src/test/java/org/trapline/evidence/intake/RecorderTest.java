package org.trapline.evidence.intake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.exhibits.Envelope;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.following.Followers;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.vault.Vault;
import org.trapline.messaging.StoreFailed;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class RecorderTest {

    private static final Envelope ENVELOPE = new Envelope(
            null, List.of("a\\\"{b}@trap.example", "c@trap.example"), "2001:db8::1", 25, "", null, "mx.example", "q1");

    @Inject
    Recorder recorder;

    @Inject
    DataSource dataSource;

    @Inject
    Ledger ledger;

    @Inject
    ThisCollector collector;

    @Inject
    Followers followers;

    @Inject
    IntakeConfig config;

    @Inject
    Vault vault;

    @TestHTTPResource("/")
    URI base;

    private final List<Recorder> processes = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Recorder process : processes) {
            process.stop(new ShutdownEvent());
        }
    }

    @Test
    void anEnvelopeIsKeptBesideTheMessageForEachReceipt() {
        Received first = message("with envelope", ENVELOPE);

        recorder.record(List.of(first, again(first, null), again(first, ENVELOPE)));

        Exhibit.View exhibit = exhibit(first);
        assertThat(exhibit.receipts()).extracting(Exhibit.Receipt::envelope).containsExactly(ENVELOPE, null, ENVELOPE);
        assertThat(EvidenceClient.as("investigator1", base)
                        .get("/api/evidence/exhibits/" + exhibit.id() + "/raw")
                        .body())
                .isEqualTo(first.raw());
    }

    @Test
    void whatWaitsTogetherIsCommittedTogether() throws Exception {
        List<Submission> submissions = new ArrayList<>();
        List<Received> messages = new ArrayList<>();
        // Whoever is first is stopped at the ledger's head; the others gather behind.
        whileTheHeadIsHeld(() -> {
            for (int i = 0; i < 20; i++) {
                messages.add(message("together", i % 2 == 0 ? null : ENVELOPE));
                submissions.add(recorder.submit(List.of(messages.get(i))));
            }
        });

        submissions.forEach(Submission::await);

        List<String> batches =
                messages.stream().map(m -> "'" + m.provenance().batch() + "'").toList();
        assertThat(count("select count(distinct xmin::text) from receipt where batch in (" + String.join(",", batches)
                        + ")"))
                .isLessThanOrEqualTo(2);
        assertThat(messages).allSatisfy(m -> assertThat(exhibit(m).receipts()).hasSize(1));
    }

    @Test
    void whatWasCommittedWhileItWaitedIsOneExhibitAndStoredOnce() throws Exception {
        AtomicInteger appends = new AtomicInteger();
        Recorder other = process(counting(appends));
        Received message = message("comes twice", null);
        List<Submission> submissions = new ArrayList<>();
        whileTheHeadIsHeld(() -> {
            submissions.add(other.submit(List.of(message)));
            awaitBlocked(1);
            submissions.add(other.submit(List.of(again(message, null))));
        });

        assertThat(submissions.get(0).await()).isEqualTo(new Recorded(1, 1, 0));
        assertThat(submissions.get(1).await()).isEqualTo(new Recorded(1, 0, 0));
        assertThat(appends).hasValue(1);
        assertThat(exhibit(message).receipts()).hasSize(2);
    }

    @Test
    void whatAnotherProcessCommitsMeanwhileIsOneExhibit() throws Exception {
        Received message = message("comes by two processes", null);
        Recorder other = process(vault);
        List<Submission> submissions = new ArrayList<>();
        whileTheHeadIsHeld(() -> {
            submissions.add(other.submit(List.of(message)));
            submissions.add(recorder.submit(List.of(again(message, null))));
            awaitBlocked(2);
        });

        assertThat(submissions.stream().map(Submission::await))
                .containsExactlyInAnyOrder(new Recorded(1, 1, 0), new Recorded(1, 0, 0));
        assertThat(exhibit(message).receipts()).hasSize(2);
    }

    @Test
    void aSubmissionThatTheStoreRefusesFailsAlone() throws Exception {
        Received refused = message("refused", null);
        Received good = message("good", null);
        Received alsoGood = message("also good", null);
        Submission bad;
        Submission innocent;
        execute("create function test_refuse() returns trigger language plpgsql as"
                + " 'begin if new.batch = ''" + refused.provenance().batch() + "'' then raise exception ''refused'';"
                + " end if; return new; end'");
        execute("create trigger test_refuse before insert on receipt for each row execute function test_refuse()");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select * from ledger_head for update");
            Submission ahead = recorder.submit(List.of(message("ahead", null)));
            bad = recorder.submit(List.of(refused, alsoGood));
            innocent = recorder.submit(List.of(good));
            connection.rollback();
            ahead.await();
            assertThatThrownBy(bad::await).isInstanceOf(StoreFailed.class);
            assertThat(innocent.await()).isEqualTo(new Recorded(1, 1, 0));
        } finally {
            execute("drop function test_refuse cascade");
        }

        Recorded later = recorder.record(List.of(refused, alsoGood));

        assertThat(later).as("one of them was good by itself").isEqualTo(new Recorded(2, 1, 0));
        assertThat(count("select count(*) from batch where id = '"
                        + refused.provenance().batch() + "'"))
                .as("its row was refused with the first commit")
                .isEqualTo(1);
    }

    @Test
    void whatWasReadOutOfAMessageCannotKeepItOut() throws Exception {
        Received message = message("subject that the store dislikes", null);
        execute("alter table exhibit add constraint test_refuse check (subject <> 'subject that the store dislikes')"
                + " not valid");
        try {
            assertThat(recorder.record(List.of(message))).isEqualTo(new Recorded(1, 1, 1));
        } finally {
            execute("alter table exhibit drop constraint test_refuse");
        }

        assertThat(exhibit(message).defects()).containsExactly("unreadable");
    }

    @Test
    void aFullQueueTellsToComeBack() throws Exception {
        List<Submission> submissions = new ArrayList<>();
        whileTheHeadIsHeld(() -> {
            submissions.add(recorder.submit(List.of(message("being written", null))));
            awaitBlocked(1);
            byte[] large = new byte[600_000];
            for (int i = 0; i < 3; i++) {
                large[0] = (byte) i;
                submissions.add(recorder.submit(List.of(received(large.clone(), null))));
            }
            assertThatThrownBy(() -> recorder.submit(List.of(received(new byte[700_000], null))))
                    .isInstanceOf(TooManyIntakes.class);
        });

        submissions.forEach(Submission::await);
        assertThat(recorder.record(List.of(message("after", null)))).isEqualTo(new Recorded(1, 1, 0));
    }

    @Test
    void anErrorIsToldToThoseWhoWaitAndTheWriterGoesOn() throws Exception {
        Vault failing = failing(new IllegalStateException("refused"), new StackOverflowError("when tried apart"));
        Recorder other = process(failing);

        Submission submission = other.submit(List.of(message("meets an error", null)));

        assertThat(submission.outcome())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(StackOverflowError.class);
        assertThat(other.record(List.of(message("comes after an error", null)))).isEqualTo(new Recorded(1, 1, 0));
        assertThat(new WriterAlive(other).call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        other.stop(new ShutdownEvent());
        assertThat(new WriterAlive(other).call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    }

    private interface Work {

        void run() throws Exception;
    }

    /** No writer commits until the work is done. */
    private void whileTheHeadIsHeld(Work work) throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select * from ledger_head for update");
            work.run();
            connection.rollback();
        }
    }

    /** Until so many writers wait for the ledger's head, or for one who waits for it. */
    private void awaitBlocked(long writers) {
        Awaitility.await()
                .atMost(10, SECONDS)
                .until(() -> count("select count(*) from pg_locks where not granted") >= writers);
    }

    /** What another process with the same database and this vault has; ended after the test. */
    private Recorder process(Vault ofIts) {
        EvidenceRows rows = new EvidenceRows(dataSource, ledger, followers, collector);
        RecentExhibits recent = new RecentExhibits();
        Recorder process = new Recorder(rows, recent, new EvidenceWriter(ofIts, rows, recent, followers), config);
        process.start(new StartupEvent());
        processes.add(process);
        return process;
    }

    private Vault counting(AtomicInteger appends) {
        return (Vault) Proxy.newProxyInstance(
                Vault.class.getClassLoader(), new Class<?>[] {Vault.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("append")) {
                        appends.incrementAndGet();
                    }
                    return method.invoke(vault, arguments);
                });
    }

    /** The vault, failing as often as there are faults. */
    private Vault failing(Throwable... faults) {
        Deque<Throwable> left = new ArrayDeque<>(List.of(faults));
        return (Vault) Proxy.newProxyInstance(
                Vault.class.getClassLoader(), new Class<?>[] {Vault.class}, (proxy, method, arguments) -> {
                    if (!left.isEmpty()) {
                        throw left.remove();
                    }
                    return method.invoke(vault, arguments);
                });
    }

    private Exhibit.View exhibit(Received message) {
        String sha256 = HexFormat.of().formatHex(message.sha256());
        EvidenceClient investigator = EvidenceClient.as("investigator1", base);
        return investigator.get("/api/evidence/exhibits/by-hash/" + sha256, Exhibit.View.class);
    }

    private static Received message(String subject, @Nullable Envelope envelope) {
        String text = "Subject: " + subject + "\n\n" + UUID.randomUUID() + "\n";
        return received(text.getBytes(StandardCharsets.US_ASCII), envelope);
    }

    private static Received again(Received message, @Nullable Envelope envelope) {
        return Received.of(message.raw(), message.at(), message.provenance(), envelope);
    }

    private static Received received(byte[] raw, @Nullable Envelope envelope) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Provenance provenance = new Provenance(
                UuidCreator.getTimeOrderedEpoch(),
                now,
                ExhibitKind.TRAP_MESSAGE,
                "message/rfc822",
                "test",
                null,
                null,
                "tester",
                "Tester");
        return Received.of(raw, now, provenance, envelope);
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
