package org.trapline.events;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A range of the evidence ledger is committed. Subject: {@code ledger}. Ranges follow each other without a gap, and one
 * may come again or overlap its predecessor, so a consumer keeps a cursor with its effect.
 *
 * @param from       first leaf index of the range
 * @param to         one past its last leaf index
 * @param checkpoint a signed state of the ledger that covers the range
 * @param refs       the exhibits of the range, in ledger order
 */
public record ExhibitsRecorded(long from, long to, Checkpoint checkpoint, List<Ref> refs) {

    public ExhibitsRecorded {
        requireRange(from, to);
        refs = List.copyOf(refs);
        if (refs.size() != to - from) {
            throw new IllegalArgumentException("range [%d,%d) carries %d exhibits".formatted(from, to, refs.size()));
        }
        if (checkpoint.size() < to) {
            throw new IllegalArgumentException(
                    "checkpoint of size %d does not cover leaf %d".formatted(checkpoint.size(), to - 1));
        }
    }

    static void requireRange(long from, long to) {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("[%d,%d) is not a range".formatted(from, to));
        }
    }

    /**
     * @param size     leaves in the tree
     * @param rootHash RFC 6962 tree hash, base64
     */
    public record Checkpoint(long size, String rootHash) {

        public Checkpoint {
            Objects.requireNonNull(rootHash, "rootHash");
        }
    }

    /**
     * @param position leaf index
     * @param exhibit  exhibit id
     * @param sha256   of the raw bytes, lower-case hex
     */
    public record Ref(long position, UUID exhibit, String sha256) {

        private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

        public Ref {
            Objects.requireNonNull(exhibit, "exhibit");
            if (!SHA256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("sha256 is not 64 lower-case hex digits");
            }
        }
    }
}
