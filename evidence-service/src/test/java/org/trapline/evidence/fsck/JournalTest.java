package org.trapline.evidence.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyRun;
import org.trapline.evidence.custody.CustodyRuns;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.journal.CustodyJournal;
import org.trapline.evidence.journal.JournalDocument;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;

/** What somebody who owns the database takes away from the end of a chain. */
@QuarkusTest
@TestProfile(JournalTest.OfItsOwn.class)
@QuarkusTestResource(EvidencePlatform.class)
class JournalTest {

    /** Other tests tamper with what they share. */
    public static class OfItsOwn implements QuarkusTestProfile {}

    @TestHTTPResource("/")
    URI base;

    @Inject
    CustodyJournal journal;

    @Inject
    Ledger ledger;

    @Inject
    Exhibits exhibits;

    @Inject
    RawExhibits raws;

    @Inject
    CustodyRuns runs;

    @Inject
    Fsck fsck;

    @Inject
    DataSource dataSource;

    @Test
    void namesAChainWhoseEndWasCutOrMadeAnew() throws Exception {
        EvidenceRowsSql rows = new EvidenceRowsSql(dataSource);
        MessageReceipt cut = read(message());
        MessageReceipt forged = read(message());
        journal.write();
        assertThat(check()).isEmpty();

        rows.tamper("custody_event", "delete from custody_event where exhibit = ?", cut.exhibit());
        assertThat(check())
                .anySatisfy(d -> {
                    assertThat(d.place()).isEqualTo("custody_event(exhibit=" + cut.exhibit() + ",seq=2)");
                    assertThat(d.exhibit()).isEqualTo(cut.exhibit());
                    assertThat(d.what()).contains("the chain was cut", "with 2 events");
                })
                .noneSatisfy(d -> assertThat(d.exhibit()).isEqualTo(forged.exhibit()));

        rows.tamper("custody_event", "delete from custody_event where exhibit = ?", forged.exhibit());
        read(forged);
        assertThat(check()).anySatisfy(d -> {
            assertThat(d.place()).isEqualTo("custody_event(exhibit=" + forged.exhibit() + ",seq=2)");
            assertThat(d.what()).contains("another event");
        });
    }

    @Test
    void namesARunThatWasTakenAwayOrChanged() throws Exception {
        EvidenceRowsSql rows = new EvidenceRowsSql(dataSource);
        UUID gone = run();
        UUID changed = run();
        journal.write();

        rows.tamper("custody_journal_run", "delete from custody_journal_run where run = ?", gone);
        rows.tamper("custody_run", "delete from custody_run where id = ?", gone);
        rows.tamper("custody_run", "update custody_run set purpose = 'nothing' where id = ?", changed);

        assertThat(check())
                .anySatisfy(d -> assertThat(d.place()).isEqualTo("custody_run(id=" + gone + ")"))
                .anySatisfy(d -> assertThat(d.place()).isEqualTo("custody_run(id=" + changed + ")"));
    }

    @Test
    void growsByTheChainsThatGrewAndNotByMessages() {
        journal.write();
        long before = ledger.head().size();
        for (int i = 0; i < 20; i++) {
            message();
        }
        journal.write();
        assertThat(ledger.head().size()).isEqualTo(before + 20);

        String raw = "Subject: twice\r\n\r\n" + UUID.randomUUID();
        MessageReceipt twice = EvidenceClient.as("investigator1", base).message(raw);
        EvidenceClient.as("investigator1", base).message(raw, "source=again");
        MessageReceipt once = read(message());
        journal.write();
        journal.write();

        assertThat(ledger.head().size()).isEqualTo(before + 20 + 2 + 1);
        JournalDocument written = newest();
        assertThat(written.ends().stream().map(JournalDocument.End::exhibit))
                .containsExactlyInAnyOrder(twice.exhibit(), once.exhibit());
        assertThat(written.ends()).allMatch(end -> end.seq() == 2);
    }

    @Test
    void isSeenByNobodyAndNotDeposited() {
        read(message());
        journal.write();
        String sha256 = HexFormat.of().formatHex(newestExhibit().sha256());
        for (String user : List.of("investigator1", "legal1", "auditor1")) {
            EvidenceClient client = EvidenceClient.as(user, base);
            assertThat(client.get("/api/evidence/exhibits/by-hash/" + sha256).statusCode())
                    .isIn(403, 404);
            assertThat(client.get("/api/evidence/exhibits/" + newestExhibit().id() + "/raw")
                            .statusCode())
                    .isIn(403, 404);
        }
        assertThat(EvidenceClient.as("takedown-service", base)
                        .put(
                                "/api/evidence/exhibits/by-hash/" + "0".repeat(64) + "?kind=CUSTODY_JOURNAL",
                                "text/plain",
                                new byte[] {1})
                        .statusCode())
                .isEqualTo(400);
    }

    private MessageReceipt message() {
        return EvidenceClient.as("investigator1", base).message("Subject: journal\r\n\r\n" + UUID.randomUUID());
    }

    private MessageReceipt read(MessageReceipt receipt) {
        assertThat(EvidenceClient.as("investigator1", base)
                        .get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw")
                        .statusCode())
                .isEqualTo(200);
        return receipt;
    }

    private UUID run() {
        try (CustodyRun run = runs.run(Actor.platform("test"), "test", "1", "a test")) {
            run.read(0, true);
            return run.id();
        }
    }

    private Exhibit newestExhibit() {
        long size = ledger.head().size();
        return exhibits.fromLeaf(size - 1, size).get(0);
    }

    private JournalDocument newest() {
        try (CustodyRun run = runs.run(Actor.platform("test"), "test", "1", "a test")) {
            return JournalDocument.parse(raws.read(newestExhibit(), run));
        }
    }

    private List<Discrepancy> check() throws Exception {
        return Collected.by(fsck, false, runs);
    }
}
