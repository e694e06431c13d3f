package org.trapline.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofVerifierTest {

    private static final int LARGEST = 300;

    /** Sizes about the powers of two, where the paths change their shape. */
    private static final List<Integer> SHAPES = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 31, 32, 33);

    private final ReferenceTree tree = ReferenceTree.of(LARGEST);

    @Test
    void everyLeafOfEverySizeIsProved() throws ProofFailed {
        for (int size = 1; size <= LARGEST; size++) {
            for (int index = 0; index < size; index++) {
                ProofVerifier.inclusion(tree.leafHash(index), index, size, tree.path(index, size), tree.root(size));
            }
        }
    }

    @Test
    void everySizeIsTheBeginningOfEveryLaterOne() throws ProofFailed {
        for (int second = 0; second <= LARGEST; second++) {
            for (int first = 0; first <= second; first++) {
                ProofVerifier.consistency(
                        first, tree.root(first), second, tree.root(second), tree.proof(first, second));
            }
        }
    }

    @Test
    void everyBitOfAnInclusionProofCounts() {
        for (int size : SHAPES) {
            for (int index = 0; index < size; index++) {
                List<byte[]> path = tree.path(index, size);
                byte[] leaf = tree.leafHash(index);
                byte[] root = tree.root(size);
                for (List<byte[]> changed : changes(path)) {
                    assertNotIncluded(leaf, index, size, changed, root);
                }
                for (byte[] changed : flips(leaf)) {
                    assertNotIncluded(changed, index, size, path, root);
                }
                for (byte[] changed : flips(root)) {
                    assertNotIncluded(leaf, index, size, path, changed);
                }
                for (int bit = 0; bit < 64; bit++) {
                    assertNotIncluded(leaf, index ^ (1L << bit), size, path, root);
                }
            }
        }
    }

    @Test
    void everyBitOfAConsistencyProofCounts() {
        for (int second : SHAPES) {
            for (int first = 1; first <= second; first++) {
                List<byte[]> proof = tree.proof(first, second);
                byte[] firstRoot = tree.root(first);
                byte[] secondRoot = tree.root(second);
                for (List<byte[]> changed : changes(proof)) {
                    assertNotConsistent(first, firstRoot, second, secondRoot, changed);
                }
                for (byte[] changed : flips(firstRoot)) {
                    assertNotConsistent(first, changed, second, secondRoot, proof);
                }
                for (byte[] changed : flips(secondRoot)) {
                    assertNotConsistent(first, firstRoot, second, changed, proof);
                }
            }
        }
    }

    /** A proof does not hold the size; it is the checkpoint's signature that ties the size to the root. */
    @Test
    void aProofIsOfTheSizeThatItsCheckpointSigns() throws ProofFailed {
        Checkpoint seven = new Checkpoint("log.example", 7, tree.root(7), "");
        Checkpoint three = new Checkpoint("log.example", 3, tree.root(3), "");

        ProofVerifier.inclusion(tree.leafHash(4), 4, tree.path(4, 7), seven);
        ProofVerifier.consistency(three, seven, tree.proof(3, 7));

        for (long size : List.of(0L, 1L, 4L, 8L, 16L, 7L | 1L << 40, -7L, Long.MIN_VALUE | 7L)) {
            assertNotIncluded(tree.leafHash(6), 6, size, tree.path(6, 7), tree.root(7));
        }
    }

    @Test
    void theEmptyTreeHasNoLeavesAndBeginsEveryTree() throws ProofFailed {
        byte[] nothing = TreeHash.ofNothing();

        ProofVerifier.consistency(0, nothing, 0, nothing, List.of());
        ProofVerifier.consistency(0, nothing, 5, tree.root(5), List.of());

        assertNotIncluded(nothing, 0, 0, List.of(), nothing);
        assertNotConsistent(0, tree.root(1), 5, tree.root(5), List.of());
        assertNotConsistent(0, nothing, 0, tree.root(1), List.of());
        assertNotConsistent(0, nothing, 5, tree.root(5), List.of(nothing));
    }

    @Test
    void refusesSizesThatDoNotGrowAndPathsThatDoNotBelong() {
        assertNotConsistent(2, tree.root(2), 1, tree.root(1), List.of());
        assertNotConsistent(1, tree.root(1), 0, TreeHash.ofNothing(), List.of());
        assertNotConsistent(-1, tree.root(1), 5, tree.root(5), List.of());
        assertNotConsistent(1, tree.root(1), 2, tree.root(2), List.of());
        assertNotConsistent(4, tree.root(4), 4, tree.root(3), List.of());
        assertNotConsistent(4, tree.root(4), 4, tree.root(4), List.of(tree.root(4)));
        assertNotIncluded(tree.leafHash(0), 1, 1, List.of(), tree.root(1));
        assertNotIncluded(tree.leafHash(0), -1, 1, List.of(), tree.root(1));
        assertNotIncluded(new byte[0], 0, 1, List.of(), new byte[0]);
    }

    /** RFC 9162 section 2.1.5, with its names for the nodes of the tree of seven. */
    @Test
    void proofsAreThoseOfTheExampleInTheRfc() throws ProofFailed {
        byte[] b = tree.hash(1, 2);
        byte[] c = tree.hash(2, 3);
        byte[] d = tree.hash(3, 4);
        byte[] f = tree.hash(5, 6);
        byte[] g = tree.hash(0, 2);
        byte[] h = tree.hash(2, 4);
        byte[] i = tree.hash(4, 6);
        byte[] j = tree.hash(6, 7);
        byte[] k = tree.hash(0, 4);
        byte[] l = tree.hash(4, 7);

        ProofVerifier.inclusion(tree.leafHash(0), 0, 7, List.of(b, h, l), tree.root(7));
        ProofVerifier.inclusion(tree.leafHash(3), 3, 7, List.of(c, g, l), tree.root(7));
        ProofVerifier.inclusion(tree.leafHash(4), 4, 7, List.of(f, j, k), tree.root(7));
        ProofVerifier.inclusion(tree.leafHash(6), 6, 7, List.of(i, k), tree.root(7));
        ProofVerifier.consistency(3, tree.root(3), 7, tree.root(7), List.of(c, d, g, l));
        ProofVerifier.consistency(4, tree.root(4), 7, tree.root(7), List.of(l));
        ProofVerifier.consistency(6, tree.root(6), 7, tree.root(7), List.of(i, j, k));
    }

    /** The inputs, roots and proofs that the Certificate Transparency implementations share as their test vectors. */
    @Test
    void acceptsTheVectorsOfCertificateTransparency() throws ProofFailed {
        List<byte[]> entries = new ArrayList<>();
        for (String entry : List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")) {
            entries.add(HexFormat.of().parseHex(entry));
        }
        ReferenceTree shared = new ReferenceTree(entries);
        List<byte[]> roots = hashes(
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        for (int size = 1; size <= 8; size++) {
            List<byte[]> leaves =
                    entries.subList(0, size).stream().map(TreeHash::ofLeaf).toList();
            assertThat(TreeHash.root(leaves)).isEqualTo(roots.get(size - 1)).isEqualTo(shared.root(size));
        }
        String n1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
        String n2to3 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
        String n4to7 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
        String n4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
        String n4to5 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
        String n6to7 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
        String n6 = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";
        String n0to3 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";

        ProofVerifier.inclusion(shared.leafHash(0), 0, 8, hashes(n1, n2to3, n4to7), roots.get(7));
        ProofVerifier.inclusion(shared.leafHash(5), 5, 8, hashes(n4, n6to7, n0to3), roots.get(7));
        ProofVerifier.inclusion(
                shared.leafHash(2),
                2,
                3,
                hashes("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
                roots.get(2));
        ProofVerifier.inclusion(
                shared.leafHash(1),
                1,
                5,
                hashes("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", n2to3, n4),
                roots.get(4));
        ProofVerifier.consistency(1, roots.get(0), 1, roots.get(0), List.of());
        ProofVerifier.consistency(1, roots.get(0), 8, roots.get(7), hashes(n1, n2to3, n4to7));
        ProofVerifier.consistency(6, roots.get(5), 8, roots.get(7), hashes(n4to5, n6to7, n0to3));
        ProofVerifier.consistency(2, roots.get(1), 5, roots.get(4), hashes(n2to3, n4));
        ProofVerifier.consistency(6, roots.get(5), 7, roots.get(6), hashes(n4to5, n6, n0to3));
    }

    /** The path with one bit turned, one node left out, one node too many, and nodes of another length. */
    private static List<List<byte[]>> changes(List<byte[]> path) {
        List<List<byte[]>> changes = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            for (byte[] flipped : flips(path.get(i))) {
                changes.add(with(path, i, flipped));
            }
            changes.add(with(path, i, new byte[31]));
            List<byte[]> shorter = new ArrayList<>(path);
            shorter.remove(i);
            changes.add(shorter);
        }
        for (int i = 0; i <= path.size(); i++) {
            List<byte[]> longer = new ArrayList<>(path);
            longer.add(i, TreeHash.ofNothing());
            changes.add(longer);
            List<byte[]> empty = new ArrayList<>(path);
            empty.add(i, new byte[0]);
            changes.add(empty);
        }
        return changes;
    }

    private static List<byte[]> with(List<byte[]> path, int at, byte[] node) {
        List<byte[]> changed = new ArrayList<>(path);
        changed.set(at, node);
        return changed;
    }

    private static List<byte[]> flips(byte[] hash) {
        List<byte[]> flips = new ArrayList<>();
        for (int bit = 0; bit < hash.length * 8; bit++) {
            byte[] flipped = hash.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            flips.add(flipped);
        }
        return flips;
    }

    private static List<byte[]> hashes(String... hex) {
        List<byte[]> hashes = new ArrayList<>();
        for (String hash : hex) {
            hashes.add(HexFormat.of().parseHex(hash));
        }
        return hashes;
    }

    private static void assertNotIncluded(byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
        assertThatThrownBy(() -> ProofVerifier.inclusion(leaf, index, size, path, root))
                .isInstanceOf(ProofFailed.class);
    }

    private static void assertNotConsistent(
            long first, byte[] firstRoot, long second, byte[] secondRoot, List<byte[]> path) {
        assertThatThrownBy(() -> ProofVerifier.consistency(first, firstRoot, second, secondRoot, path))
                .isInstanceOf(ProofFailed.class);
    }
}
