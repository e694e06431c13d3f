package org.trapline.evidence.findings;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A uniform random sample without replacement that anyone can draw again: the members are put in the order of
 * {@code SHA-256(seed || position)}, positions as 8 bytes, big endian, and the first ones are taken.
 */
final class Draw {

    private Draw() {}

    /** The members drawn, in the order in which they were drawn. */
    static <T extends Member> List<T> of(byte[] seed, List<T> population, int size) {
        return population.stream()
                .map(m -> new Lot<>(m, hash(seed, m.position())))
                .sorted(Comparator.comparing(Lot::hash, Arrays::compareUnsigned))
                .limit(size)
                .map(Lot::member)
                .toList();
    }

    private static byte[] hash(byte[] seed, long position) {
        MessageDigest digest = sha256();
        digest.update(seed);
        return digest.digest(ByteBuffer.allocate(8).putLong(position).array());
    }

    /** SHA-256 over the positions in ascending order, 8 bytes each. */
    static byte[] fingerprint(List<? extends Member> population) {
        MessageDigest digest = sha256();
        population.stream()
                .mapToLong(Member::position)
                .sorted()
                .forEach(p -> digest.update(ByteBuffer.allocate(8).putLong(p).array()));
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Something with a place in the ledger. */
    interface Member {
        long position();
    }

    private record Lot<T>(T member, byte[] hash) {}
}
