package org.trapline.evidence.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trapline.verifier.TreeHash;

/** Makes the proofs of RFC 9162 sections 2.1.3.1 and 2.1.4.1 from tiles. */
public final class ProofBuilder {

    private final TileReader tiles;
    private final Map<String, Tile> read = new HashMap<>();

    public ProofBuilder(TileReader tiles) {
        this.tiles = tiles;
    }

    /** PATH(m, D_n): the audit path of leaf {@code index} in the tree of {@code size} leaves, lowest first. */
    public List<byte[]> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("Leaf " + index + " is not in a tree of " + size);
        }
        List<byte[]> path = new ArrayList<>();
        inclusion(index, 0, size, path);
        return path;
    }

    private void inclusion(long index, long start, long count, List<byte[]> path) {
        if (count == 1) {
            return;
        }
        long split = Long.highestOneBit(count - 1);
        if (index < split) {
            inclusion(index, start, split, path);
            path.add(hash(start + split, count - split));
        } else {
            inclusion(index - split, start + split, count - split, path);
            path.add(hash(start, split));
        }
    }

    /** PROOF(m, D_n): that the tree of {@code first} leaves is the beginning of the tree of {@code second}. */
    public List<byte[]> consistency(long first, long second) {
        if (first < 1 || first > second) {
            throw new IllegalArgumentException("No consistency proof from " + first + " to " + second);
        }
        List<byte[]> path = new ArrayList<>();
        consistency(first, 0, second, true, path);
        return path;
    }

    private void consistency(long first, long start, long count, boolean known, List<byte[]> path) {
        if (first == count) {
            if (!known) {
                path.add(hash(start, count));
            }
            return;
        }
        long split = Long.highestOneBit(count - 1);
        if (first <= split) {
            consistency(first, start, split, known, path);
            path.add(hash(start + split, count - split));
        } else {
            consistency(first - split, start + split, count - split, false, path);
            path.add(hash(start, split));
        }
    }

    /** The root of the tree of the first {@code size} leaves. */
    public byte[] root(long size) {
        return size == 0 ? TreeHash.ofNothing() : hash(0, size);
    }

    private byte[] hash(long start, long count) {
        if (Long.bitCount(count) != 1) {
            long split = Long.highestOneBit(count - 1);
            return TreeHash.ofNode(hash(start, split), hash(start + split, count - split));
        }
        int height = Long.numberOfTrailingZeros(count);
        int level = height / Tile.HEIGHT;
        long place = start >> (Tile.HEIGHT * level);
        int width = 1 << (height % Tile.HEIGHT);
        Tile tile = read.computeIfAbsent(level + "/" + place / Tile.FULL, key -> tiles.read(level, place / Tile.FULL));
        int first = (int) (place % Tile.FULL);
        if (first + width > tile.width()) {
            throw new LedgerAnomaly("tile " + level + "/" + place / Tile.FULL + " ends before hash " + (first + width));
        }
        return TreeHash.root(tile.hashes(), first, width);
    }
}
