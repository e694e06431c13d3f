package org.trapline.evidence.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that a decoding made of a message, each with the place in the message that it was made of. */
final class View {

    private final byte[] data;
    private final int[] from;
    private final int[] to;
    private @Nullable String text;

    private View(byte[] data, int[] from, int[] to) {
        this.data = data;
        this.from = from;
        this.to = to;
    }

    /** The message itself. */
    static View of(byte[] raw) {
        int[] from = new int[raw.length];
        int[] to = new int[raw.length];
        for (int i = 0; i < raw.length; i++) {
            from[i] = i;
            to[i] = i + 1;
        }
        return new View(raw, from, to);
    }

    /** As many bytes, each of the same place. */
    View with(byte[] turned) {
        return new View(turned, from, to);
    }

    byte[] data() {
        return data;
    }

    /** The byte at a place, -1 outside. */
    int at(int place) {
        return place >= 0 && place < data.length ? data[place] & 0xff : -1;
    }

    int size() {
        return data.length;
    }

    int from(int at) {
        return from[at];
    }

    int to(int at) {
        return to[at];
    }

    /** Tells where in the message a run of this view's bytes comes from. */
    void tell(int start, int end, Found found) {
        int first = Integer.MAX_VALUE;
        int last = 0;
        for (int i = start; i < end; i++) {
            first = Math.min(first, from[i]);
            last = Math.max(last, to[i]);
        }
        if (first < last) {
            found.range(first, last);
        }
    }

    void run(int start, int end, Readable out) {
        out.run(data, from, to, start, end);
    }

    /** One character a byte. */
    String text() {
        if (text == null) {
            text = new String(data, StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    /** This view with all undone that is written in a way; null when nothing is. */
    @Nullable View undone(TextDecoders.Way way) {
        Builder builder = null;
        Made made = new Made();
        int copied = 0;
        for (int at = 0; at < data.length; ) {
            if (plain(data[at])) {
                at++;
                continue;
            }
            made.length = 0;
            int end = way.read(this, at, made);
            if (end <= at) {
                at++;
                continue;
            }
            if (builder == null) {
                builder = new Builder(data.length);
            }
            builder.copy(this, copied, at);
            for (int i = 0; i < made.length; i++) {
                builder.add(made.bytes[i], from[at], to[end - 1]);
            }
            at = end;
            copied = end;
        }
        if (builder == null) {
            return null;
        }
        builder.copy(this, copied, data.length);
        return builder.done();
    }

    /** No way of writing begins with one of these. */
    private static boolean plain(byte b) {
        return b < ' ' || (b >= 'a' && b <= 'z' && b != 'u') || (b >= 'A' && b <= 'T');
    }

    /** What stands in place of something that is undone. */
    static final class Made {

        private byte[] bytes = new byte[64];
        private int length;

        void one(int b) {
            bytes[0] = (byte) b;
            length = 1;
        }

        void bytes(byte[] made) {
            bytes = made.length > bytes.length ? Arrays.copyOf(made, made.length) : bytes;
            System.arraycopy(made, 0, bytes, 0, made.length);
            length = made.length;
        }
    }

    static final class Builder {

        private byte[] data;
        private int[] from;
        private int[] to;
        private int size;

        Builder(int room) {
            data = new byte[Math.max(room, 16)];
            from = new int[data.length];
            to = new int[data.length];
        }

        void add(byte made, int begin, int end) {
            room(1);
            data[size] = made;
            from[size] = begin;
            to[size++] = end;
        }

        void copy(View source, int start, int end) {
            int length = end - start;
            room(length);
            System.arraycopy(source.data, start, data, size, length);
            System.arraycopy(source.from, start, from, size, length);
            System.arraycopy(source.to, start, to, size, length);
            size += length;
        }

        private void room(int more) {
            if (size + more > data.length) {
                int length = Math.max(size + more, size * 2);
                data = Arrays.copyOf(data, length);
                from = Arrays.copyOf(from, length);
                to = Arrays.copyOf(to, length);
            }
        }

        int size() {
            return size;
        }

        /** Takes back what was added after the builder had this size. */
        void cut(int back) {
            size = back;
        }

        long hash(int start) {
            long hash = 1125899906842597L;
            for (int i = start; i < size; i++) {
                hash = 31 * hash + data[i];
            }
            return hash;
        }

        int from(int at) {
            return from[at];
        }

        View done() {
            return new View(Arrays.copyOf(data, size), from, to);
        }
    }
}
