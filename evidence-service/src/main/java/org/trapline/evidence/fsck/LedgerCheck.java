package org.trapline.evidence.fsck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.ledger.Tile;
import org.trapline.evidence.ledger.TreeEdge;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.NoteVerifier;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.TreeHash;

/** Grows the tree again from its leaves and compares it with tiles, checkpoints and head on the way. */
final class LedgerCheck implements AutoCloseable {

    private final NoteVerifier verifier;
    private final Report report;
    private final PreparedStatement tiles;
    private final PreparedStatement notes;
    private final ResultSet checkpoints;
    private boolean moreCheckpoints;
    private TreeEdge edge = TreeEdge.empty();
    private final List<byte[]> waiting = new ArrayList<>();
    private final Map<Integer, Tile> open = new HashMap<>();
    private long storedIndex = -1;
    private byte[] storedHashes = {};

    LedgerCheck(Connection snapshot, NoteVerifier verifier, Report report) throws SQLException {
        this.verifier = verifier;
        this.report = report;
        this.tiles = snapshot.prepareStatement("select hashes from ledger_tile where level = ? and index = ?");
        this.notes = snapshot.prepareStatement("select size, root, note from checkpoint order by size");
        this.notes.setFetchSize(100);
        this.checkpoints = notes.executeQuery();
        this.moreCheckpoints = checkpoints.next();
        checkpointsOfThisSize();
    }

    /** What the stored tile has for a leaf; null when there is no such tile. */
    byte @Nullable [] stored(long leaf) throws SQLException {
        long index = leaf / Tile.FULL;
        if (index != storedIndex) {
            storedHashes = tile(0, index);
            storedIndex = index;
        }
        int at = (int) (leaf % Tile.FULL) * TreeHash.SIZE;
        return at + TreeHash.SIZE > storedHashes.length
                ? null
                : Arrays.copyOfRange(storedHashes, at, at + TreeHash.SIZE);
    }

    private byte[] tile(int level, long index) throws SQLException {
        tiles.setInt(1, level);
        tiles.setLong(2, index);
        try (ResultSet row = tiles.executeQuery()) {
            return row.next() ? row.getBytes(1) : new byte[0];
        }
    }

    long size() {
        return edge.size() + waiting.size();
    }

    /** Takes the next leaf's hash. */
    void add(byte[] leafHash) throws SQLException {
        waiting.add(leafHash);
        if (size() % Tile.FULL == 0 || moreCheckpoints && checkpoints.getLong(1) == size()) {
            grow();
        }
        checkpointsOfThisSize();
    }

    private void grow() throws SQLException {
        TreeEdge.Growth growth = edge.append(List.copyOf(waiting));
        waiting.clear();
        edge = growth.edge();
        for (Tile tile : growth.tiles()) {
            if (tile.width() == Tile.FULL) {
                compare(tile);
                open.remove(tile.level());
            } else {
                open.put(tile.level(), tile);
            }
        }
    }

    private void compare(Tile made) throws SQLException {
        byte[] stored = tile(made.level(), made.index());
        int at = Arrays.mismatch(stored, made.hashes());
        if (at >= 0) {
            int hash = at / TreeHash.SIZE;
            report.add(Discrepancy.derived(
                    "ledger_tile(level=" + made.level() + ",index=" + made.index() + ").hashes",
                    null,
                    "hash " + hash + " of " + made.width() + " is not the one that the leaves lead to"
                            + (made.level() == 0 ? " (leaf " + (made.index() * Tile.FULL + hash) + ")" : "")));
        }
    }

    private void checkpointsOfThisSize() throws SQLException {
        while (moreCheckpoints && checkpoints.getLong(1) <= size()) {
            check(checkpoints.getLong(1), checkpoints.getBytes(2), checkpoints.getString(3));
            moreCheckpoints = checkpoints.next();
        }
    }

    private void check(long size, byte[] root, String note) {
        String row = "checkpoint(size=" + size + ")";
        try {
            Checkpoint signed = verifier.verify(note);
            if (signed.size() != size) {
                report.add(Discrepancy.row(row + ".size", null, "the signed note says " + signed.size()));
            } else if (!Arrays.equals(signed.root(), size == edge.size() ? edge.root() : root)) {
                report.add(Discrepancy.row(
                        row + ".note",
                        null,
                        "the signed root is not the one that the first " + size + " leaves lead to"));
            }
            if (!Arrays.equals(signed.root(), root)) {
                report.add(Discrepancy.row(row + ".root", null, "the signed note says another root"));
            }
        } catch (ProofFailed e) {
            report.add(Discrepancy.row(row + ".note", null, "the note is not one of this ledger: " + e.getMessage()));
        }
    }

    /** After the last leaf. */
    void end(Connection snapshot) throws SQLException {
        grow();
        for (Tile tile : open.values()) {
            compare(tile);
        }
        surplusTiles(snapshot);
        while (moreCheckpoints) {
            long size = checkpoints.getLong(1);
            check(size, checkpoints.getBytes(2), checkpoints.getString(3));
            report.add(Discrepancy.row(
                    "checkpoint(size=" + size + ").size", null, "there are only " + edge.size() + " leaves"));
            moreCheckpoints = checkpoints.next();
        }
        head(snapshot);
    }

    private void surplusTiles(Connection snapshot) throws SQLException {
        try (PreparedStatement select = snapshot.prepareStatement(
                "select level, index from ledger_tile where level not between 0 and 7 or index < 0"
                        // No value that someone put there may overflow.
                        + " or index >= ((? >> (8 * level)) + 255) / 256 order by 1, 2")) {
            select.setLong(1, edge.size());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    report.add(Discrepancy.derived(
                            "ledger_tile(level=" + row.getInt(1) + ",index=" + row.getLong(2) + ")",
                            null,
                            "a tree of " + edge.size() + " leaves has no such tile"));
                }
            }
        }
    }

    private void head(Connection snapshot) throws SQLException {
        try (PreparedStatement select = snapshot.prepareStatement(
                        "select size, root, receipts," + " (select count(*) from receipt) from ledger_head");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                report.add(Discrepancy.row("ledger_head", null, "there is none"));
                return;
            }
            if (row.getLong(1) != edge.size()) {
                report.add(Discrepancy.row(
                        "ledger_head.size",
                        null,
                        "it says " + row.getLong(1) + ", there are " + edge.size() + " leaves"));
            }
            if (!Arrays.equals(row.getBytes(2), edge.root())) {
                report.add(Discrepancy.row(
                        "ledger_head.root",
                        null,
                        "the leaves lead to " + HexFormat.of().formatHex(edge.root())));
            }
            if (row.getLong(3) != row.getLong(4)) {
                report.add(Discrepancy.row(
                        "ledger_head.receipts",
                        null,
                        "it says " + row.getLong(3) + ", there are " + row.getLong(4) + " receipts"));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        checkpoints.close();
        notes.close();
        tiles.close();
    }
}
