package org.trapline.evidence.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Splits an mbox (RFC 4155 and the dialects mboxo, mboxrd, mboxcl, mboxcl2), line ends LF or CRLF, in the memory of its
 * largest message.
 *
 * <p>A line that starts with {@code From } opens a message when it leads the file or follows an empty line. The message is
 * what lies between that line and the empty line before the next one; neither belongs to it. Where the dialect has it, a
 * {@code Content-Length} in the header is believed when it ends exactly there: before {@code From }, with or without an
 * empty line between, or at the end of the file.
 * Quoted lines ({@code >From }) stay as they are, because the evidence is the bytes that the file holds, and which dialect
 * quoted them cannot be known.
 */
final class MboxReader implements MessageStream {

    /** Bytes that are read at a time. */
    private static final int STEP = 64 * 1024;

    /** Bytes of a buffer that is used again for the next message. */
    private static final int KEPT = 1024 * 1024;

    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final int messageSize;
    private final MboxDialect dialect;
    private final LongConsumer room;
    private byte[] buffer = new byte[STEP];
    private int start;
    private int end;
    private boolean ended;
    private boolean first = true;
    private int skipped;

    MboxReader(InputStream in, UploadLimits limits) {
        this.in = in;
        this.messageSize = limits.messageSize();
        this.dialect = limits.dialect();
        this.room = limits.room();
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        if (first) {
            skipEmptyLines();
            if (available(1) && !isFrom(0)) {
                throw new MalformedUpload("not-an-mbox", "An mbox starts with a line \"From \"; this one does not");
            }
            first = false;
        }
        while (available(1)) {
            skip(lineLength(0));
            int length = messageLength();
            int separator = emptyLineAt(length);
            byte[] message = Arrays.copyOfRange(buffer, start, start + length);
            skip(length + separator);
            shrink();
            if (length > 0) {
                return message;
            }
            skipped++;
        }
        return null;
    }

    /** The length of the message at {@link #start}; an empty line and {@code From }, or the end, follows it. */
    private int messageLength() throws IOException {
        int at = 0;
        int previous = 0;
        long stated = -1;
        boolean header = true;
        boolean afterEmpty = false;
        while (available(at + 1)) {
            if (afterEmpty && isFrom(at)) {
                return previous;
            }
            int line = lineLength(at);
            boolean empty = isEmpty(at, line);
            if (header && stated < 0 && dialect.believesLength()) {
                stated = statedLength(at, line);
            }
            if (header && empty) {
                header = false;
                if (stated >= 0 && endsAt(at + line + stated)) {
                    return (int) (at + line + stated);
                }
            }
            afterEmpty = empty;
            // The empty line before a separator, or before the end, closes the mbox entry and is not the message's.
            previous = empty ? at : at + line;
            at += line;
        }
        return afterEmpty && at > 0 ? previous : at;
    }

    private boolean endsAt(long at) throws IOException {
        if (at > messageSize) {
            return false;
        }
        int length = (int) at;
        if (!available(length)) {
            return false;
        }
        int empty = emptyLineAt(length);
        int next = length + empty;
        // Some writers count the empty line before the separator as the body's.
        return !available(next + 1) || ((empty > 0 || buffer[start + length - 1] == '\n') && isFrom(next));
    }

    /** The length of an empty line at the place, 0 when there is none. */
    private int emptyLineAt(int at) throws IOException {
        if (!available(at + 1)) {
            return 0;
        }
        int line = lineLength(at);
        return isEmpty(at, line) ? line : 0;
    }

    private void skipEmptyLines() throws IOException {
        for (int line = emptyLineAt(0); line > 0; line = emptyLineAt(0)) {
            skip(line);
        }
    }

    /** After a large message; what was read beyond it is a step at most. */
    private void shrink() {
        if (buffer.length > KEPT && end - start <= KEPT) {
            buffer = Arrays.copyOfRange(buffer, start, start + KEPT);
            end -= start;
            start = 0;
        }
    }

    /** Its argument is known before {@link #start} is looked at: what measures a line may move the buffer. */
    private void skip(int bytes) {
        start += bytes;
    }

    private boolean isEmpty(int at, int line) {
        byte last = buffer[start + at];
        return (line == 1 && last == '\n') || (line == 2 && last == '\r' && buffer[start + at + 1] == '\n');
    }

    private boolean isFrom(int at) throws IOException {
        return available(at + FROM.length)
                && Arrays.equals(buffer, start + at, start + at + FROM.length, FROM, 0, FROM.length);
    }

    /** Bytes of the line at the place, its end included. */
    private int lineLength(int at) throws IOException {
        int i = at;
        while (true) {
            while (start + i < end) {
                if (buffer[start + i++] == '\n') {
                    return i - at;
                }
            }
            if (!available(i + 1)) {
                return i - at;
            }
        }
    }

    private long statedLength(int at, int line) {
        if (line < CONTENT_LENGTH.length + 1 || line > 64) {
            return -1;
        }
        for (int i = 0; i < CONTENT_LENGTH.length; i++) {
            if (Character.toLowerCase(buffer[start + at + i]) != CONTENT_LENGTH[i]) {
                return -1;
            }
        }
        String value = new String(
                        buffer,
                        start + at + CONTENT_LENGTH.length,
                        line - CONTENT_LENGTH.length,
                        StandardCharsets.ISO_8859_1)
                .strip();
        return value.matches("\\d{1,9}") ? Long.parseLong(value) : -1;
    }

    /** Whether so many bytes are there from {@link #start} on; reads them when they are. */
    private boolean available(int count) throws IOException {
        while (end - start < count) {
            if (ended) {
                return false;
            }
            if (end - start > messageSize + 4096) {
                throw Uploads.tooLarge(messageSize);
            }
            if (start > 0 && buffer.length - end < 16 * 1024) {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
                start = 0;
            }
            if (end == buffer.length) {
                int larger = (int) Math.min(buffer.length * 2L, messageSize + (long) STEP);
                // The buffer and its copy, or the buffer and the message.
                room.accept(2L * larger);
                buffer = Arrays.copyOf(buffer, larger);
            }
            int n = in.read(buffer, end, Math.min(buffer.length - end, STEP));
            if (n < 0) {
                ended = true;
            } else {
                end += n;
            }
        }
        return true;
    }

    @Override
    public int skipped() {
        return skipped;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
