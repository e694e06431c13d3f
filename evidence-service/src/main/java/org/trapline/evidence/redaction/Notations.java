package org.trapline.evidence.redaction;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Ways of writing bytes in letters and digits, and alphabets that are not ASCII. */
final class Notations {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String BASE64 = LETTERS + LETTERS.toLowerCase(Locale.ROOT) + "0123456789";
    private static final int[] STANDARD = digits(BASE64 + "+/");
    private static final int[] URL = digits(BASE64 + "-_");
    private static final int[] ALPHANUMERIC = digits(BASE64);
    private static final int[] UU = digits(" !\"#$%&'()*+,-./0123456789:;<=>?@" + LETTERS + "[\\]^_");
    private static final int[] XX = digits("+-0123456789" + LETTERS + LETTERS.toLowerCase(Locale.ROOT));
    private static final int[] BASE32 = anyCase(digits(LETTERS + "234567"));
    private static final int[] BASE32_HEX = anyCase(digits("0123456789ABCDEFGHIJKLMNOPQRSTUV"));
    private static final int[] CROCKFORD = anyCase(digits("0123456789ABCDEFGHJKMNPQRSTVWXYZ"));
    private static final int[] HEX = anyCase(digits("0123456789ABCDEF"));
    private static final int[] BINARY = digits("01");
    private static final int[] ASCII85 = digits(range('!', 'u'));
    private static final int[] Z85 =
            digits("0123456789abcdefghijklmnopqrstuvwxyz" + LETTERS + ".-:+=^!/*?&<>()[]{}@%$#");

    private static final List<Notation> USUAL =
            List.of(new Notation(STANDARD, 6), new Notation(URL, 6), new Notation(BASE32, 5), new Notation(HEX, 4));
    private static final List<Notation> OTHERS = List.of(
            new Notation(ALPHANUMERIC, 6),
            new Notation(BASE32_HEX, 5),
            new Notation(CROCKFORD, 5),
            new Notation(BINARY, 1),
            new Notation(ASCII85, Digits.FIVE_FOR_FOUR),
            new Notation(Z85, Digits.FIVE_FOR_FOUR));
    private static final List<byte[]> ALPHABETS = alphabets();

    static {
        UU['`'] = 0;
    }

    private Notations() {}

    private record Notation(int[] values, int bits) {}

    /** Reads a text in the notations that are usual. */
    static void readUsual(View view, Digests digests, Found found, Readable out) {
        read(view, new Digits(view), USUAL, digests, found, out);
        codes(view, 10, out);
    }

    /** Reads a text in every notation. */
    static void read(View view, Digests digests, Found found, Readable out) {
        Digits digits = new Digits(view);
        byte[] data = view.data();
        read(view, digits, USUAL, digests, found, out);
        read(view, digits, OTHERS, digests, found, out);
        if (withoutMarks(data, digits.of(4))) {
            digits.look(digests, found);
            digits.readable(out);
        }
        for (int[] values : List.of(UU, XX)) {
            lines(data, values, digits.of(6));
            digits.look(digests, found);
            digits.readable(out);
        }
        codes(view, 10, out);
        codes(view, 8, out);
        for (byte[] alphabet : ALPHABETS) {
            byte[] read = new byte[data.length];
            for (int i = 0; i < data.length; i++) {
                read[i] = alphabet[data[i] & 0xff];
            }
            out.runs(view.with(read));
        }
    }

    private static void read(
            View view, Digits digits, List<Notation> notations, Digests digests, Found found, Readable out) {
        for (Notation notation : notations) {
            digits.of(notation.bits).addAll(notation.values);
            digits.look(digests, found);
            digits.readable(out);
        }
    }

