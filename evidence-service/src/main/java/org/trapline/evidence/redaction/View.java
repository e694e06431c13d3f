package org.trapline.evidence.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes that a decoding made of a message, each with the place in the message that it was made of. */
final class View {

    private final byte[] data;
    private final int[] from;
    private final int[] to;

    private View(byte[] data, int[] from, int[] to) {
        this.data = data;
        this.from = from;
        this.to = to;
    }

    /** The message itself. */
    static View of(byte[] raw) {
        Builder builder = new Builder(raw.length);
        for (int i = 0; i < raw.length; i++) {
            builder.add(raw[i], i, i + 1);
        }
        return builder.done();
    }

    byte[] data() {
        return data;
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

    /** One character a byte. */
    String text() {
        return new String(data, StandardCharsets.ISO_8859_1);
    }

    /** This view with every match replaced; null when there is none. */
    @Nullable View replaced(Pattern pattern, Function<MatchResult, byte[]> replacement) {
        Matcher matcher = pattern.matcher(text());
        if (!matcher.find()) {
            return null;
        }
        Builder builder = new Builder(data.length);
        int at = 0;
        do {
            builder.copy(this, at, matcher.start());
            if (matcher.end() > matcher.start()) {
                for (byte made : replacement.apply(matcher.toMatchResult())) {
                    builder.add(made, from[matcher.start()], to[matcher.end() - 1]);
                }
            }
            at = matcher.end();
        } while (matcher.find());
        builder.copy(this, at, data.length);
        return builder.done();
    }

    /** Only what can be read of a view that may be noise: runs of at least six printable characters, one a line. */
    @Nullable View printable() {
        Builder builder = new Builder(64);
        int run = 0;
        for (int i = 0; i <= data.length; i++) {
            boolean ends = i == data.length
                    || !(data[i] == 0
                            || data[i] == '\t'
                            || data[i] == '\n'
                            || data[i] == '\r'
                            || (data[i] >= ' ' && data[i] < 0x7f));
            if (ends) {
                if (i - run >= 6) {
                    for (int j = run; j < i; j++) {
                        if (data[j] != 0) {
                            builder.add(data[j], from[j], to[j]);
                        }
                    }
                    builder.add((byte) '\n', from[i - 1], to[i - 1]);
                }
                run = i + 1;
            }
        }
        return builder.size() == 0 ? null : builder.done();
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
            if (size == data.length) {
                data = Arrays.copyOf(data, size * 2);
                from = Arrays.copyOf(from, size * 2);
                to = Arrays.copyOf(to, size * 2);
            }
            data[size] = made;
            from[size] = begin;
            to[size++] = end;
        }

        void copy(View source, int start, int end) {
            for (int i = start; i < end; i++) {
                add(source.data[i], source.from[i], source.to[i]);
            }
        }

        int size() {
            return size;
        }

        View done() {
            return new View(Arrays.copyOf(data, size), from, to);
        }
    }
}
