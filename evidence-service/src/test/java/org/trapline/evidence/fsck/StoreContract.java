package org.trapline.evidence.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.audit.CustodyChains;
import org.trapline.evidence.custody.CustodyRuns;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.findings.RemadeFindings;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidenceRowsSql;
import org.trapline.evidence.search.SearchProjection;
import org.trapline.evidence.timestamps.Timestamps;
import org.trapline.evidence.vault.Location;
import org.trapline.evidence.vault.Segment;
import org.trapline.evidence.vault.Segments;
import org.trapline.evidence.vault.Tombstone;
import org.trapline.evidence.vault.Vault;
import org.trapline.evidence.vault.WarcRecord;

/** What a check finds in a store in which exhibits were disposed of and objects merged. */
abstract class StoreContract {

    /** More than a merge takes, each in a commit of its own. */
    private static final int MESSAGES = 19;

    private static final int PASSES = 5;

    @TestHTTPResource("/")
    URI base;

    @Inject
    Fsck fsck;

    @Inject
    CustodyRuns runs;

    @Inject
    Exhibits exhibits;

    @Inject
    Segments segments;

    @Inject
    Vault vault;

    @Inject
    SearchProjection search;

    @Inject
    RemadeFindings findings;

    @Inject
    Ledger ledger;

    @Inject
    Timestamps timestamps;

    @Inject
    CustodyChains chains;

    @Inject
    DataSource dataSource;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<UUID> kept = new ArrayList<>();
    private final List<UUID> disposed = new ArrayList<>();

    /** The file that an object of the store is. */
    abstract Path file(String object);

    @BeforeEach
    void store() throws IOException {
        EvidenceClient investigator = EvidenceClient.as("investigator1", base);
        for (int i = 0; i < MESSAGES; i++) {
            kept.add(investigator
                    .message("Subject: checked\r\n\r\n" + UUID.randomUUID() + "x".repeat(500))
                    .exhibit());
        }
        dispose(kept.remove(7));
        vault.tidy();
        dispose(kept.remove(3));
        dispose(kept.remove(kept.size() - 1));
        Awaitility.await().until(() -> search.behind() == 0);
    }

    /** Whatever a test has changed it has put back. */
    @AfterEach
    void nothingIsWrong() throws Exception {
        Awaitility.await().until(() -> search.behind() == 0);
        assertThat(Collected.by(fsck, true, runs)).isEmpty();
    }

    @Test
    void findsNothingWrongAfterMergesAndDisposals() throws Exception {
        assertThat(Collected.by(fsck, true, runs)).isEmpty();
    }

    @Test
    void namesEachChangedByteOfARecordAndOfATombstone() throws Exception {
        List<UUID> all = new ArrayList<>(kept);
        all.addAll(disposed);
        for (int pass = 0; pass < PASSES; pass++) {
            Map<UUID, Long> places = new HashMap<>();
            for (UUID exhibit : all) {
                places.put(exhibit, random.nextLong(location(exhibit).length()));
            }
            for (UUID exhibit : all) {
                flip(exhibit, places.get(exhibit));
            }

            List<Discrepancy> found = problems();

            for (UUID exhibit : all) {
                flip(exhibit, places.get(exhibit));
                String object = object(exhibit);
                assertThat(found)
                        .as("byte " + places.get(exhibit) + " of " + exhibit + ", seed " + seed)
                        .anySatisfy(d -> {
                            assertThat(d.exhibit()).isEqualTo(exhibit);
                            assertThat(d.place()).contains(object);
                        });
            }
        }
    }

    @Test
    void namesWhatAnObjectHeldThatIsMissing() throws Exception {
        String object = object(disposed.get(0));
        Path away = Files.move(file(object), file(object).getParent().resolveSibling("away"));

        List<Discrepancy> found = problems();

        Files.move(away, file(object));
        for (UUID exhibit : disposed) {
            assertThat(found.stream().anyMatch(d -> exhibit.equals(d.exhibit())))
                    .isEqualTo(object(exhibit).equals(object));
        }
        for (UUID exhibit : kept) {
            assertThat(found.stream().anyMatch(d -> exhibit.equals(d.exhibit())))
                    .isEqualTo(object(exhibit).equals(object));
        }
    }

