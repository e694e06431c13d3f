package org.trapline.evidence.redaction;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Byte strings that are looked for in one pass. */
final class Needles {

    private static final int NONE = -1;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final List<byte[]> strings;
    private final int[] first;
    private final int[] next;
    private final int shift;
    /** A small sieve before the table, which does not fit into a near cache. */
    private final long[] sieve;

    private final int sieveShift;

    private final int least;
    private final long mask;

    /** @param least of the lengths of all, up to 8: the more, the quicker */
    Needles(Collection<byte[]> strings, int least) {
        this.least = least;
        mask = -1L >>> 64 - 8 * least;
        this.strings = List.copyOf(strings);
        int bits = Math.max(12, 35 - Integer.numberOfLeadingZeros(this.strings.size()));
        shift = 64 - bits;
        int sieveBits = Math.min(20, Math.max(16, bits + 1));
        sieveShift = 64 - sieveBits;
        sieve = new long[1 << sieveBits - 6];
        first = new int[1 << bits];
        next = new int[this.strings.size()];
        Arrays.fill(first, NONE);
        for (int i = 0; i < next.length; i++) {
            byte[] string = this.strings.get(i);
            if (string.length < least) {
                throw new IllegalArgumentException("Too short to be looked for: " + string.length + " bytes");
            }
            long key = 0;
            for (int b = 0; b < least; b++) {
                key = key << 8 | string[b] & 0xff;
            }
            long mixed = key * MIX;
            int slot = (int) (mixed >>> shift);
            sieve[(int) (mixed >>> sieveShift + 6)] |= 1L << (mixed >>> sieveShift);
            next[i] = first[slot];
            first[slot] = i;
        }
    }

    /** Takes a match in the searched bytes. */
    @FunctionalInterface
    interface Match {
        void at(int start, int end);
    }

    void find(byte[] data, int length, Match match) {
        long key = 0;
        for (int i = 0; i < length; i++) {
            key = (key << 8 | data[i] & 0xff) & mask;
            long mixed = key * MIX;
            if ((sieve[(int) (mixed >>> sieveShift + 6)] >>> (mixed >>> sieveShift) & 1) != 0 && i >= least - 1) {
                compare(data, length, i - least + 1, first[(int) (mixed >>> shift)], match);
            }
        }
    }

    private void compare(byte[] data, int length, int start, int candidate, Match match) {
        for (int string = candidate; string != NONE; string = next[string]) {
            byte[] bytes = strings.get(string);
            int end = start + bytes.length;
            if (end <= length && Arrays.equals(data, start, end, bytes, 0, bytes.length)) {
                match.at(start, end);
            }
        }
    }
}
