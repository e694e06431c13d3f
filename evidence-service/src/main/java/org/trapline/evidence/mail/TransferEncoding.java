package org.trapline.evidence.mail;

import java.util.Arrays;
import java.util.Set;

/** Takes a content transfer encoding off (RFC 2045 section 6), reading on over what is wrong in it. */
final class TransferEncoding {

    private static final byte[] BASE64 = new byte[128];
    private static final Set<String> NONE = Set.of("", "7bit", "8bit", "binary");

    static {
        Arrays.fill(BASE64, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            BASE64[alphabet.charAt(i)] = (byte) i;
        }
    }

    private TransferEncoding() {}

    static boolean isNone(String encoding) {
        return NONE.contains(encoding);
    }

    /**
     * Decodes a region.
     *
     * @param encoding lower case
     * @param most bytes that are kept; the rest is only counted
     */
    static Decoded decode(String encoding, Region region, int most, Set<Defect> defects) {
        if (encoding.equals("base64")) {
            return base64(region, most, defects);
        }
        if (encoding.equals("quoted-printable")) {
            return quotedPrintable(region, most, defects);
        }
        if (encoding.equals("uuencode") || encoding.equals("x-uuencode") || encoding.equals("x-uue")) {
            return Uuencode.decode(region, most);
        }
        if (!isNone(encoding)) {
            defects.add(Defect.UNKNOWN_ENCODING);
        }
        int end = region.from() + Math.min(region.length(), most);
        return new Decoded(Arrays.copyOfRange(region.bytes(), region.from(), end), region.length());
    }

    private static Decoded base64(Region region, int most, Set<Defect> defects) {
        byte[] out = new byte[Math.min(most, region.length() / 4 * 3 + 3)];
        long count = 0;
        int bits = 0;
        int value = 0;
        boolean bad = false;
        boolean padded = false;
        for (int i = region.from(); i < region.to(); i++) {
            byte b = region.bytes()[i];
            int digit = b < 0 ? -1 : BASE64[b];
            if (digit >= 0) {
                // Some senders encode piece by piece and pad each: RFC 2045 lets a reader stop at the first, readers of
                // mail do.
                if (padded) {
                    bad = true;
                    break;
                }
                value = value << 6 | digit;
                bits += 6;
                if (bits >= 8) {
                    bits -= 8;
                    if (count < out.length) {
                        out[(int) count] = (byte) (value >> bits);
                    }
                    count++;
                    value &= (1 << bits) - 1;
                }
            } else if (b == '=') {
                bad |= bits == 0 && !padded;
                padded = true;
            } else if (b != '\n' && b != '\r' && b != ' ' && b != '\t') {
                bad = true;
            }
        }
        if (bad || (bits > 0 && !padded)) {
            defects.add(Defect.BAD_BASE64);
        }
        return new Decoded(count == out.length ? out : Arrays.copyOf(out, (int) Math.min(count, out.length)), count);
    }

    /** A line end that counts is given as CRLF, whatever it was on the way (rule 4). */
    private static Decoded quotedPrintable(Region region, int most, Set<Defect> defects) {
        byte[] in = region.bytes();
        Output out = new Output(Math.min(most, region.length() + 64));
        int i = region.from();
        while (i < region.to()) {
            byte b = in[i];
            if (b == ' ' || b == '\t') {
                int run = i;
                while (run < region.to() && (in[run] == ' ' || in[run] == '\t')) {
                    run++;
                }
                // Blanks at the end of a line were added on the way (rule 3).
                boolean trailing = run == region.to() || region.isBlank(run);
                while (!trailing && i < run) {
                    out.add(in[i++], most);
                }
                i = run;
            } else if (region.isBlank(i)) {
                out.add((byte) '\r', most);
                out.add((byte) '\n', most);
                i = region.lineEnd(i);
            } else if (b == '=') {
                int after = softBreak(region, i + 1);
                int high = i + 2 < region.to() ? Character.digit(in[i + 1], 16) : -1;
                int low = i + 2 < region.to() ? Character.digit(in[i + 2], 16) : -1;
                if (after >= 0) {
                    i = after;
                } else if (high >= 0 && low >= 0) {
                    out.add((byte) (high * 16 + low), most);
                    i += 3;
                } else {
                    defects.add(Defect.BAD_QUOTED_PRINTABLE);
                    out.add(b, most);
                    i++;
                }
            } else {
                int run = i + 1;
                while (run < region.to() && isLiteral(in[run])) {
                    run++;
                }
                out.add(in, i, run, most);
                i = run;
            }
        }
        return out.decoded();
    }

    /** Whether a byte stands for itself wherever it stands in quoted-printable. */
    private static boolean isLiteral(byte b) {
        return b > ' ' && b != '=';
    }

    /** The start of the next line when nothing but blanks stands before the line's end; -1 otherwise. */
    private static int softBreak(Region region, int at) {
        int i = at;
        while (i < region.to() && (region.bytes()[i] == ' ' || region.bytes()[i] == '\t')) {
            i++;
        }
        if (i == region.to()) {
            return i;
        }
        return region.isBlank(i) ? region.lineEnd(i) : -1;
    }

    /** Bytes up to a limit; all are counted. */
    private static final class Output {

        private byte[] bytes;
        private int count;

        Output(int size) {
            bytes = new byte[size];
        }

        void add(byte b, int most) {
            if (count == bytes.length && count < most) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(most, bytes.length * 2L + 64));
            }
            if (count < bytes.length) {
                bytes[count] = b;
            }
            count++;
        }

        void add(byte[] in, int from, int to, int most) {
            if (count + to - from <= bytes.length) {
                System.arraycopy(in, from, bytes, count, to - from);
                count += to - from;
            } else {
                for (int i = from; i < to; i++) {
                    add(in[i], most);
                }
            }
        }

        Decoded decoded() {
            return new Decoded(Arrays.copyOf(bytes, Math.min(count, bytes.length)), count);
        }
    }

    /**
     * @param bytes the first ones
     * @param size of all
     */
    record Decoded(byte[] bytes, long size) {}
}
