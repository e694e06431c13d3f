package org.trapline.evidence.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trapline.verifier.TreeHash;

/** The right edge of the tree: all that is needed to append leaves and to know the root. */
public final class TreeEdge {

    private final long size;
    /** Per level the open tile's hashes, less than 256 of them. */
    private final List<byte[]> open;
    /** Folded once, and only when it is asked for. */
    private volatile byte @Nullable [] root;

    private TreeEdge(long size, List<byte[]> open) {
        this.size = size;
        this.open = open;
    }

    public static TreeEdge empty() {
        return new TreeEdge(0, List.of());
    }

    /** The edge of a stored tree; only tiles that are open at that size are asked for. */
    static TreeEdge of(long size, TileReader tiles) {
        List<byte[]> open = new ArrayList<>();
        for (int level = 0; size >> (Tile.HEIGHT * level) > 0; level++) {
            int width = (int) ((size >> (Tile.HEIGHT * level)) % Tile.FULL);
            long index = size >> (Tile.HEIGHT * (level + 1));
            open.add(width == 0 ? new byte[0] : tiles.read(level, index).prefix(width));
        }
        return new TreeEdge(size, open);
    }

    public long size() {
        return size;
    }

    /** The tree's root: the complete subtrees folded from the smallest to the largest. */
    public byte[] root() {
        byte[] folded = root;
        if (folded == null) {
            folded = fold();
            root = folded;
        }
        return folded;
    }

    private byte[] fold() {
        byte[] folded = null;
        for (int bit = 0; size >> bit > 0; bit++) {
            if ((size >> bit) % 2 == 1) {
                int count = 1 << (bit % Tile.HEIGHT);
                int level = bit / Tile.HEIGHT;
                int first = (int) ((size >> (Tile.HEIGHT * level)) % Tile.FULL) / (count * 2) * count * 2;
                byte[] peak = TreeHash.root(open.get(level), first, count);
                folded = folded == null ? peak : TreeHash.ofNode(peak, folded);
            }
        }
        return folded == null ? TreeHash.ofNothing() : folded;
    }

    /** The edge after the given leaf hashes, and the tiles that changed. */
    public Growth append(List<byte[]> leafHashes) {
        Map<String, Tile> changed = new LinkedHashMap<>();
        List<List<byte[]>> levels = new ArrayList<>();
        levels.add(leafHashes);
        List<byte[]> grown = new ArrayList<>();
        for (int level = 0; level < levels.size() || level < open.size(); level++) {
            List<byte[]> added = level < levels.size() ? levels.get(level) : List.of();
            long index = size >> (Tile.HEIGHT * (level + 1));
            byte[] hashes = level < open.size() ? open.get(level) : new byte[0];
            List<byte[]> carried = new ArrayList<>();
            int at = 0;
            while (at < added.size()) {
                int width = hashes.length / TreeHash.SIZE;
                int take = Math.min(Tile.FULL - width, added.size() - at);
                hashes = extend(hashes, added.subList(at, at + take));
                at += take;
                changed.put(level + "/" + index, new Tile(level, index, hashes));
                if (width + take == Tile.FULL) {
                    carried.add(TreeHash.root(hashes, 0, Tile.FULL));
                    hashes = new byte[0];
                    index++;
                }
            }
            grown.add(hashes);
            if (!carried.isEmpty()) {
                levels.add(carried);
            }
        }
        return new Growth(new TreeEdge(size + leafHashes.size(), grown), List.copyOf(changed.values()));
    }

    private static byte[] extend(byte[] hashes, List<byte[]> added) {
        byte[] longer = Arrays.copyOf(hashes, hashes.length + added.size() * TreeHash.SIZE);
        int at = hashes.length;
        for (byte[] hash : added) {
            System.arraycopy(hash, 0, longer, at, TreeHash.SIZE);
            at += TreeHash.SIZE;
        }
        return longer;
    }

    /**
     * What an append makes.
     *
     * @param edge the edge after it
     * @param tiles the tiles to be stored in place of their shorter selves
     */
    public record Growth(TreeEdge edge, List<Tile> tiles) {}
}