    /** Bytes from base64 as one text, whatever of it is readable. */
    static View base64(View view, int start, int end) {
        View.Builder builder = new View.Builder((end - start) * 3 / 4 + 1);
        int waiting = 0;
        int held = 0;
        int first = start;
        for (int i = start; i < end; i++) {
            int value = STANDARD[view.data()[i] & 0xff];
            if (value < 0) {
                continue;
            }
            first = held == 0 ? i : first;
            waiting = (waiting << 6 | value) & 0xffff;
            held += 6;
            if (held >= 8) {
                held -= 8;
                builder.add((byte) (waiting >> held), view.from(first), view.to(i));
                first = i;
            }
        }
        return builder.done();
    }

    /** Hexadecimal digits without the zeros that mark them as such: of 0x, and of U+00 and its like. */
    private static boolean withoutMarks(byte[] data, Digits digits) {
        boolean marked = false;
        for (int i = 0; i < data.length; i++) {
            int mark = mark(data, i);
            marked |= mark > 0;
            if (mark > 0) {
                i += mark - 1;
            } else if (HEX[data[i] & 0xff] >= 0) {
                digits.add(HEX[data[i] & 0xff], i);
            }
        }
        return marked;
    }

    private static int mark(byte[] data, int at) {
        int c = data[at];
        if (c != '0' && c != '\\' && c != '%' && (c | 0x20) != 'u') {
            return 0;
        }
        int next = at + 1 < data.length ? data[at + 1] : 0;
        if (c == '0') {
            return (next | 0x20) == 'x' ? 2 : 0;
        }
        boolean zeros = at + 3 < data.length && data[at + 2] == '0' && data[at + 3] == '0';
        boolean marks = (c | 0x20) == 'u' ? next == '+' : (next | 0x20) == 'u';
        return marks && zeros ? 4 : 0;
    }

    /** Lines whose first character says how long they are. */
    private static void lines(byte[] data, int[] values, Digits digits) {
        boolean first = true;
        for (int i = 0; i < data.length; i++) {
            int value = values[data[i] & 0xff];
            if (data[i] == '\n') {
                first = true;
            } else if (first) {
                first = false;
            } else if (value >= 0) {
                digits.add(value, i);
            }
        }
    }

    /** Numbers of two or three digits that are codes of characters. */
    private static void codes(View view, int radix, Readable out) {
        View.Builder codes = new View.Builder(64);
        for (int i = 0; i < view.size(); ) {
            int end = i;
            int code = 0;
            int digit = digit(view.at(end), radix);
            while (end < i + 3 && digit >= 0 && code * radix + digit < 0x80) {
                code = code * radix + digit;
                digit = digit(view.at(++end), radix);
            }
            if (end - i >= 2 && code >= ' ') {
                codes.add((byte) code, view.from(i), view.to(end - 1));
            }
            i = Math.max(end, i + 1);
        }
        out.runs(codes.done());
    }

    private static int digit(int c, int radix) {
        return c >= '0' && c < '0' + radix ? c - '0' : -1;
    }

    /** What each byte reads as in an alphabet that is not ASCII. */
    private static List<byte[]> alphabets() {
        List<byte[]> alphabets = new ArrayList<>();
        byte[] all = new byte[256];
        byte[] yenc = new byte[256];
        for (int b = 0; b < 256; b++) {
            all[b] = (byte) b;
            yenc[b] = (byte) (b - 42);
        }
        alphabets.add(yenc);
        if (Charset.isSupported("IBM037")) {
            byte[] read = new String(all, Charset.forName("IBM037")).getBytes(StandardCharsets.ISO_8859_1);
            if (read.length == all.length) {
                alphabets.add(read);
            }
        }
        return List.copyOf(alphabets);
    }

    private static String range(char first, char last) {
        StringBuilder range = new StringBuilder();
        for (char c = first; c <= last; c++) {
            range.append(c);
        }
        return range.toString();
    }

    private static int[] digits(String alphabet) {
        int[] values = new int[256];
        Arrays.fill(values, -1);
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = values[alphabet.charAt(i)] < 0 ? i : values[alphabet.charAt(i)];
        }
        return values;
    }

    private static int[] anyCase(int[] values) {
        for (char c = 'a'; c <= 'z'; c++) {
            values[c] = values[Character.toUpperCase(c)];
        }
        return values;
    }
}
