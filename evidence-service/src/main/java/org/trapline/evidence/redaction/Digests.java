package org.trapline.evidence.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The beginnings of hashes of names, as bytes and as digits of each notation: a hash written in digits is found without
 * decoding them.
 *
 * @param raw the bytes
 * @param byBits by the bits of a digit
 */
record Digests(Needles raw, Map<Integer, Needles> byBits) {

    private static final List<String> ALGORITHMS =
            List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "SHA3-256");

    /** Hashes that are cut short are found when they are this long. */
    private static final int BYTES = 8;

    static Digests of(Collection<String> texts) {
        List<byte[]> hashes = new ArrayList<>();
        for (String algorithm : ALGORITHMS) {
            try {
                MessageDigest digest = MessageDigest.getInstance(algorithm);
                texts.forEach(text -> hashes.add(digest.digest(text.getBytes(UTF_8))));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java 17 platform has " + algorithm, e);
            }
        }
        return new Digests(
                new Needles(
                        hashes.stream().map(hash -> Arrays.copyOf(hash, BYTES)).toList(), BYTES),
                Map.of(
                        4,
                        packed(hashes, 4),
                        5,
                        packed(hashes, 5),
                        6,
                        packed(hashes, 6),
                        Digits.FIVE_FOR_FOUR,
                        base85(hashes)));
    }

    /** @param bits more than one: four binary digits are too few to begin with */
    Needles digits(int bits) {
        return byBits.get(bits);
    }

    /** The digits that are made of the hash alone, for each place within a digit where it may begin. */
    private static Needles packed(List<byte[]> hashes, int bits) {
        List<byte[]> digits = new ArrayList<>();
        for (byte[] hash : hashes) {
            for (int skipped = 0; skipped < bits; skipped += bits == 6 ? 2 : bits == 4 ? 4 : 1) {
                byte[] made = new byte[(8 * BYTES - skipped) / bits];
                for (int i = 0; i < made.length; i++) {
                    int value = 0;
                    for (int bit = skipped + i * bits; bit < skipped + (i + 1) * bits; bit++) {
                        value = value << 1 | hash[bit / 8] >> 7 - bit % 8 & 1;
                    }
                    made[i] = (byte) value;
                }
                digits.add(made);
            }
        }
        return new Needles(digits, BYTES);
    }

    /** Two whole groups, wherever in a group the hash may begin. */
    private static Needles base85(List<byte[]> hashes) {
        List<byte[]> digits = new ArrayList<>();
        for (byte[] hash : hashes) {
            for (int skipped = 0; skipped < 4; skipped++) {
                byte[] made = new byte[10];
                for (int group = 0; group < 2; group++) {
                    long value = 0;
                    for (int b = 0; b < 4; b++) {
                        value = value << 8 | hash[skipped + group * 4 + b] & 0xff;
                    }
                    for (int d = 4; d >= 0; d--, value /= 85) {
                        made[group * 5 + d] = (byte) (value % 85);
                    }
                }
                digits.add(made);
            }
        }
        return new Needles(digits, BYTES);
    }
}
