package org.trapline.evidence.redaction;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Bytes of some parts put one after the other, and which part each comes from. */
final class Excerpt {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Run> runs = new ArrayList<>();

    private record Run(int start, int part) {}

    void add(int part, byte[] source, int from, int to) {
        runs.add(new Run(bytes.size(), part));
        bytes.write(source, from, to - from);
    }

    /** Keeps what was added apart from what follows. */
    void apart() {
        bytes.write('\n');
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Marks the parts that a range of the bytes comes from. */
    void touched(int from, int to, BitSet parts) {
        int low = 0;
        int high = runs.size();
        while (high - low > 1) {
            int middle = (low + high) / 2;
            low = runs.get(middle).start <= from ? middle : low;
            high = runs.get(middle).start <= from ? high : middle;
        }
        for (int k = low; k < runs.size() && runs.get(k).start < to; k++) {
            parts.set(runs.get(k).part);
        }
    }
}
