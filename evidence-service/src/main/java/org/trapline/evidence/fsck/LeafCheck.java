package org.trapline.evidence.fsck;

import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.verifier.TreeHash;

/** Whether an exhibit's leaf follows from its bytes and rows, and which column it is when it does not. */
final class LeafCheck {

    private final ExhibitRow row;
    private final Report report;

    LeafCheck(ExhibitRow row, Report report) {
        this.row = row;
        this.report = report;
    }

    /**
     * The hash that the tree should have for this leaf.
     *
     * @param found the exhibit's bytes
     * @param stored what the tile has
     */
    byte[] hash(VaultWalk.Found found, byte @Nullable [] stored) {
        byte[] own = TreeHash.ofLeaf(row.leafData());
        byte[] raw = found.raw();
        byte[] made = raw == null ? null : row.leafData(raw);
        if (made == null) {
            if (raw != null) {
                report.add(row("secret", "the secret is gone, and no tombstone says why"));
            }
            if (stored != null && !Arrays.equals(own, stored) && row.disposed()) {
                report.add(row("leaf_data", "it is not what the tile has for leaf " + row.leafIndex()));
            }
            return stored == null ? own : stored;
        }
        if (Arrays.equals(made, row.leafData())) {
            return own;
        }
        byte[] madeHash = TreeHash.ofLeaf(made);
        if (Arrays.equals(madeHash, stored)) {
            report.add(row(
                    "leaf_data",
                    "it does not follow from bytes, metadata, envelope and secret, and the tree has another"));
            return madeHash;
        }
        if (!found.explained()) {
            report.add(row(culprit(raw), "the leaf does not follow from it"));
        }
        return stored == null ? own : stored;
    }

    /** The leaf fits once the wrong column has another value that we can guess. */
    private String culprit(byte[] raw) {
        for (ExhibitKind kind : ExhibitKind.values()) {
            if (leads(raw, kind.name(), row.source(), row.trap())) {
                return "kind";
            }
        }
        ExhibitRow.FirstBatch batch = row.firstBatch();
        if (batch != null && batch.source() != null && leads(raw, row.kind(), batch.source(), row.trap())) {
            return "source";
        }
        if (batch != null && leads(raw, row.kind(), row.source(), batch.trap())) {
            return "trap";
        }
        return "secret, or the envelope of its first receipt";
    }

    private boolean leads(byte[] raw, String kind, String source, @Nullable UUID trap) {
        return Arrays.equals(
                row.leafData(),
                Objects.requireNonNull(row.leafData(
                        raw, row.sha256(), kind, row.mediaType(), row.receivedAt(), source, trap, row.id())));
    }

    private Discrepancy row(String column, String what) {
        return Discrepancy.row("exhibit(id=" + row.id() + ")." + column, row.id(), what);
    }
}
