package org.trapline.evidence.ledger;

import java.util.Arrays;
import org.trapline.verifier.TreeHash;

/**
 * A tile of the log (C2SP tlog-tiles): up to 256 hashes of one height, one after the other.
 *
 * @param level the tile's level; its hashes are roots of complete subtrees of {@code 256^level} leaves
 * @param index the tile's place in its level
 * @param hashes {@code width * 32} bytes
 */
public record Tile(int level, long index, byte[] hashes) {

    /** Hashes in a full tile. */
    public static final int FULL = 256;

    static final int HEIGHT = 8;

    public Tile {
        if (level < 0 || level > 7 || index < 0 || hashes.length % TreeHash.SIZE != 0 || width(hashes) > FULL) {
            throw new IllegalArgumentException("Not a tile: level " + level + ", index " + index);
        }
    }

    public int width() {
        return width(hashes);
    }

    /** The first hashes: what the tile was when it had only that many. */
    public byte[] prefix(int width) {
        return Arrays.copyOf(hashes, width * TreeHash.SIZE);
    }

    private static int width(byte[] hashes) {
        return hashes.length / TreeHash.SIZE;
    }
}
