package org.trapline.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** RFC 9162 sections 2.1.1, 2.1.3.1 and 2.1.4.1 written down as they stand there: slow, and nothing to get wrong. */
final class ReferenceTree {

    private final List<byte[]> entries;
    private final Map<List<Integer>, byte[]> known = new HashMap<>();

    ReferenceTree(List<byte[]> entries) {
        this.entries = entries;
    }

    /** Entries that differ. */
    static ReferenceTree of(int size) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            entries.add(new byte[] {(byte) (i >> 8), (byte) i});
        }
        return new ReferenceTree(entries);
    }

    byte[] leafHash(int index) {
        return hash(index, index + 1);
    }

    byte[] root(int size) {
        return hash(0, size);
    }

    /** MTH(D[from:to]). */
    byte[] hash(int from, int to) {
        byte[] hash = known.get(List.of(from, to));
        if (hash == null) {
            int n = to - from;
            int k = Integer.highestOneBit(Math.max(n - 1, 1));
            hash = switch (n) {
                case 0 -> TreeHash.sha256().digest();
                case 1 -> digest(0, entries.get(from), new byte[0]);
                default -> digest(1, hash(from, from + k), hash(from + k, to));
            };
            known.put(List.of(from, to), hash);
        }
        return hash;
    }

    private static byte[] digest(int prefix, byte[] left, byte[] right) {
        var digest = TreeHash.sha256();
        digest.update((byte) prefix);
        digest.update(left);
        return digest.digest(right);
    }

    /** PATH(m, D_n). */
    List<byte[]> path(int m, int n) {
        List<byte[]> path = new ArrayList<>();
        path(m, 0, n, path);
        return path;
    }

    private void path(int m, int from, int to, List<byte[]> path) {
        int n = to - from;
        if (n == 1) {
            return;
        }
        int k = Integer.highestOneBit(n - 1);
        if (m < k) {
            path(m, from, from + k, path);
            path.add(hash(from + k, to));
        } else {
            path(m - k, from + k, to, path);
            path.add(hash(from, from + k));
        }
    }

    /** PROOF(m, D_n); for equal sizes nothing. */
    List<byte[]> proof(int m, int n) {
        List<byte[]> proof = new ArrayList<>();
        if (m > 0) {
            subproof(m, 0, n, true, proof);
        }
        return proof;
    }

    private void subproof(int m, int from, int to, boolean b, List<byte[]> proof) {
        int n = to - from;
        if (m == n) {
            if (!b) {
                proof.add(hash(from, to));
            }
            return;
        }
        int k = Integer.highestOneBit(n - 1);
        if (m <= k) {
            subproof(m, from, from + k, b, proof);
            proof.add(hash(from + k, to));
        } else {
            subproof(m - k, from + k, to, false, proof);
            proof.add(hash(from, from + k));
        }
    }
}
