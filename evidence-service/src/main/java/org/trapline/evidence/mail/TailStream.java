package org.trapline.evidence.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Counts what is read and remembers the last bytes of it. */
final class TailStream extends FilterInputStream {

    private final byte[] ring;
    private long count;
    private boolean ended;
    private boolean failed;
    private @Nullable TailStream source;
    private long allowed = Long.MAX_VALUE;
    private int expansion = Integer.MAX_VALUE;

    TailStream(InputStream in, int tail) {
        super(in);
        this.ring = new byte[tail];
    }

    /** Counts the bytes of another stream, which this one is unpacked from. */
    void countFrom(TailStream packed, int mostExpansion) {
        source = packed;
        expansion = mostExpansion;
    }

    /** Refuses to read more than this from here on, until it is said again. */
    void allow(long bytes) {
        allowed = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (allowed <= 0 && length > 0) {
            throw new MalformedUpload("header-too-large", "The header of a member is too large");
        }
        int n;
        try {
            n = super.read(bytes, from, (int) Math.min(length, allowed));
        } catch (IOException e) {
            // Unpacking fails on bad bytes, reading the upload itself fails with its connection.
            failed = source == null || source.failed;
            throw e;
        }
        if (n < 0) {
            ended = true;
            return n;
        }
        int kept = Math.min(n, ring.length);
        for (int i = 0; i < kept; ) {
            int at = (int) ((count + n - kept + i) % ring.length);
            int run = Math.min(kept - i, ring.length - at);
            System.arraycopy(bytes, from + n - kept + i, ring, at, run);
            i += run;
        }
        count += n;
        allowed = allowed == Long.MAX_VALUE ? allowed : allowed - n;
        if (source != null) {
            ArchiveReader.checkExpansion(count, source.count, expansion);
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        byte[] chunk = new byte[(int) Math.min(n, 8192)];
        return n <= 0 ? 0 : Math.max(read(chunk, 0, chunk.length), 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    long count() {
        return source == null ? count : source.count;
    }

    boolean ended() {
        return ended;
    }

    boolean failed() {
        return failed;
    }

    /** Reads to the end; the last bytes, oldest first. */
    byte[] drain() throws IOException {
        byte[] chunk = new byte[8192];
        while (read(chunk, 0, chunk.length) >= 0) {
            // Only the tail matters.
        }
        int known = (int) Math.min(count, ring.length);
        byte[] tail = new byte[known];
        for (int i = 0; i < known; i++) {
            tail[i] = ring[(int) ((count - known + i) % ring.length)];
        }
        return known < ring.length ? Arrays.copyOf(tail, known) : tail;
    }
}
