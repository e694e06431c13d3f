package org.trapline.evidence.intake;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an upload whose sender must keep a pace. A read that brings nothing at all is ended by {@link #check}, from
 * another thread.
 */
final class PacedBody extends InputStream {

    /** After a fault so much more is read, since a client that still sends does not listen. */
    private static final long READ_OVER = 128L * 1024 * 1024;

    private final InputStream body;
    private final Pace pace;
    private final Runnable closed;
    private boolean ended;
    private @Nullable Thread reader;
    private long readingSince;
    private boolean interrupted;

    PacedBody(InputStream body, Pace pace, Runnable closed) {
        this.body = body;
        this.pace = pace;
        this.closed = closed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws SlowSender when it does not keep the pace */
    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (ended) {
            return -1;
        }
        long start = begin();
        int n;
        try {
            n = body.read(bytes, from, length);
        } catch (IOException e) {
            ended = true;
            throw end() ? new SlowSender() : e;
        }
        ended = end() || n < 0;
        if (n >= 0 && (ended || !pace.isKept(System.nanoTime() - start, n))) {
            ended = true;
            throw new SlowSender();
        }
        return n;
    }

    private synchronized long begin() {
        reader = Thread.currentThread();
        readingSince = System.nanoTime();
        return readingSince;
    }

    /** Whether the read was ended from outside; the thread goes on to other work without a trace of it. */
    private synchronized boolean end() {
        reader = null;
        if (interrupted) {
            Thread.interrupted();
        }
        return interrupted;
    }

    /** Ends a read that has waited for too long. */
    synchronized void check() {
        if (reader != null && !interrupted && pace.isOver(System.nanoTime() - readingSince)) {
            interrupted = true;
            reader.interrupt();
        }
    }

    /** The body itself is not closed: that would wait for its end, however far that is. */
    @Override
    public void close() throws IOException {
        try {
            byte[] chunk = new byte[64 * 1024];
            long over = 0;
            for (int n = read(chunk, 0, chunk.length); n >= 0 && over < READ_OVER; n = read(chunk, 0, chunk.length)) {
                over += n;
            }
        } finally {
            closed.run();
        }
    }

    /** The sender is too slow. */
    static final class SlowSender extends IOException {

        private static final long serialVersionUID = 1;

        SlowSender() {
            super("The sender is too slow");
        }
    }
}
