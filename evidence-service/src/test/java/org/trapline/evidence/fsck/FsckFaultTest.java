package org.trapline.evidence.fsck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyEvent;
import org.trapline.evidence.custody.CustodyLog;
import org.trapline.evidence.custody.CustodyRun;
import org.trapline.evidence.custody.CustodyRuns;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.exhibits.Envelope;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitAnomaly;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.evidence.intake.Provenance;
import org.trapline.evidence.intake.Received;
import org.trapline.evidence.intake.Recorder;
import org.trapline.evidence.journal.CustodyJournal;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;
import org.trapline.evidence.scenarios.LocalAuthority;
import org.trapline.evidence.search.SearchProjection;
import org.trapline.evidence.timestamps.Timestamps;
import org.trapline.evidence.vault.WarcRecord;

/** A thousand changed bytes in segments, checkpoints and evidence columns: each is named. */
@QuarkusTest
@TestProfile(FsckFaultTest.OfItsOwn.class)
@QuarkusTestResource(EvidencePlatform.class)
@QuarkusTestResource(value = FsckFaultTest.Authority.class, restrictToAnnotatedClass = true)
class FsckFaultTest {

    private static final int CHANGES = 1000;
    private static final int DERIVED_CHANGES = 200;
    private static final int BATCHES = 40;
    private static final int MESSAGES = 15;

    /** Every column that fsck answers for; docs/formats/fsck.md says by what. */
    private static final List<String> EVIDENCE = List.of(
            "exhibit: id leaf_index kind sha256 size received_at media_type source trap segment position length"
                    + " leaf_data secret blocked_at anomaly",
            "receipt: seq exhibit batch at first chain_seq chain_hash",
            "batch: id started_at source trap matter actor actor_name authority collector collector_version clock_source",
            "envelope: receipt mail_from rcpt_to client_ip client_port helo tls server_host queue_id",
            "exhibit_matter: exhibit matter batch addition added_at",
            "matter_addition: id matter reason at actor actor_name added",
            "custody_event: exhibit seq type at actor actor_name actor_role on_behalf_of purpose authority location"
                    + " from_custodian to_custodian hash_before hash_after match tool tool_version change"
                    + " counter_signature matter reference event_hash",
            "custody_run: id actor actor_name actor_role tool tool_version purpose started_at ended_at from_leaf to_leaf"
                    + " reads anomalies",
            "checkpoint: size root note",
            // Not its reply: an authority signs what it says, and not every byte that says it.
            "checkpoint_timestamp: size at authority serial policy",
            "ledger_head: size root receipts");

    private static final int WARCINFO_LENGTH =
            WarcRecord.info(new UUID(0, 0), "segment-000001.warc", Instant.EPOCH).length;

    /** Tables of which a change can be named by the row alone, since it concerns all exhibits. */
    private static final Set<String> ALONE = Set.of(
            "checkpoint", "checkpoint_timestamp", "custody_run", "ledger_head", "ledger_tile", "matter_addition");

