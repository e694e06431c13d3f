package org.trapline.evidence.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Opens uploads by their media type. Nothing here trusts a name or a length that the upload states. */
public final class Uploads {

    public static final String MESSAGE = "message/rfc822";
    public static final String MBOX = "application/mbox";
    public static final String ZIP = "application/zip";
    public static final String TAR = "application/x-tar";
    public static final String GZIP = "application/gzip";

    private Uploads() {}

    /**
     * The messages of a body.
     *
     * @param mediaType one of the constants, without parameters
     */
    public static MessageStream open(String mediaType, InputStream body, UploadLimits limits) throws IOException {
        return switch (mediaType) {
            case MESSAGE -> single(body, limits);
            case MBOX -> new MboxReader(body, limits);
            case ZIP -> ArchiveReader.zip(body, limits);
            case TAR -> ArchiveReader.tar(body, limits);
            case GZIP -> ArchiveReader.tarGz(body, limits);
            default -> throw new IllegalArgumentException("No upload of type " + mediaType);
        };
    }

    private static MessageStream single(InputStream body, UploadLimits limits) throws IOException {
        byte[] message = readWhole(body, limits);
        return new MessageStream() {
            private byte @Nullable [] rest = message.length == 0 ? null : message;

            @Override
            public byte @Nullable [] next() {
                byte[] next = rest;
                rest = null;
                return next;
            }

            @Override
            public void close() throws IOException {
                body.close();
            }
        };
    }

    static byte[] readWhole(InputStream in, UploadLimits limits) throws IOException {
        return readWhole(in, limits.messageSize() + 1L, limits);
    }

    /** @param size after which the stream is known to end: what is short is then read into its own array and not copied */
    static byte[] readWhole(InputStream in, long size, UploadLimits limits) throws IOException {
        byte[] whole = read(in, (int) Math.min(size, limits.messageSize() + 1L), limits.room());
        if (whole.length > limits.messageSize()) {
            throw tooLarge(limits.messageSize());
        }
        return whole;
    }

    /**
     * Reads to the end, at most so many bytes.
     *
     * @param room as {@link UploadLimits#room} has it
     */
    public static byte[] read(InputStream in, int most, LongConsumer room) throws IOException {
        // Gathers pieces and joins them once: at most twice the message, where a buffer that grows costs three times.
        return new Measured(in, size -> room.accept(2 * size)).readNBytes(most);
    }

    /** Tells how much came through it. */
    private static final class Measured extends FilterInputStream {

        private final LongConsumer measure;
        private long size;

        Measured(InputStream in, LongConsumer measure) {
            super(in);
            this.measure = measure;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int n = super.read(bytes, from, length);
            size += Math.max(n, 0);
            measure.accept(size);
            return n;
        }
    }

    static MalformedUpload tooLarge(int limit) {
        return new MalformedUpload("message-too-large", "A message is larger than " + limit + " bytes");
    }
}