    @Test
    void aDisposalThatWasBegunIsNoProblem() throws Exception {
        UUID exhibit = kept.get(0);
        ask(exhibit);
        EvidenceRowsSql rows = new EvidenceRowsSql(dataSource);
        rows.update("update disposal_exhibit set begun_at = now() where exhibit = ?", exhibit);
        entomb(exhibit, false);

        List<Discrepancy> found = Collected.by(fsck, true, runs);

        rows.update("delete from vault_tombstone where exhibit = ?", exhibit);
        rows.tamper("disposal_exhibit", "delete from disposal_exhibit where exhibit = ?", exhibit);
        assertThat(found).singleElement().satisfies(d -> {
            assertThat(d.level()).isEqualTo(Discrepancy.Level.NOTICE);
            assertThat(d.exhibit()).isEqualTo(exhibit);
        });
    }

    @Test
    void namesATombstoneThatNoDisposalAccountsFor() throws Exception {
        UUID exhibit = kept.get(0);
        byte[] record = replace(exhibit);

        List<Discrepancy> found = problems();

        putBack(exhibit, record);
        assertThat(found).singleElement().satisfies(d -> assertThat(d.place())
                .isEqualTo("vault_tombstone(exhibit=" + exhibit + ")"));
    }

    @Test
    void aDisposalThatGoesOnBesideTheCheckIsNoProblem() throws Exception {
        UUID exhibit = kept.remove(0);

        List<Discrepancy> found = Collected.by(afterTheSnapshot(() -> dispose(exhibit)), false, runs);

        assertThat(found).isEmpty();
    }

    @Test
    void namesATombstoneThatCameBesideTheCheckAndThatNoDisposalAccountsFor() throws Exception {
        UUID exhibit = kept.get(0);
        AtomicReference<byte[]> record = new AtomicReference<>();

        List<Discrepancy> found = Collected.by(afterTheSnapshot(() -> record.set(replace(exhibit))), false, runs);

        putBack(exhibit, record.get());
        assertThat(found).singleElement().satisfies(d -> assertThat(d.place())
                .isEqualTo("vault_tombstone(exhibit=" + exhibit + ")"));
    }

    @Test
    void namesATombstoneWhoseWordsWereChangedInItsRow() throws Exception {
        UUID exhibit = disposed.get(0);
        EvidenceRowsSql rows = new EvidenceRowsSql(dataSource);
        rows.update("update vault_tombstone set statement = 'x' || statement where exhibit = ?", exhibit);

        List<Discrepancy> found = problems();

        rows.update("update vault_tombstone set statement = substr(statement, 2) where exhibit = ?", exhibit);
        assertThat(found).extracting(Discrepancy::exhibit).containsOnly(exhibit);
    }

    /** Of a build nothing is known where classes are in no jar, as here: what somebody adds is named as well. */
    @Test
    void namesAnIntakeWhoseCollectorOrAuthorityIsNotWhatWasWritten() throws Exception {
        EvidenceRowsSql rows = new EvidenceRowsSql(dataSource);
        UUID exhibit = kept.get(0);
        for (String column :
                List.of("authority", "collector", "collector_version", "collector_build", "clock_source")) {
            String change = "update batch set " + column + " = %s where id ="
                    + " (select batch from receipt where exhibit = ? and first)";
            rows.tamper("batch", change.formatted("concat(" + column + ", 'x')"), exhibit);

            List<Discrepancy> found = problems();

            rows.tamper("batch", change.formatted("nullif(left(" + column + ", -1), '')"), exhibit);
            assertThat(found).as(column).singleElement().satisfies(d -> {
                assertThat(d.exhibit()).isEqualTo(exhibit);
                assertThat(d.place()).contains("batch(id=");
            });
        }
    }

    private List<Discrepancy> problems() throws Exception {
        return Collected.by(fsck, false, runs).stream()
                .filter(d -> d.level() == Discrepancy.Level.PROBLEM)
                .toList();
    }

    Exhibit exhibit(UUID id) {
        return exhibits.byId(id).orElseThrow();
    }

