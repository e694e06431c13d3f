package org.trapline.evidence.findings;

/**
 * Bytes with their transfer encoding taken off, each with the raw bytes that it came from.
 *
 * @param decoded the bytes, of which the first {@code size} count
 * @param starts first raw byte of each
 * @param ends one past the last raw byte of each
 */
record DecodedBytes(byte[] decoded, int size, int[] starts, int[] ends) {

    static DecodedBytes of(byte[] raw, int from, int to, String encoding) {
        return switch (encoding) {
            case "base64" -> base64(raw, from, to);
            case "quoted-printable" -> quotedPrintable(raw, from, to);
            default -> plain(raw, from, to);
        };
    }

    private static DecodedBytes empty(int size) {
        return new DecodedBytes(new byte[size], 0, new int[size], new int[size]);
    }

    private DecodedBytes add(byte value, int start, int end) {
        decoded[size] = value;
        starts[size] = start;
        ends[size] = end;
        return new DecodedBytes(decoded, size + 1, starts, ends);
    }

    private static DecodedBytes plain(byte[] raw, int from, int to) {
        DecodedBytes bytes = empty(to - from);
        for (int i = from; i < to; i++) {
            bytes = bytes.add(raw[i], i, i + 1);
        }
        return bytes;
    }

    private static DecodedBytes quotedPrintable(byte[] raw, int from, int to) {
        DecodedBytes bytes = empty(to - from);
        int i = from;
        while (i < to) {
            if (raw[i] != '=') {
                bytes = bytes.add(raw[i], i, i + 1);
                i++;
                continue;
            }
            int high = i + 2 < to ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < to ? Character.digit(raw[i + 2], 16) : -1;
            if (high >= 0 && low >= 0) {
                bytes = bytes.add((byte) (high * 16 + low), i, i + 3);
                i += 3;
            } else {
                // A soft line break, or an equals sign that stands for nothing.
                i++;
                while (i < to && (raw[i] == ' ' || raw[i] == '\r')) {
                    i++;
                }
                i += i < to && raw[i] == '\n' ? 1 : 0;
            }
        }
        return bytes;
    }

    private static DecodedBytes base64(byte[] raw, int from, int to) {
        DecodedBytes bytes = empty(to - from);
        int bits = 0;
        int held = 0;
        int start = from;
        for (int i = from; i < to; i++) {
            int value = sextet(raw[i]);
            if (value < 0) {
                continue;
            }
            if (held == 0) {
                start = i;
            }
            bits = bits << 6 | value;
            held += 6;
            if (held >= 8) {
                held -= 8;
                bytes = bytes.add((byte) (bits >> held), start, i + 1);
                start = i;
                bits &= (1 << held) - 1;
            }
        }
        return bytes;
    }

    private static int sextet(byte c) {
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(c);
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }
}
