package org.trapline.evidence.mail;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Files inside text between {@code begin} and {@code end}, older than MIME and still sent. */
final class Uuencode {

    private Uuencode() {}

    /** The next file in a region from a line start on, null when there is none that is well begun. */
    static @Nullable File next(Region region, int from) {
        for (int at = from; at < region.to(); at = region.lineEnd(at)) {
            if (region.bytes()[at] == 'b' && region.startsWith("begin ", at)) {
                int end = region.lineEnd(at);
                String line = Charsets.guess(Arrays.copyOfRange(region.bytes(), at, Math.min(end, at + 300)));
                String[] words = line.strip().split(" ", 3);
                if (words.length == 3 && words[1].matches("[0-7]{3,4}") && isData(region, end)) {
                    return new File(words[2], at, end, dataEnd(region, end));
                }
            }
        }
        return null;
    }

    static TransferEncoding.Decoded decode(Region region, int most) {
        File file = next(region, region.from());
        int from = file == null ? region.from() : file.data();
        int to = file == null ? region.to() : file.end();
        byte[] out = new byte[(int) Math.min(most, (to - from) * 3L / 4 + 3)];
        int count = 0;
        for (int at = from; at < to && isData(region, at); at = region.lineEnd(at)) {
            int length = value(region, at);
            for (int i = 0; i < length; i++) {
                int group = at + 1 + i / 3 * 4 + i % 3;
                int pair = value(region, group) << 6 | value(region, group + 1);
                byte b = (byte) (pair >> (4 - i % 3 * 2));
                if (count < out.length) {
                    out[count] = b;
                }
                count++;
            }
        }
        return new TransferEncoding.Decoded(Arrays.copyOf(out, Math.min(count, out.length)), count);
    }

    private static int value(Region region, int at) {
        return at < region.to() ? region.bytes()[at] - 32 & 63 : 0;
    }

    private static int dataEnd(Region region, int from) {
        int at = from;
        while (at < region.to() && isData(region, at)) {
            at = region.lineEnd(at);
        }
        while (region.isBlank(at) || (at < region.to() && region.bytes()[at] == '`')) {
            at = region.lineEnd(at);
        }
        return region.startsWith("end", at) ? region.lineEnd(at) : at;
    }

    /** A line's first character says how many bytes it holds, and so how long it must be; blanks at its end may be gone. */
    private static boolean isData(Region region, int at) {
        if (at >= region.to() || region.bytes()[at] <= ' ' || region.bytes()[at] > '`') {
            return false;
        }
        int length = value(region, at);
        int end = region.lineEnd(at);
        while (end > at && (region.bytes()[end - 1] == '\n' || region.bytes()[end - 1] == '\r')) {
            end--;
        }
        int needed = (length * 4 + 2) / 3;
        return length > 0 && end - at - 1 >= needed - 2 && end - at - 1 <= (length + 2) / 3 * 4 + 2;
    }

    /**
     * @param name as the line says
     * @param start of the line {@code begin}
     * @param data of the first line of data
     * @param end after the line {@code end}
     */
    record File(String name, int start, int data, int end) {}
}