    private Location location(UUID id) {
        return exhibit(id).location();
    }

    private Segment segment(UUID exhibit) {
        return segments.find(location(exhibit).segment()).orElseThrow();
    }

    private String object(UUID exhibit) {
        return segment(exhibit).object();
    }

    private void flip(UUID exhibit, long at) throws IOException {
        Segment segment = segment(exhibit);
        try (RandomAccessFile file = new RandomAccessFile(file(segment.object()).toFile(), "rw")) {
            long place = segment.base() + location(exhibit).offset() + at;
            file.seek(place);
            int old = file.read();
            file.seek(place);
            file.write(old ^ 0x5a);
        }
    }

    private static Tombstone tombstone(UUID exhibit) {
        return new Tombstone(exhibit, Instant.EPOCH, "order 7");
    }

    /** A check during which something happens, once it has its snapshot of the database and before it reads the store. */
    Fsck afterTheSnapshot(ThrowingRunnable happens) {
        AtomicBoolean happened = new AtomicBoolean();
        Vault store = (Vault) Proxy.newProxyInstance(
                Vault.class.getClassLoader(), new Class<?>[] {Vault.class}, (proxy, method, arguments) -> {
                    if (!happened.getAndSet(true)) {
                        happens.run();
                    }
                    return method.invoke(vault, arguments);
                });
        return new Fsck(dataSource, store, segments, ledger, timestamps, chains, search, findings);
    }

    /** What may fail as a test may. */
    interface ThrowingRunnable {
        void run() throws Exception;
    }

    /** Puts a tombstone in the place of a record, as whoever owns database and store could. */
    private byte[] replace(UUID exhibit) throws IOException {
        Location location = location(exhibit);
        byte[] record = new byte[Math.toIntExact(location.length())];
        Segment segment = segment(exhibit);
        entomb(exhibit, true);
        try (RandomAccessFile file = new RandomAccessFile(file(segment.object()).toFile(), "rw")) {
            file.seek(segment.base() + location.offset());
            file.readFully(record);
            file.seek(segment.base() + location.offset());
            file.write(WarcRecord.tombstone(tombstone(exhibit), location.length()));
        }
        return record;
    }

    private void putBack(UUID exhibit, byte[] record) throws IOException {
        Segment segment = segment(exhibit);
        try (RandomAccessFile file = new RandomAccessFile(file(segment.object()).toFile(), "rw")) {
            file.seek(segment.base() + location(exhibit).offset());
            file.write(record);
        }
        new EvidenceRowsSql(dataSource).update("delete from vault_tombstone where exhibit = ?", exhibit);
    }

    /** The row of a tombstone, as whoever owns the database could write it. */
    private void entomb(UUID exhibit, boolean done) {
        Location location = location(exhibit);
        Tombstone tombstone = tombstone(exhibit);
        new EvidenceRowsSql(dataSource)
                .update(
                        "insert into vault_tombstone (exhibit, segment, position, length, at, statement, done)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        exhibit,
                        location.segment(),
                        location.offset(),
                        location.length(),
                        Timestamp.from(tombstone.at()),
                        tombstone.statement(),
                        done);
    }

    private String ask(UUID exhibit) {
        EvidenceClient legal = EvidenceClient.as("legal1", base);
        HttpResponse<byte[]> asked = legal.post(
                "/api/evidence/disposals",
                "{\"exhibits\":[\"" + exhibit + "\"],\"reason\":\"kept long enough\",\"authority\":\"schedule 7\"}");
        assertThat(asked.statusCode()).as(EvidenceClient.text(asked)).isEqualTo(201);
        return "/api/evidence/disposals/"
                + EvidenceClient.as(asked.body(), JsonNode.class).path("id").textValue();
    }

    void dispose(UUID exhibit) {
        EvidenceClient legal = EvidenceClient.as("legal1", base);
        String path = ask(exhibit);
        assertThat(EvidenceClient.as("legal2", base)
                        .post(path + "/approval", null, "application/json", new byte[0])
                        .statusCode())
                .isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        legal.get(path, JsonNode.class).path("state").asText().equals("DONE"));
        disposed.add(exhibit);
    }
}
