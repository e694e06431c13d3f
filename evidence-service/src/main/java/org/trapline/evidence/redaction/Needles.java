package org.trapline.evidence.redaction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Byte strings of four or more that are looked for in one pass. */
final class Needles {

    private final Map<Integer, List<byte[]>> byStart = new HashMap<>();
    private final BitSet starts = new BitSet(1 << 16);

    Needles(Collection<byte[]> strings) {
        for (byte[] string : strings) {
            if (string.length < 4) {
                throw new IllegalArgumentException("Too short to be looked for: " + string.length + " bytes");
            }
            int key = key(string, 0);
            byStart.computeIfAbsent(key, k -> new ArrayList<>()).add(string);
            starts.set(mixed(key));
        }
    }

    /** Takes a match in the searched bytes. */
    @FunctionalInterface
    interface Match {
        void at(int start, int end);
    }

    void find(byte[] data, int length, Match match) {
        for (int i = 0; i + 4 <= length; i++) {
            int key = key(data, i);
            if (starts.get(mixed(key))) {
                for (byte[] string : byStart.getOrDefault(key, List.of())) {
                    if (i + string.length <= length && same(data, i, string)) {
                        match.at(i, i + string.length);
                    }
                }
            }
        }
    }

    private static boolean same(byte[] data, int at, byte[] string) {
        for (int i = 4; i < string.length; i++) {
            if (data[at + i] != string[i]) {
                return false;
            }
        }
        return true;
    }

    private static int key(byte[] data, int at) {
        return data[at] << 24 | (data[at + 1] & 0xff) << 16 | (data[at + 2] & 0xff) << 8 | data[at + 3] & 0xff;
    }

    private static int mixed(int key) {
        return key * 0x9e3779b1 >>> 16;
    }
}
