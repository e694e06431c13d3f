package org.trapline.evidence.fsck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.CustodyRuns;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.journal.JournalDocument;

/** Compares chains and runs with the journals that the ledger has of them: what was cut off or made anew differs. */
final class JournalCheck implements AutoCloseable {

    private static final int TOGETHER = 500;

    private final Report report;
    private final PreparedStatement chains;
    private final PreparedStatement runs;

    JournalCheck(Connection snapshot, Report report) throws SQLException {
        this.report = report;
        this.chains = snapshot.prepareStatement("""
                select x.exhibit, x.seq, x.hash, encode(coalesce(
                        (select event_hash from custody_event c where c.exhibit = x.exhibit and c.seq = x.seq),
                        (select chain_hash from receipt r where r.exhibit = x.exhibit and r.chain_seq = x.seq)), 'hex')
                from unnest(?::uuid[], ?::int[], ?::text[]) x (exhibit, seq, hash)
                """);
        this.runs = snapshot.prepareStatement(CustodyRuns.COLUMNS + " where id = ?");
    }

    /** @param raw of the exhibit, as the vault has it; null when it could not be read, which is said elsewhere */
    void check(ExhibitRow row, byte @Nullable [] raw) throws SQLException {
        if (raw == null || !row.kind().equals(ExhibitKind.CUSTODY_JOURNAL.name())) {
            return;
        }
        JournalDocument journal;
        try {
            journal = JournalDocument.parse(raw);
        } catch (IllegalArgumentException e) {
            report.add(Discrepancy.bytes("exhibit(id=" + row.id() + ")", row.id(), "it is no custody journal"));
            return;
        }
        String told = "journal " + row.id() + " of " + journal.at();
        List<JournalDocument.End> ends = journal.ends();
        for (int i = 0; i < ends.size(); i += TOGETHER) {
            check(ends.subList(i, Math.min(i + TOGETHER, ends.size())), told);
        }
        for (JournalDocument.Run run : journal.runs()) {
            check(run, told);
        }
    }

    private void check(List<JournalDocument.End> ends, String told) throws SQLException {
        Connection connection = chains.getConnection();
        chains.setArray(
                1,
                connection.createArrayOf(
                        "uuid", ends.stream().map(JournalDocument.End::exhibit).toArray()));
        chains.setArray(
                2,
                connection.createArrayOf(
                        "int4", ends.stream().map(JournalDocument.End::seq).toArray()));
        chains.setArray(
                3,
                connection.createArrayOf(
                        "text", ends.stream().map(JournalDocument.End::hash).toArray()));
        try (ResultSet row = chains.executeQuery()) {
            while (row.next()) {
                UUID exhibit = row.getObject(1, UUID.class);
                String there = row.getString(4);
                if (there == null) {
                    report.add(Discrepancy.row(
                            "custody_event(exhibit=" + exhibit + ",seq=" + row.getInt(2) + ")",
                            exhibit,
                            "the chain was cut: " + told + " has it with " + row.getInt(2) + " events"));
                } else if (!there.equals(row.getString(3))) {
                    report.add(Discrepancy.row(
                            "custody_event(exhibit=" + exhibit + ",seq=" + row.getInt(2) + ")",
                            exhibit,
                            "it is another event than the one in " + told));
                }
            }
        }
    }

    private void check(JournalDocument.Run run, String told) throws SQLException {
        runs.setObject(1, run.run());
        try (ResultSet row = runs.executeQuery()) {
            String place = "custody_run(id=" + run.run() + ")";
            if (!row.next()) {
                report.add(Discrepancy.row(place, null, "it is missing: " + told + " has it"));
            } else if (!HexFormat.of().formatHex(CustodyRuns.hash(row)).equals(run.hash())) {
                report.add(Discrepancy.row(place, null, "it is not as " + told + " has it"));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        chains.close();
        runs.close();
    }
}
