package org.trapline.evidence.fsck;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.audit.CustodyChains;
import org.trapline.evidence.custody.CustodyRun;
import org.trapline.evidence.findings.RemadeFindings;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.search.SearchProjection;
import org.trapline.evidence.timestamps.Timestamps;
import org.trapline.evidence.vault.Segments;
import org.trapline.evidence.vault.StoredObject;
import org.trapline.evidence.vault.Vault;

/**
 * Verifies vault, ledger and database against each other: docs/formats/fsck.md. One pass in ledger order over a snapshot of
 * the database, while the intake goes on; memory holds a page of exhibits and the largest single one.
 */
@ApplicationScoped
class Fsck {

    private static final int PAGE = 200;
    private static final long PAGE_BYTES = 16L * 1024 * 1024;

    private final DataSource dataSource;
    private final Vault vault;
    private final Segments segments;
    private final Ledger ledger;
    private final Timestamps timestamps;
    private final CustodyChains chains;
    private final SearchProjection search;
    private final RemadeFindings findings;

    Fsck(
            DataSource dataSource,
            Vault vault,
            Segments segments,
            Ledger ledger,
            Timestamps timestamps,
            CustodyChains chains,
            SearchProjection search,
            RemadeFindings findings) {
        this.dataSource = dataSource;
        this.vault = vault;
        this.segments = segments;
        this.ledger = ledger;
        this.timestamps = timestamps;
        this.chains = chains;
        this.search = search;
        this.findings = findings;
    }

    /** How many exhibits a check would look at now. */
    long exhibits() {
        return ledger.head().size();
    }

    /**
     * Runs to the end whatever it finds.
     *
     * @param deep whether derived data is made again and compared
     * @param reading where the reads are counted
     * @throws IOException when the vault cannot be read, which is not the same as what it holds being wrong
     */
    void run(boolean deep, CustodyRun reading, Report report) throws IOException, SQLException {
        Map<String, Long> objects = new HashMap<>();
        try (Connection snapshot = dataSource.getConnection()) {
            snapshot.setAutoCommit(false);
            snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            // Its first query takes the snapshot: what a row in it says was written is in an object by now.
            try (Statement first = snapshot.createStatement()) {
                first.execute("select 1");
            }
            for (StoredObject object : vault.objects()) {
                objects.put(object.name(), object.size());
            }
            try (VaultWalk walk = new VaultWalk(new SegmentBytes(vault, segments, objects), segments, report);
                    LedgerCheck tree = new LedgerCheck(snapshot, ledger.verifier(), report);
                    JournalCheck journals = new JournalCheck(snapshot, report);
                    DerivedCheck derived = new DerivedCheck(snapshot, search, findings, report)) {
                Checks checks =
                        new Checks(walk, tree, new CustodyCheck(chains, report), journals, deep ? derived : null);
                exhibits(snapshot, checks, reading, report);
                walk.end(lastSegment(snapshot));
                again(checks, report);
                tree.end(snapshot);
                TimestampCheck.run(snapshot, timestamps, report);
                RowCheck.run(snapshot, report);
                if (deep) {
                    derived.end(snapshot);
                }
            } finally {
                snapshot.rollback();
            }
        }
        unknownObjects(objects.keySet(), report);
    }

    private record Checks(
            VaultWalk walk,
            LedgerCheck tree,
            CustodyCheck custody,
            JournalCheck journals,
            @Nullable DerivedCheck derived) {}

    private static void exhibits(Connection snapshot, Checks checks, CustodyRun reading, Report report)
            throws SQLException, IOException {
        long size = count(snapshot);
        long done = 0;
        try (PreparedStatement select = snapshot.prepareStatement(ExhibitRow.SELECT)) {
            select.setFetchSize(PAGE);
            try (ResultSet rows = select.executeQuery()) {
                List<ExhibitRow> page = new ArrayList<>();
                Map<UUID, byte[]> raws = new HashMap<>();
                long bytes = 0;
                while (rows.next()) {
                    ExhibitRow row = ExhibitRow.of(rows);
                    VaultWalk.Found found = checks.walk().next(row);
                    leaf(row, found, checks.tree(), size, report);
                    byte[] raw = found.raw();
                    checks.journals().check(row, raw);
                    reading.read(row.leafIndex(), raw != null || checks.walk().isDisposed(row));
                    page.add(row);
                    if (raw != null && checks.derived() != null) {
                        raws.put(row.id(), raw);
                        bytes += raw.length;
                    }
                    if (page.size() == PAGE || bytes > PAGE_BYTES) {
                        done += page.size();
                        endPage(page, raws, checks, done, report);
                        bytes = 0;
                    }
                }
                endPage(page, raws, checks, done + page.size(), report);
            }
        }
        missing(size, checks.tree(), report);
    }

