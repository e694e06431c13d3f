package org.trapline.evidence.mail;

import java.io.IOException;
import java.io.InputStream;
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
            case MBOX -> new MboxReader(body, limits.messageSize(), limits.dialect());
            case ZIP -> ArchiveReader.zip(body, limits);
            case TAR -> ArchiveReader.tar(body, limits);
            case GZIP -> ArchiveReader.tarGz(body, limits);
            default -> throw new IllegalArgumentException("No upload of type " + mediaType);
        };
    }

    private static MessageStream single(InputStream body, UploadLimits limits) throws IOException {
        byte[] message = readWhole(body, limits.messageSize());
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

    static byte[] readWhole(InputStream in, int limit) throws IOException {
        // Gathers pieces and joins them once: at most twice the message, where a buffer that grows costs three times.
        byte[] whole = in.readNBytes(limit + 1);
        if (whole.length > limit) {
            throw tooLarge(limit);
        }
        return whole;
    }

    static MalformedUpload tooLarge(int limit) {
        return new MalformedUpload("message-too-large", "A message is larger than " + limit + " bytes");
    }
}
