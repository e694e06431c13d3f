package org.trapline.evidence.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.following.Followers;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.ledger.LedgerAnomaly;
import org.trapline.evidence.ledger.LedgerHead;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;
import org.trapline.evidence.vault.StoredObject;
import org.trapline.evidence.vault.Vault;
import org.trapline.verifier.TreeHash;

/** What is left in the vault of messages whose rows the database did not take, however often they are sent again. */
@QuarkusTest
@TestProfile(RefusedCommitTest.OfItsOwn.class)
@QuarkusTestResource(EvidencePlatform.class)
class RefusedCommitTest {

    private static final int TRIES = 3;

    /** Nothing else writes, and followers that pause after an anomaly hold up no other test. */
    public static class OfItsOwn implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("trapline.evidence.custody-journal.every", "1d");
        }
    }

    @Inject
    Recorder recorder;

    @Inject
    EvidenceRows rows;

    @Inject
    RecentExhibits recent;

    @Inject
    Followers followers;

    @Inject
    IntakeConfig config;

    @Inject
    Ledger ledger;

    @Inject
    Vault vault;

    @Inject
    DataSource dataSource;

    @AfterEach
    void goesOn() {
        assertThat(recorder.record(List.of(message()))).isEqualTo(new Recorded(1, 1, 0));
    }

    @Test
    void nothingIsLeftWhileTheLedgerIsInDoubt() throws IOException {
        recorder.record(List.of(message()));
        List<StoredObject> before = vault.objects();
        LedgerHead head = ledger.head();
        falsify();

        refuse(recorder, LedgerAnomaly.class);

        putRight(head);
        assertThat(vault.objects()).isEqualTo(before);
    }

    @Test
    void oneAppendIsLeftInAVaultThatTakesNothingBack() throws InterruptedException {
        AtomicInteger appends = new AtomicInteger();
        Recorder other =
                new Recorder(rows, recent, new EvidenceWriter(keepingAll(appends), rows, recent, followers), config);
        other.start(new StartupEvent());
        other.record(List.of(message()));
        appends.set(0);
        LedgerHead head = ledger.head();
        falsify();

        refuse(other, LedgerAnomaly.class);

        putRight(head);
        assertThat(appends).hasValue(1);
        assertThat(other.record(List.of(message()))).isEqualTo(new Recorded(1, 1, 0));
        other.stop(new ShutdownEvent());
    }

    @Test
    void nothingIsLeftOfRowsThatWereRefused() throws IOException, SQLException {
        recorder.record(List.of(message()));
        List<StoredObject> before = vault.objects();
        execute("create function test_refuse() returns trigger language plpgsql as"
                + " 'begin raise exception ''refused''; end'");
        execute("create trigger test_refuse before insert on receipt for each row execute function test_refuse()");
        try {
            refuse(recorder, RuntimeException.class);
        } finally {
            execute("drop function test_refuse cascade");
        }

        assertThat(vault.objects()).isEqualTo(before);
    }

    @Test
    void bytesStayWhenTheCommitItselfFailed() throws IOException, SQLException {
        recorder.record(List.of(message()));
        long before = size();
        execute("create function test_refuse() returns trigger language plpgsql as"
                + " 'begin raise exception ''refused''; end'");
        execute("create constraint trigger test_refuse after insert on receipt deferrable initially deferred"
                + " for each row execute function test_refuse()");
        try {
            refuse(recorder, RuntimeException.class);
        } finally {
            execute("drop function test_refuse cascade");
        }

        assertThat(size())
                .as("the commit was asked for, so it may have succeeded")
                .isGreaterThan(before);
    }

    private static void refuse(Recorder recorder, Class<? extends Throwable> with) {
        Received message = message();
        for (int i = 0; i < TRIES; i++) {
            assertThatThrownBy(() -> recorder.record(List.of(message))).isInstanceOf(with);
        }
    }

    private long size() throws IOException {
        return vault.objects().stream().mapToLong(StoredObject::size).sum();
    }

    /** The vault, as one that keeps what it was given. */
    private Vault keepingAll(AtomicInteger appends) {
        return (Vault) Proxy.newProxyInstance(
                Vault.class.getClassLoader(), new Class<?>[] {Vault.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("takeBack")) {
                        return false;
                    }
                    if (method.getName().equals("append")) {
                        appends.incrementAndGet();
                    }
                    return method.invoke(vault, arguments);
                });
    }

    private void falsify() {
        new EvidenceRowsSql(dataSource)
                .tamper("ledger_head", "update ledger_head set root = ?", (Object) TreeHash.ofLeaf(new byte[32]));
    }

    private void putRight(LedgerHead head) {
        new EvidenceRowsSql(dataSource).tamper("ledger_head", "update ledger_head set root = ?", (Object) head.root());
    }

    private static Received message() {
        byte[] raw = ("Subject: sent again\n\n" + UUID.randomUUID() + "\n").getBytes(StandardCharsets.US_ASCII);
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
        return Received.of(raw, now, provenance, null);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
