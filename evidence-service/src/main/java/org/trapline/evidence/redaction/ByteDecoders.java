package org.trapline.evidence.redaction;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ways of writing bytes in letters and digits. What is not a digit of the notation is passed over, and every place is tried as
 * the first of a group, so that neither line breaks nor what stands before can hide anything. Most of what comes out is noise.
 */
final class ByteDecoders {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String BASE64 = LETTERS + LETTERS.toLowerCase(java.util.Locale.ROOT) + "0123456789";
    private static final int[] STANDARD = digits(BASE64 + "+/");
    private static final int[] URL = digits(BASE64 + "-_");
    private static final int[] ALPHANUMERIC = digits(BASE64);
    private static final int[] UU = digits(" !\"#$%&'()*+,-./0123456789:;<=>?@" + LETTERS + "[\\]^_");
    private static final int[] XX = digits("+-0123456789" + LETTERS + LETTERS.toLowerCase(java.util.Locale.ROOT));
    private static final int[] BASE32 = anyCase(digits(LETTERS + "234567"));
    private static final int[] BASE32_HEX = anyCase(digits("0123456789ABCDEFGHIJKLMNOPQRSTUV"));
    private static final int[] CROCKFORD = anyCase(digits("0123456789ABCDEFGHJKMNPQRSTVWXYZ"));
    private static final int[] HEX = anyCase(digits("0123456789ABCDEF"));
    private static final int[] BINARY = digits("01");
    private static final int[] ASCII85 = digits(range('!', 'u'));
    private static final int[] Z85 =
            digits("0123456789abcdefghijklmnopqrstuvwxyz" + LETTERS + ".-:+=^!/*?&<>()[]{}@%$#");
    private static final Pattern HEX_MARKS = Pattern.compile("(?i)0x|\\\\x|&#x|[u]\\+00|\\\\u00|%u00");
    private static final Pattern CODES = Pattern.compile("\\d{2,3}");
    private static final Pattern OCTAL_CODES = Pattern.compile("[01]?[0-7]{2}");
    private static final @Nullable Charset EBCDIC = Charset.isSupported("IBM037") ? Charset.forName("IBM037") : null;

    private ByteDecoders() {}

    static void decode(View view, Consumer<View> out) {
        base64(view, out);
        packed(view, BASE32, 5, 8, out);
        packed(view, BASE32_HEX, 5, 8, out);
        packed(view, CROCKFORD, 5, 8, out);
        packed(view, HEX, 4, 2, out);
        View unmarked = view.replaced(HEX_MARKS, m -> new byte[0]);
        if (unmarked != null) {
            packed(unmarked, HEX, 4, 2, out);
        }
        packed(view, BINARY, 1, 8, out);
        base85(view, ASCII85, out);
        base85(view, Z85, out);
        lines(view, UU, out);
        lines(view, XX, out);
        codes(view, CODES, 10, out);
        codes(view, OCTAL_CODES, 8, out);
        ebcdic(view, out);
    }

    static void base64(View view, Consumer<View> out) {
        packed(view, STANDARD, 6, 4, out);
        packed(view, URL, 6, 4, out);
        packed(view, ALPHANUMERIC, 6, 4, out);
    }

    /** Digits of so many bits each, in a row, begun at each of the first places. */
    private static void packed(View view, int[] values, int bits, int places, Consumer<View> out) {
        int[] kept = new int[view.size()];
        int count = 0;
        for (int i = 0; i < view.size(); i++) {
            if (values[view.data()[i] & 0xff] >= 0) {
                kept[count++] = i;
            }
        }
        if (count * bits < 24) {
            return;
        }
        for (int place = 0; place < places; place++) {
            View.Builder builder = new View.Builder(count * bits / 8 + 1);
            int waiting = 0;
            int held = 0;
            int first = place;
            for (int k = place; k < count; k++) {
                waiting = waiting << bits | values[view.data()[kept[k]] & 0xff];
                held += bits;
                if (held >= 8) {
                    held -= 8;
                    builder.add((byte) (waiting >> held), view.from(kept[first]), view.to(kept[k]));
                    first = held > 0 ? k : k + 1;
                    waiting &= (1 << held) - 1;
                }
            }
            out.accept(builder.done());
        }
    }

    private static void base85(View view, int[] values, Consumer<View> out) {
        int[] kept = new int[view.size()];
        int count = 0;
        for (int i = 0; i < view.size(); i++) {
            if (values[view.data()[i] & 0xff] >= 0) {
                kept[count++] = i;
            }
        }
        for (int place = 0; place < 5; place++) {
            View.Builder builder = new View.Builder(count);
            for (int k = place; k < count; k += 5) {
                int have = Math.min(5, count - k);
                long group = 0;
                for (int d = 0; d < 5; d++) {
                    group = group * 85 + (d < have ? values[view.data()[kept[k + d]] & 0xff] : 84);
                }
                for (int b = 0; b < have - 1; b++) {
                    builder.add((byte) (group >> (24 - 8 * b)), view.from(kept[k]), view.to(kept[k + have - 1]));
                }
            }
            if (builder.size() >= 4) {
                out.accept(builder.done());
            }
        }
    }

    /** Lines whose first character says how long they are. */
    private static void lines(View view, int[] values, Consumer<View> out) {
        View.Builder builder = new View.Builder(view.size());
        boolean first = true;
        int waiting = 0;
        int held = 0;
        for (int i = 0; i < view.size(); i++) {
            int c = view.data()[i] & 0xff;
            int value = c == '`' ? 0 : values[c];
            if (c == '\n') {
                first = true;
            } else if (first) {
                first = false;
                held = 0;
            } else if (value >= 0) {
                waiting = (waiting << 6 | value) & 0xffff;
                held += 6;
                if (held >= 8) {
                    held -= 8;
                    builder.add((byte) (waiting >> held), view.from(Math.max(0, i - 1)), view.to(i));
                }
            }
        }
        if (builder.size() >= 4) {
            out.accept(builder.done());
        }
    }

    /** Numbers that are codes of characters. */
    private static void codes(View view, Pattern pattern, int radix, Consumer<View> out) {
        View.Builder builder = new View.Builder(64);
        Matcher matcher = pattern.matcher(view.text());
        while (matcher.find()) {
            int code = Integer.parseInt(matcher.group(), radix);
            if (code >= 32 && code < 127) {
                builder.add((byte) code, view.from(matcher.start()), view.to(matcher.end() - 1));
            }
        }
        if (builder.size() >= 4) {
            out.accept(builder.done());
        }
    }

    private static void ebcdic(View view, Consumer<View> out) {
        if (EBCDIC == null) {
            return;
        }
        byte[] decoded = new String(view.data(), EBCDIC).getBytes(StandardCharsets.ISO_8859_1);
        View.Builder builder = new View.Builder(view.size());
        for (int i = 0; i < Math.min(decoded.length, view.size()); i++) {
            builder.add(decoded[i], view.from(i), view.to(i));
        }
        out.accept(builder.done());
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
