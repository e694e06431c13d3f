package org.trapline.verifier;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Verifies proofs by RFC 9162 sections 2.1.3.2 and 2.1.4.2, every check included. Without an exception the proof holds.
 *
 * <p>A path does not always hold the size of its tree: leaf 0 has the same path shape in trees of 5 to 8. Take size and root
 * from one checkpoint, whose signature ties them together.
 */
public final class ProofVerifier {

    private ProofVerifier() {}

    /**
     * Verifies that a leaf is in the tree of a checkpoint.
     *
     * @throws ProofFailed when it is not, or the path does not show it
     */
    public static void inclusion(byte[] leafHash, long index, List<byte[]> path, Checkpoint checkpoint)
            throws ProofFailed {
        inclusion(leafHash, index, checkpoint.size(), path, checkpoint.root());
    }

    /**
     * Verifies that the log of one checkpoint is the beginning of the log of the other.
     *
     * @throws ProofFailed when it is not, or they are of two logs
     */
    public static void consistency(Checkpoint first, Checkpoint second, List<byte[]> path) throws ProofFailed {
        if (!first.origin().equals(second.origin())) {
            throw new ProofFailed("checkpoints of two logs: " + first.origin() + " and " + second.origin());
        }
        consistency(first.size(), first.root(), second.size(), second.root(), path);
    }

    /**
     * Verifies that a leaf is in a tree.
     *
     * @throws ProofFailed when the index is not in the tree, the path is too long or too short, or the roots differ
     */
    public static void inclusion(byte[] leafHash, long index, long size, List<byte[]> path, byte[] root)
            throws ProofFailed {
        requireHashes(path, leafHash, root);
        if (index < 0 || index >= size) {
            throw new ProofFailed("leaf " + index + " is not in a tree of " + size);
        }
        long fn = index;
        long sn = size - 1;
        byte[] r = leafHash;
        for (byte[] p : path) {
            if (sn == 0) {
                throw new ProofFailed("the inclusion path is too long");
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = TreeHash.ofNode(p, r);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = TreeHash.ofNode(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        if (sn != 0) {
            throw new ProofFailed("the inclusion path is too short");
        }
        if (!MessageDigest.isEqual(r, root)) {
            throw new ProofFailed("the inclusion path leads to another root");
        }
    }

    /**
     * Verifies that the smaller tree is the beginning of the larger one. The empty tree is the beginning of every tree, which
     * takes no path.
     *
     * @throws ProofFailed when it is not, or when the path is not one for these sizes
     */
    public static void consistency(long first, byte[] firstRoot, long second, byte[] secondRoot, List<byte[]> path)
            throws ProofFailed {
        requireHashes(path, firstRoot, secondRoot);
        if (first < 0 || first > second) {
            throw new ProofFailed("no consistency from " + first + " to " + second);
        }
        if (first == 0 || first == second) {
            byte[] expected = first == 0 ? TreeHash.ofNothing() : secondRoot;
            if (!path.isEmpty()
                    || !MessageDigest.isEqual(firstRoot, expected)
                    || (second == 0 && !MessageDigest.isEqual(secondRoot, expected))) {
                throw new ProofFailed("two roots for one size, or a path where none belongs");
            }
            return;
        }
        if (path.isEmpty()) {
            throw new ProofFailed("the consistency path is empty");
        }
        List<byte[]> nodes = new ArrayList<>(path);
        if (Long.bitCount(first) == 1) {
            nodes.add(0, firstRoot);
        }
        long fn = first - 1;
        long sn = second - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        byte[] fr = nodes.get(0);
        byte[] sr = fr;
        for (byte[] c : nodes.subList(1, nodes.size())) {
            if (sn == 0) {
                throw new ProofFailed("the consistency path is too long");
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = TreeHash.ofNode(c, fr);
                sr = TreeHash.ofNode(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = TreeHash.ofNode(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        if (sn != 0) {
            throw new ProofFailed("the consistency path is too short");
        }
        if (!MessageDigest.isEqual(fr, firstRoot) || !MessageDigest.isEqual(sr, secondRoot)) {
            throw new ProofFailed("the consistency path leads to other roots");
        }
    }

    /** Of another length, two nodes could be joined to the bytes of two others. */
    private static void requireHashes(List<byte[]> path, byte[]... roots) throws ProofFailed {
        for (byte[] root : roots) {
            requireHash(root);
        }
        for (byte[] node : path) {
            requireHash(node);
        }
    }

    private static void requireHash(byte[] hash) throws ProofFailed {
        if (hash.length != TreeHash.SIZE) {
            throw new ProofFailed("not a SHA-256 hash: " + hash.length + " bytes");
        }
    }
}
