package org.trapline.evidence.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.internal.io.DotUnstuffingInputStream;
import org.trapline.evidence.intake.Memory;
import org.trapline.evidence.intake.Pace;

/**
 * Reads one message as the client meant it: the dots of RFC 5321 section 4.5.2 taken off again, else not a byte changed,
 * whatever its line ends are. What is too large is read to its end all the same, because what follows a refused message
 * would else be taken for commands.
 */
final class MessageBytes implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;

    private final Memory.Share memory;
    private final int limit;
    private final Pace pace;

    MessageBytes(Memory.Share memory, int limit, Pace pace) {
        this.memory = memory;
        this.limit = limit;
        this.pace = pace;
    }

    /**
     * @throws RejectException 552 when the message is too large, 452 when there is no room for it now
     * @throws SocketTimeoutException when the client does not keep the pace: it would keep the memory from others
     */
    byte[] read(InputStream in) throws IOException, RejectException {
        ByteArrayOutputStream message = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        boolean room = true;
        // The library's reader leaves the dot on when it leads the very first line; chunks of BDAT have no such dots.
        boolean leadingDot = in instanceof DotUnstuffingInputStream;
        for (int n = readAtPace(in, chunk); n >= 0; n = readAtPace(in, chunk)) {
            int from = leadingDot && n > 0 && chunk[0] == '.' ? 1 : 0;
            leadingDot = leadingDot && n == 0;
            size += n - from;
            // Growing the buffer copies it, so that a message costs up to three times its size for a moment.
            room = room && size <= limit && memory.take(3L * (n - from));
            if (room) {
                message.write(chunk, from, n - from);
            } else {
                message.reset();
            }
        }
        if (size > limit) {
            throw new RejectException(552, "5.3.4 A message has at most " + limit + " bytes");
        }
        if (!room) {
            throw new RejectException(452, "4.3.1 Too much mail at once, try again later");
        }
        return message.toByteArray();
    }

    private int readAtPace(InputStream in, byte[] chunk) throws IOException {
        long start = System.nanoTime();
        int n = in.read(chunk);
        if (n >= 0 && !pace.isKept(System.nanoTime() - start, n)) {
            throw new SocketTimeoutException("The client sends its message too slowly");
        }
        return n;
    }

    @Override
    public void close() {
        memory.close();
    }
}
