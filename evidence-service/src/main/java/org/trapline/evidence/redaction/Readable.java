package org.trapline.evidence.redaction;

import java.util.HashSet;
import java.util.Set;

/**
 * Collects what can be read out of bytes that are noise for the most part: runs of characters that may hold a name, or one
 * that is written in still another way. One run a line.
 */
final class Readable {

    /** No name that is looked for by its letters is shorter. */
    private static final int LEAST_LETTERS = 5;

    /** A run of as many characters may be a name that is written in still another way. */
    private static final int LEAST_CHARACTERS = 10;

    private static final int NONE = 0;
    private static final int SIGN = 1;
    private static final int LETTER = 2;
    private static final int LEAD = 3;
    private static final int INSIDE = 4;
    private static final byte[] KINDS = kinds();
    private static final boolean[] PAIRS = pairs();

    private final Set<Place> kept = new HashSet<>();
    private View.Builder shortRuns = new View.Builder(256);
    private View.Builder longRuns = new View.Builder(256);

    private record Place(long hash, int from) {}

    /** Whether two bytes may follow each other in something readable. */
    static boolean pair(int first, int second) {
        return PAIRS[first << 8 | second];
    }

    /** Whether both are ASCII. */
    static boolean plain(int first, int second) {
        return (KINDS[first] == SIGN || KINDS[first] == LETTER) && (KINDS[second] == SIGN || KINDS[second] == LETTER);
    }

    /** Whether a run is long enough to hold a name. */
    static boolean worth(byte[] bytes, int start, int end) {
        if (end - start < LEAST_LETTERS) {
            return false;
        }
        int letters = 0;
        for (int i = start; i < end; i++) {
            int kind = KINDS[bytes[i] & 0xff];
            letters += kind == LETTER || kind == LEAD ? 1 : 0;
        }
        return letters >= LEAST_LETTERS
                || (end - start >= LEAST_CHARACTERS && characters(bytes, start, end) >= LEAST_CHARACTERS);
    }

    private static int characters(byte[] bytes, int start, int end) {
        int characters = 0;
        for (int i = start; i < end; i++) {
            characters += bytes[i] != 0 && KINDS[bytes[i] & 0xff] != INSIDE ? 1 : 0;
        }
        return characters;
    }

    /** Takes a run that is worth it, each byte with the place that it was made of. */
    void run(byte[] bytes, int[] from, int[] to, int start, int end) {
        int characters = characters(bytes, start, end);
        View.Builder runs = characters < LEAST_CHARACTERS ? shortRuns : longRuns;
        int begin = runs.size();
        for (int i = start; i < end; i++) {
            if (bytes[i] != 0) {
                runs.add(bytes[i], from[i], to[i]);
            }
        }
        if (kept.add(new Place(runs.hash(begin), runs.from(begin)))) {
            runs.add((byte) '\n', from[end - 1], to[end - 1]);
        } else {
            runs.cut(begin);
        }
    }

    /** Takes the runs of a text. */
    void runs(View text) {
        byte[] bytes = text.data();
        int start = 0;
        for (int i = 1; i <= bytes.length; i++) {
            if (i == bytes.length || !plain(bytes[i - 1] & 0xff, bytes[i] & 0xff)) {
                if (worth(bytes, start, i)) {
                    text.run(start, i, this);
                }
                start = i;
            }
        }
    }

    /** The runs that are too short for anything but a name as it stands. */
    View takeShort() {
        View taken = shortRuns.done();
        shortRuns = new View.Builder(256);
        return taken;
    }

    View takeLong() {
        View taken = longRuns.done();
        longRuns = new View.Builder(256);
        return taken;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int b = 0; b < 256; b++) {
            boolean letter = (b >= '0' && b <= '9') || ((b | 0x20) >= 'a' && (b | 0x20) <= 'z' && b < 0x80);
            kinds[b] = (byte)
                    (letter
                            ? LETTER
                            : (b >= ' ' && b < 0x7f) || b == 0 || b == '\t' || b == '\n' || b == '\r'
                                    ? SIGN
                                    : b >= 0x80 && b < 0xc0 ? INSIDE : NONE);
        }
        // The UTF-8 blocks that hold forms of Latin letters, combining marks and what is not seen.
        for (int lead : new int[] {0xc2, 0xc3, 0xc4, 0xc5, 0xcc, 0xcd, 0xe1, 0xe2, 0xef, 0xf0, 0xf3}) {
            kinds[lead] = LEAD;
        }
        return kinds;
    }

    private static boolean[] pairs() {
        boolean[] pairs = new boolean[1 << 16];
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                int kind = KINDS[first];
                int next = KINDS[second];
                pairs[first << 8 | second] = kind == LEAD
                        ? next == INSIDE
                        : kind != NONE && next != NONE && (next != INSIDE || kind == INSIDE);
            }
        }
        return pairs;
    }
}
