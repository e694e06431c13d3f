package org.trapline.verifier;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/** The hashes of a Merkle tree as RFC 6962 section 2.1 (RFC 9162 section 2.1.1) defines them, with SHA-256. */
public final class TreeHash {

    /** Bytes of one hash. */
    public static final int SIZE = 32;

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private TreeHash() {}

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The hash of the tree without leaves. */
    public static byte[] ofNothing() {
        return sha256().digest();
    }

    public static byte[] ofLeaf(byte[] data) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return digest.digest(data);
    }

    public static byte[] ofNode(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    /** The root over leaf hashes in order. */
    public static byte[] root(List<byte[]> leafHashes) {
        if (leafHashes.isEmpty()) {
            return ofNothing();
        }
        MessageDigest digest = sha256();
        byte[] node = new byte[1 + 2 * SIZE];
        node[0] = NODE;
        byte[][] level = leafHashes.toArray(byte[][]::new);
        int width = level.length;
        while (width > 1) {
            // A last node without a sibling moves up as it is: the same tree as the RFC's split at the largest power of
            // two.
            for (int i = 0; i + 1 < width; i += 2) {
                System.arraycopy(level[i], 0, node, 1, SIZE);
                System.arraycopy(level[i + 1], 0, node, 1 + SIZE, SIZE);
                level[i / 2] = digest.digest(node);
            }
            if (width % 2 == 1) {
                level[width / 2] = level[width - 1];
            }
            width = (width + 1) / 2;
        }
        return level[0];
    }

    /** The root of a complete subtree whose {@code count} (a power of two) hashes stand one after the other. */
    public static byte[] root(byte[] hashes, int from, int count) {
        byte[][] level = new byte[count][];
        for (int i = 0; i < count; i++) {
            int at = (from + i) * SIZE;
            level[i] = Arrays.copyOfRange(hashes, at, at + SIZE);
        }
        return root(Arrays.asList(level));
    }
}
