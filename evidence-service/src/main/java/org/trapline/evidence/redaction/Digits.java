package org.trapline.evidence.redaction;

/**
 * The digits of one notation for bytes that stand in a text. What is no digit is passed over, and every digit is tried as the
 * first of a group, so that neither line breaks nor what stands before can hide anything. Of what comes out only the readable
 * runs are made: they are found by trying two or three bytes at every digit.
 */
final class Digits {

    /** Stands for the bits of a digit where five digits of base 85 are four bytes. */
    static final int FIVE_FOR_FOUR = 0;

    private static final int BASE = 85;
    private static final long FOURTH = 85L * 85 * 85 * 85;
    private static final int MOST_PHASES = 8;

    private final View view;
    private final int[] places;
    private final byte[] values;
    private final byte[] run;
    private final int[] from;
    private final int[] to;
    private int bits;
    private int count;

    /** For all notations of one text, one after the other. */
    Digits(View view) {
        this.view = view;
        places = new int[view.size()];
        values = new byte[view.size()];
        run = new byte[view.size()];
        from = new int[view.size()];
        to = new int[view.size()];
    }

    /** Begins with a notation. */
    Digits of(int bits) {
        this.bits = bits;
        count = 0;
        return this;
    }

    void add(int value, int place) {
        values[count] = (byte) value;
        places[count++] = place;
    }

    void addAll(int[] valueOf) {
        byte[] data = view.data();
        int added = count;
        for (int i = 0; i < data.length; i++) {
            int value = valueOf[data[i] & 0xff];
            if (value >= 0) {
                values[added] = (byte) value;
                places[added++] = i;
            }
        }
        count = added;
    }

    /** Tells where hashes of names stand. */
    void look(Digests digests, Found found) {
        if (bits != 1) {
            digests.digits(bits)
                    .find(values, count, (start, end) -> view.tell(places[start], places[end - 1] + 1, found));
            return;
        }
        for (int phase = 0; phase < 8; phase++) {
            int first = phase;
            int length = 0;
            for (int k = phase; k + 8 <= count; k += 8) {
                int made = 0;
                for (int bit = 0; bit < 8; bit++) {
                    made = made << 1 | values[k + bit];
                }
                run[length++] = (byte) made;
            }
            digests.raw()
                    .find(
                            run,
                            length,
                            (start, end) ->
                                    view.tell(places[first + 8 * start], places[first + 8 * end - 1] + 1, found));
        }
    }

    void readable(Readable out) {
        if (bits == FIVE_FOR_FOUR) {
            base85(out);
        } else {
            packed(out);
        }
    }

    private void packed(Readable out) {
        // In base 32 a short run may hold no more than two bytes after the start of a group of five.
        int bytes = bits == 5 ? 2 : 3;
        int window = (8 * bytes + bits - 1) / bits;
        int spare = window * bits - 8 * bytes;
        int mask = (1 << window * bits) - 1;
        int phases = bits == 6 ? 4 : bits == 4 ? 2 : MOST_PHASES;
        int[] done = new int[MOST_PHASES];
        int held = 0;
        for (int k = 0; k < count; k++) {
            held = (held << bits | values[k]) & mask;
            int made = held >> spare;
            boolean seed = bytes == 2
                    ? Readable.plain(made >> 8, made & 0xff)
                    : Readable.pair(made >> 8 & 0xff, made & 0xff) && Readable.pair(made >> 16, made >> 8 & 0xff);
            int start = k - window + 1;
            if (seed && start >= 0 && start >= done[start % phases]) {
                done[start % phases] = aroundPacked(start, made >> 8 * (bytes - 1), out);
            }
        }
    }

    /** Makes the run around the start of a group; gives the digit where it ends. */
    private int aroundPacked(int start, int first, Readable out) {
        int begin = start;
        int next = first;
        int waiting = 0;
        int held = 0;
        for (int k = start - 1; k >= 0; k--) {
            waiting |= values[k] << held;
            held += bits;
            if (held >= 8) {
                int made = waiting & 0xff;
                if (!Readable.pair(made, next)) {
                    break;
                }
                run[--begin] = (byte) made;
                next = made;
                waiting >>= 8;
                held -= 8;
            }
        }
        int end = start;
        int before = -1;
        waiting = 0;
        held = 0;
        int k = start;
        for (; k < count; k++) {
            waiting = (waiting << bits | values[k]) & 0xffff;
            held += bits;
            if (held >= 8) {
                held -= 8;
                int made = waiting >> held & 0xff;
                if (before >= 0 && !Readable.pair(before, made)) {
                    break;
                }
                run[end++] = (byte) made;
                before = made;
            }
        }
        if (Readable.worth(run, begin, end)) {
            for (int at = begin; at < end; at++) {
                int bit = (at - start) * 8;
                place(at, start + Math.floorDiv(bit, bits), start + Math.floorDiv(bit + 7, bits));
            }
            out.run(run, from, to, begin, end);
        }
        return k;
    }

    private void base85(Readable out) {
        int[] done = new int[MOST_PHASES];
        long held = 0;
        for (int k = 0; k < count; k++) {
            held = (k < 5 ? held : held - values[k - 5] * FOURTH) * BASE + values[k];
            int start = k - 4;
            if (start >= 0 && start >= done[start % 5] && readable((int) held)) {
                done[start % 5] = around85(start, out);
            }
        }
    }

    private static boolean readable(int group) {
        return Readable.pair(group >>> 24, group >> 16 & 0xff)
                && Readable.pair(group >> 16 & 0xff, group >> 8 & 0xff)
                && Readable.pair(group >> 8 & 0xff, group & 0xff);
    }

    private int around85(int start, Readable out) {
        int begin = start;
        int next = group(start) >>> 24;
        boolean goesOn = true;
        for (int k = start - 5; k >= 0 && goesOn; k -= 5) {
            int group = group(k);
            for (int b = 3; b >= 0 && goesOn; b--) {
                int made = group >> 24 - 8 * b & 0xff;
                goesOn = Readable.pair(made, next);
                if (goesOn) {
                    run[--begin] = (byte) made;
                    next = made;
                }
            }
        }
        int end = start;
        int before = -1;
        int k = start;
        goesOn = true;
        for (; k < count && goesOn; k += 5) {
            int group = group(k);
            int bytes = Math.min(4, count - k - 1);
            for (int b = 0; b < bytes && goesOn; b++) {
                int made = group >> 24 - 8 * b & 0xff;
                goesOn = before < 0 || Readable.pair(before, made);
                if (goesOn) {
                    run[end++] = (byte) made;
                    before = made;
                }
            }
        }
        if (Readable.worth(run, begin, end)) {
            for (int at = begin; at < end; at++) {
                int group = start + Math.floorDiv(at - start, 4) * 5;
                place(at, group, Math.min(group + 4, count - 1));
            }
            out.run(run, from, to, begin, end);
        }
        return k;
    }

    private int group(int start) {
        long group = 0;
        for (int d = 0; d < 5; d++) {
            group = group * BASE + (start + d < count ? values[start + d] : BASE - 1);
        }
        return (int) group;
    }

    private void place(int at, int firstDigit, int lastDigit) {
        // A text that was turned around has its places backwards.
        from[at] = Math.min(view.from(places[firstDigit]), view.from(places[lastDigit]));
        to[at] = Math.max(view.to(places[firstDigit]), view.to(places[lastDigit]));
    }
}