    /** Other tests tamper with what they share; and nothing is to grow by itself while rows are changed. */
    public static class OfItsOwn implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "trapline.evidence.custody-journal.every",
                    "1d",
                    "trapline.evidence.timestamps.every",
                    "1d",
                    "trapline.evidence.collector.clock-source",
                    "NTP, ntp.trapline.example");
        }
    }

    public static class Authority implements QuarkusTestResourceLifecycleManager {

        private final LocalAuthority authority = LocalAuthority.start();

        @Override
        public Map<String, String> start() {
            return authority.settings();
        }

        @Override
        public void stop() {
            authority.close();
        }
    }

    private static final List<String> DERIVED = List.of(
            "exhibit: parser subject sender sent_at defects",
            "exhibit_site: position host site exhibit",
            // Of another rule set, and of campaigns: FsckRemadeTest.
            "finding: exhibit verdicts missing category",
            "ledger_tile: level index hashes");

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "trapline.evidence.vault.directory")
    Path vault;

    @Inject
    Fsck fsck;

    @Inject
    CustodyRuns runs;

    @Inject
    Recorder recorder;

    @Inject
    Ledger ledger;

    @Inject
    SearchProjection search;

    @Inject
    Exhibits exhibits;

    @Inject
    RawExhibits raws;

    @Inject
    CustodyLog custody;

    @Inject
    CustodyJournal journal;

    @Inject
    Timestamps timestamps;

    @Inject
    DataSource dataSource;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void namesEveryOneOfAThousandChangedBytes() throws Exception {
        evidence();
        assertThat(check(true)).isEmpty();
        ChangedRows rows = new ChangedRows(
                dataSource,
                random,
                List.of(
                        "exhibit",
                        "receipt",
                        "batch",
                        "envelope",
                        "exhibit_matter",
                        "matter_addition",
                        "custody_event",
                        "custody_run",
                        "checkpoint",
                        "checkpoint_timestamp",
                        "ledger_head",
                        "exhibit_site",
                        "finding",
                        "ledger_tile"));

        Tally evidence = new Tally();
        while (evidence.made < CHANGES) {
            pass(rows, EVIDENCE, false, CHANGES - evidence.made, evidence);
        }
        Tally derived = new Tally();
        while (derived.made < DERIVED_CHANGES) {
            pass(rows, DERIVED, true, DERIVED_CHANGES - derived.made, derived);
        }

        System.out.printf(
                "fsck: %d single bytes changed (%d in segments), %d named; fsck --deep: %d derived values changed, %d"
                        + " named; %d runs, seed %d%n",
                evidence.made,
                evidence.inSegments,
                evidence.named,
                derived.made,
                derived.named,
                evidence.runs + derived.runs,
                seed);
        assertThat(evidence.missed).as("seed " + seed).isEmpty();
        assertThat(derived.missed).as("seed " + seed).isEmpty();
        assertThat(check(true)).isEmpty();
    }

    private static final class Tally {
        private int made;
        private int inSegments;
        private int named;
        private int runs;
        private final List<String> missed = new ArrayList<>();
    }

    /** As many changes at once as do not hide each other: no two concern the same exhibit or batch. */
    private void pass(ChangedRows rows, List<String> columns, boolean deep, int most, Tally tally) throws Exception {
        List<Change> changes = new ArrayList<>();
        Set<String> touched = new HashSet<>();
        List<Runnable> undo = new ArrayList<>();
        // A journal vouches for the ends of other chains: changed with one of them, it would hide it.
        List<String> batches = rows.strings("select id::text from batch where actor <> 'custody-journal'");
        Collections.shuffle(batches, random);
        for (String batch : batches) {
            if (changes.size() == most) {
                break;
            }
            Change change = !deep && random.nextInt(3) == 0
                    ? changedByte(rows, batch, undo)
                    : changedRow(rows, columns, batch, touched);
            if (change != null) {
                changes.add(change);
                tally.inSegments += change.what().startsWith("segment-") ? 1 : 0;
            }
        }
        List<Discrepancy> found = check(deep);
        tally.runs++;
        for (Change change : changes) {
            tally.made++;
            if (found.stream().anyMatch(change.named())) {
                tally.named++;
            } else {
                tally.missed.add(change.what());
            }
        }
        undo.forEach(Runnable::run);
        for (String table : touched) {
            rows.restore(table);
        }
    }

    private @Nullable Change changedRow(ChangedRows rows, List<String> columns, String batch, Set<String> touched)
            throws SQLException {
        String[] entry = columns.get(random.nextInt(columns.size())).split(": ");
        String table = entry[0];
        String[] names = entry[1].split(" ");
        String column = names[random.nextInt(names.length)];
        if (ALONE.contains(table)) {
            return touched.stream().anyMatch(ALONE::contains) ? null : changedAlone(rows, table, column, touched);
        }
        String exhibit = any(
                rows,
                "select exhibit::text from receipt r where batch = '" + batch + "' and first and exists ("
                        + withValue(table, column) + ") order by seq");
        String where = exhibit == null ? null : where(rows, table, column, batch, exhibit);
        if (where == null || rows.change(table, column, where) == null) {
            return null;
        }
        touched.add(table);
        // A key that was changed leaves its old value missing, or stands there with its new one.
        String key = table.equals("batch") ? batch : exhibit;
        return new Change(
                table + "." + column + " of " + where,
                d -> exhibit.equals(String.valueOf(d.exhibit()))
                        || d.place().startsWith(place(table, where))
                        || d.place().contains(table) && d.place().contains(key)
                        || d.what().contains(key));
    }

    /** One of these a pass: a change of one would have another one named with it. */
    private @Nullable Change changedAlone(ChangedRows rows, String table, String column, Set<String> touched)
            throws SQLException {
        String key = any(
                rows,
                switch (table) {
                    case "ledger_tile" -> "select 'level = ' || level || ' and index = ' || index from ledger_tile";
                    case "checkpoint" -> "select 'size = ' || size from checkpoint";
                    case "checkpoint_timestamp" -> "select 'id = ' || quote_literal(id) from checkpoint_timestamp";
                    case "matter_addition" -> "select 'id = ' || quote_literal(id) from matter_addition";
                    case "custody_run" -> "select 'id = ' || quote_literal(run) from custody_journal_run";
                    default -> "select 'single'";
                });
        Object value = key == null ? null : rows.change(table, column, key);
        if (value == null) {
            return null;
        }
        touched.add(table);
        // A checkpoint whose size was changed stands there with its new one; of other keys the old value is missing.
        String row = table.equals("checkpoint") && column.equals("size") ? "size = " + value : key;
        String place = key.equals("single") ? table + "." + column : place(table, row);
        return new Change(table + "." + column + " of " + key, d -> d.place().startsWith(place));
    }

    /** A row as a discrepancy names it. */
    private static String place(String table, String where) {
        return table + "(" + where.replace(" and ", ",").replaceAll("[ ']", "") + ")";
    }

    /** A condition on a receipt r: its exhibit has a row with a value in the column. */
    private static String withValue(String table, String column) {
        return switch (table) {
            case "exhibit" -> "select from exhibit e where e.id = r.exhibit and e." + column + " is not null";
            case "envelope" ->
                "select from envelope v join receipt q on q.seq = v.receipt where q.exhibit = r.exhibit and v." + column
                        + " is not null";
            case "receipt", "batch" -> "select 1";
            default -> "select from " + table + " t where t.exhibit = r.exhibit and t." + column + " is not null";
        };
    }

    private @Nullable String where(ChangedRows rows, String table, String column, String batch, String exhibit)
            throws SQLException {
        return switch (table) {
            case "exhibit" -> "id = '" + exhibit + "'";
            case "batch" -> "id = '" + batch + "'";
            case "receipt" ->
                "seq = " + one(rows, "select seq from receipt where first and exhibit = '" + exhibit + "'");
            case "envelope" -> {
                String seq = one(
                        rows,
                        "select v.receipt from envelope v join receipt r on r.seq = v.receipt" + " where r.exhibit = '"
                                + exhibit + "'");
                yield seq == null ? null : "receipt = " + seq;
            }
            case "custody_event" -> {
                String seq = any(
                        rows,
                        "select seq from custody_event where exhibit = '" + exhibit + "' and " + column
                                + " is not null order by seq");
                yield "exhibit = '" + exhibit + "' and seq = " + seq;
            }
            case "exhibit_site" -> {
                String leaf = one(rows, "select leaf_index from exhibit where id = '" + exhibit + "'");
                yield "position = " + leaf + " and host = (select min(host) from exhibit_site where position = " + leaf
                        + ")";
            }
            default -> "exhibit = '" + exhibit + "'";
        };
    }

    private @Nullable String any(ChangedRows rows, String sql) throws SQLException {
        List<String> values = rows.strings(sql);
        return values.isEmpty() ? null : values.get(random.nextInt(values.size()));
    }

    private static @Nullable String one(ChangedRows rows, String sql) throws SQLException {
        List<String> values = rows.strings(sql);
        return values.isEmpty() ? null : values.get(0);
    }

    /** Anywhere in the record of one of the batch's exhibits, header and line ends included; or in a warcinfo record. */
    private @Nullable Change changedByte(ChangedRows rows, String batch, List<Runnable> undo)
            throws SQLException, IOException {
        String record = one(
                rows,
                "select e.id || ' ' || segment || ' ' || position || ' ' || length from exhibit e"
                        + " join receipt r on r.exhibit = e.id and r.first where r.batch = '" + batch
                        + "' order by r.seq offset "
                        + random.nextInt(MESSAGES) + " limit 1");
        if (record == null) {
            return null;
        }
        String[] fields = record.split(" ");
        UUID exhibit = UUID.fromString(fields[0]);
        String segment = String.format("segment-%06d.warc", Integer.parseInt(fields[1]));
        long position = Long.parseLong(fields[2]);
        boolean leading = undo.isEmpty() && random.nextBoolean();
        long at = leading ? random.nextInt(WARCINFO_LENGTH) : position + random.nextInt(Integer.parseInt(fields[3]));
        int bits = 1 + random.nextInt(255);
        flip(segment, at, bits);
        undo.add(() -> flip(segment, at, bits));
        return new Change(
                segment + "@" + at,
                d -> d.place().contains(segment)
                        && (leading ? d.place().contains("segment(number=") : exhibit.equals(d.exhibit())));
    }

    private void flip(String segment, long at, int bits) {
        try (RandomAccessFile file = new RandomAccessFile(vault.resolve(segment).toFile(), "rw")) {
            file.seek(at);
            int old = file.read();
            file.seek(at);
            file.write(old ^ bits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Discrepancy> check(boolean deep) throws Exception {
        return Collected.by(fsck, deep, runs).stream()
                .filter(d -> d.level() == Discrepancy.Level.PROBLEM)
                .toList();
    }

    /** Batches with and without trap, matter and envelope; some messages come twice; some are read by a person. */
    private void evidence() throws Exception {
        EvidenceClient investigator = EvidenceClient.as("investigator1", base);
        for (int b = 0; b < BATCHES; b++) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            Provenance provenance = new Provenance(
                    UUID.randomUUID(),
                    now,
                    ExhibitKind.TRAP_MESSAGE,
                    "message/rfc822",
                    "provider " + b,
                    b % 2 == 0 ? UUID.randomUUID() : null,
                    b % 3 == 0 ? UUID.randomUUID() : null,
                    "subject-of-a-token",
                    "Ada Example",
                    b % 2 == 1 ? "order " + b : null);
            List<Received> messages = new ArrayList<>();
            for (int m = 0; m < MESSAGES; m++) {
                messages.add(Received.of(message(b, m), now, provenance, b % 4 == 1 ? envelope(b, m) : null));
            }
            recorder.record(messages);
            ledger.checkpoint();
            if (b % 5 == 0) {
                recorder.record(messages.subList(0, 3));
            }
            Exhibit exhibit = exhibits.byHash(messages.get(1).sha256()).orElseThrow();
            QuarkusTransaction.requiringNew().run(() -> custody.append(eventful(exhibit)));
            if (b % 4 == 0) {
                block(exhibits.byHash(messages.get(2).sha256()).orElseThrow());
                timestamps.covering(ledger.head().size() - 1).orElseThrow();
            }
        }
        String first = investigator
                .message("Subject: read by a person\r\n\r\n" + UUID.randomUUID())
                .exhibit()
                .toString();
        investigator.get("/api/evidence/exhibits/" + first + "/raw");
        add(investigator);
        journal.write();
        Awaitility.await().until(() -> search.behind() == 0 && followed());
    }

    private boolean followed() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select from follower, ledger_head"
                        + " where name in ('findings', 'campaigns') and position < size"
                        + " union all select from follower_redo");
                ResultSet row = select.executeQuery()) {
            return !row.next();
        }
    }

    /** An event that says all that an event can say. */
    private static CustodyEvent eventful(Exhibit exhibit) {
        return CustodyEvent.draft(
                        exhibit.id(),
                        CustodyType.TRANSFERRED_OUT,
                        Instant.now(),
                        new Actor("s", "Ada Example", "legal"))
                .onBehalfOf("the office")
                .purpose("trial")
                .authority("order 7")
                .location("shelf 3")
                .custodians("vault", "court")
                .hashes(exhibit.sha256(), exhibit.sha256(), true)
                .tool("copier", "1.2")
                .change("sealed in a bag")
                .counterSignature("Grace Example")
                .matter(UUID.randomUUID())
                .reference(UUID.randomUUID())
                .done();
    }

    /** As a byte of it that changes and is found does; then the byte is put back. */
    private void block(Exhibit exhibit) {
        String segment = String.format("segment-%06d.warc", exhibit.location().segment());
        long at = exhibit.location().offset() + exhibit.location().length() - 10;
        flip(segment, at, 1);
        try (CustodyRun reading = raws.run("test", "1", "blocks an exhibit")) {
            assertThatThrownBy(() -> raws.read(exhibit, reading)).isInstanceOf(ExhibitAnomaly.class);
        }
        flip(segment, at, 1);
    }

    /** Every third exhibit that is in no matter comes to one. */
    private void add(EvidenceClient investigator) throws SQLException {
        UUID matter = new EvidenceRowsSql(dataSource).sealedMatter(EvidenceClient.subject("investigator1"));
        StringBuilder exhibits = new StringBuilder();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select e.id from exhibit e where leaf_index % 3 = 0"
                                + " and not exists (select from exhibit_matter m where m.exhibit = e.id)");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                exhibits.append(exhibits.isEmpty() ? "\"" : ",\"")
                        .append(row.getString(1))
                        .append('"');
            }
        }
        assertThat(investigator
                        .post(
                                "/api/evidence/matters/" + matter + "/exhibits",
                                "{\"exhibits\":[" + exhibits + "],\"reason\":\"they are of one ring\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static byte[] message(int batch, int message) {
        return ("From: Sender " + message + " <sender" + message + "@seller.example>\r\nTo: trap@trap.example\r\n"
                        + "Date: Fri, 2 Jan 2026 03:04:05 +0000\r\nSubject: Offer " + batch + "/" + message
                        + "\r\n\r\nSee http://shop"
                        + batch + "-" + message + ".example/buy and http://www.other.example/ now. "
                        + "x".repeat(message * 400) + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Envelope envelope(int batch, int message) {
        return new Envelope(
                "bounce" + message + "@seller.example",
                List.of("trap@trap.example", "second@trap.example"),
                "192.0.2." + (1 + batch),
                1024 + message,
                "mail.seller.example",
                message % 2 == 0 ? "TLSv1.3 TLS_AES_128_GCM_SHA256" : null,
                "mx.trap.example",
                "Q" + batch + "-" + message);
    }
}
