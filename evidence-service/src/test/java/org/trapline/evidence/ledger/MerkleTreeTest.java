package org.trapline.evidence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.ProofVerifier;
import org.trapline.verifier.TreeHash;

class MerkleTreeTest {

    /** The inputs and roots that the Certificate Transparency implementations share as their RFC 6962 test vectors. */
    private static final String[] LEAVES = {
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
    };

    private static final String[] ROOTS = {
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    };

    private static final int LARGEST = 300;

    private final Map<String, Tile> tiles = new HashMap<>();
    private final TileReader reader = (level, index) -> tiles.get(level + "/" + index);

    @Test
    void rootsAreThoseOfTheSharedTestVectors() {
        assertThat(hex(TreeHash.ofNothing()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        List<byte[]> leafHashes = new ArrayList<>();
        for (int i = 0; i < LEAVES.length; i++) {
            leafHashes.add(TreeHash.ofLeaf(HexFormat.of().parseHex(LEAVES[i])));
            assertThat(hex(TreeHash.root(leafHashes))).isEqualTo(ROOTS[i]);
            assertThat(hex(TreeEdge.empty().append(leafHashes).edge().root())).isEqualTo(ROOTS[i]);
        }
    }

    @Test
    void pathsAreThoseOfTheExampleInTheRfc() throws ProofFailed {
        List<byte[]> leafHashes = grow(7, 7);

        List<byte[]> path = new ProofBuilder(reader).inclusion(3, 7);

        // RFC 9162 section 2.1.5: the audit path for d3 is [c, g, l].
        byte[] c = leafHashes.get(2);
        byte[] g = TreeHash.root(leafHashes.subList(0, 2));
        byte[] l = TreeHash.root(leafHashes.subList(4, 7));
        assertThat(path).containsExactly(c, g, l);
        // ... and the proof from 3 to 7 is [c, d, g, l].
        assertThat(new ProofBuilder(reader).consistency(3, 7)).containsExactly(c, leafHashes.get(3), g, l);
    }

    @Test
    void everyLeafOfEverySizeIsProved() throws ProofFailed {
        List<byte[]> leafHashes = grow(LARGEST, 13);
        ProofBuilder builder = new ProofBuilder(reader);
        for (int size = 1; size <= LARGEST; size++) {
            byte[] root = TreeHash.root(leafHashes.subList(0, size));
            assertThat(builder.root(size)).isEqualTo(root);
            for (int index = 0; index < size; index++) {
                ProofVerifier.inclusion(leafHashes.get(index), index, size, builder.inclusion(index, size), root);
            }
        }
    }

    @Test
    void everySizeIsTheBeginningOfEveryLaterOne() throws ProofFailed {
        List<byte[]> leafHashes = grow(LARGEST, 256);
        ProofBuilder builder = new ProofBuilder(reader);
        List<byte[]> roots = new ArrayList<>();
        for (int second = 1; second <= LARGEST; second++) {
            byte[] root = TreeHash.root(leafHashes.subList(0, second));
            roots.add(root);
            for (int first = 1; first <= second; first++) {
                ProofVerifier.consistency(
                        first, roots.get(first - 1), second, root, builder.consistency(first, second));
            }
        }
    }

    @Test
    void aTreeGrownInAnyStepsIsTheSame() {
        List<byte[]> leafHashes = leaves(70_000);
        Random random = new Random(1);
        TreeEdge edge = TreeEdge.empty();
        int at = 0;
        while (at < leafHashes.size()) {
            int step = Math.min(1 + random.nextInt(900), leafHashes.size() - at);
            edge = append(edge, leafHashes.subList(at, at + step));
            at += step;
        }

        assertThat(edge.root()).isEqualTo(TreeHash.root(leafHashes));
        assertThat(TreeEdge.of(edge.size(), reader).root()).isEqualTo(edge.root());
        assertThat(new ProofBuilder(reader).root(65_537)).isEqualTo(TreeHash.root(leafHashes.subList(0, 65_537)));
    }

    /** The example of C2SP tlog-tiles: a tree of 70,000, and one of 256. */
    @Test
    void tilesAreThoseOfTheExampleInTheSpecification() {
        grow(70_000, 1000);

        assertThat(widths(0)).hasSize(274).endsWith(256, 112);
        assertThat(widths(1)).containsExactly(256, 17);
        assertThat(widths(2)).containsExactly(1);
        assertThat(tiles).hasSize(277);

        tiles.clear();
        grow(256, 256);

        assertThat(widths(0)).containsExactly(256);
        assertThat(widths(1)).containsExactly(1);
    }

    private List<Integer> widths(int level) {
        return tiles.values().stream()
                .filter(tile -> tile.level() == level)
                .sorted(Comparator.comparingLong(Tile::index))
                .map(Tile::width)
                .toList();
    }

    @Test
    void aProofWithAnythingChangedFails() {
        List<byte[]> leafHashes = grow(7, 7);
        byte[] root = TreeHash.root(leafHashes);
        List<byte[]> path = new ProofBuilder(reader).inclusion(3, 7);
        List<byte[]> shorter = path.subList(0, 2);
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(root);

        assertFails(leafHashes.get(3), 2, 7, path, root);
        assertFails(leafHashes.get(2), 3, 7, path, root);
        assertFails(leafHashes.get(3), 7, 7, path, root);
        assertFails(leafHashes.get(3), -1, 7, path, root);
        assertFails(leafHashes.get(3), 3, 7, shorter, root);
        assertFails(leafHashes.get(3), 3, 7, longer, root);
        assertFails(leafHashes.get(3), 3, 7, path, leafHashes.get(0));
        // The last leaf's path is shorter than others; a verifier that forgets to count down would take it for leaf 2
        // of 3.
        assertFails(leafHashes.get(6), 6, 8, new ProofBuilder(reader).inclusion(6, 7), root);
    }

    private static void assertFails(byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
        assertThatThrownBy(() -> ProofVerifier.inclusion(leaf, index, size, path, root))
                .isInstanceOf(ProofFailed.class);
    }

    private List<byte[]> grow(int size, int step) {
        List<byte[]> leafHashes = leaves(size);
        TreeEdge edge = TreeEdge.empty();
        for (int at = 0; at < size; at += step) {
            edge = append(edge, leafHashes.subList(at, Math.min(at + step, size)));
        }
        return leafHashes;
    }

    private TreeEdge append(TreeEdge edge, List<byte[]> leafHashes) {
        TreeEdge.Growth growth = edge.append(leafHashes);
        growth.tiles().forEach(tile -> tiles.put(tile.level() + "/" + tile.index(), tile));
        return growth.edge();
    }

    private static List<byte[]> leaves(int count) {
        List<byte[]> leafHashes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leafHashes.add(TreeHash.ofLeaf(new byte[] {(byte) (i >> 16), (byte) (i >> 8), (byte) i}));
        }
        return leafHashes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