    private static void endPage(List<ExhibitRow> page, Map<UUID, byte[]> raws, Checks checks, long done, Report report)
            throws SQLException, IOException {
        checks.custody().check(page);
        DerivedCheck derived = checks.derived();
        if (derived != null) {
            derived.check(page, raws);
        }
        page.clear();
        raws.clear();
        report.progress(done);
    }

    private static long count(Connection snapshot) throws SQLException {
        try (PreparedStatement select = snapshot.prepareStatement("select count(*) from exhibit");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Grows the tree by this leaf, and by what the tiles have for leaves that no exhibit has. */
    private static void leaf(ExhibitRow row, VaultWalk.Found found, LedgerCheck tree, long size, Report report)
            throws SQLException {
        long leaf = row.leafIndex();
        if (leaf < 0 || leaf >= size) {
            report.add(Discrepancy.row(
                    "exhibit(id=" + row.id() + ").leaf_index",
                    row.id(),
                    "there are " + size + " leaves, and it says " + leaf));
            return;
        }
        missing(leaf, tree, report);
        tree.add(new LeafCheck(row, report).hash(found, tree.stored(leaf)));
    }

    private static void missing(long until, LedgerCheck tree, Report report) throws SQLException {
        while (tree.size() < until) {
            byte[] stored = tree.stored(tree.size());
            report.add(Discrepancy.row("exhibit(leaf_index=" + tree.size() + ")", null, "no exhibit has this leaf"));
            if (stored == null) {
                return;
            }
            tree.add(stored);
        }
    }

    private static int lastSegment(Connection snapshot) throws SQLException {
        try (PreparedStatement select = snapshot.prepareStatement("select coalesce(max(number), 0) from segment");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /**
     * Looks again at exhibits whose disposal went on beside the check, with the rows that they have now: the snapshot has them
     * as they were before, and the vault perhaps half way.
     */
    private void again(Checks checks, Report report) throws IOException, SQLException {
        try (Connection now = dataSource.getConnection();
                PreparedStatement select = now.prepareStatement(ExhibitRow.SELECT_ONE)) {
            for (ExhibitRow before : checks.walk().disposedMeanwhile()) {
                select.setObject(1, before.id());
                try (ResultSet rows = select.executeQuery()) {
                    if (!rows.next()) {
                        report.add(Discrepancy.row("exhibit(id=" + before.id() + ")", before.id(), "the row is gone"));
                        continue;
                    }
                    ExhibitRow row = ExhibitRow.of(rows);
                    checks.walk().again(row);
                    if (!before.disposed()) {
                        // What tells of the disposal came after the snapshot too.
                        new LeafCheck(row, report)
                                .hash(
                                        new VaultWalk.Found(null, true),
                                        checks.tree().stored(row.leafIndex()));
                        checks.custody().check(List.of(row));
                    }
                }
            }
        }
    }

    /** Objects that no segment lies in. */
    private void unknownObjects(Set<String> objects, Report report) throws IOException {
        List<String> unnamed = objects.stream()
                .filter(object -> !segments.names(object))
                .sorted()
                .toList();
        // In this order: one that was moved out of meanwhile is a leftover by now or gone, one that was moved into is
        // named.
        Set<String> leftovers = new HashSet<>(segments.leftovers());
        Set<String> there = vault.objects().stream().map(StoredObject::name).collect(Collectors.toSet());
        for (String object : unnamed) {
            if (!there.contains(object) || segments.names(object)) {
                continue;
            }
            report.add(
                    leftovers.contains(object)
                            ? Discrepancy.notice(
                                    object, null, "a merge or a disposal left it behind", "the next upkeep removes it")
                            : Discrepancy.notice(
                                    object,
                                    null,
                                    "bytes without a row: a crash left them",
                                    "nobody was told that they are kept: keep or remove the object"));
        }
    }
}
