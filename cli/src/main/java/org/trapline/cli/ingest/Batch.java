package org.trapline.cli.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What one request uploads: many small files as one tar, held in memory so that it can be sent again as it was, or one
 * large file as it lies on the disk.
 */
final class Batch {

    /** Above this a message goes by itself. */
    static final long LARGE_FILE_BYTES = 8_000_000;

    private static final int MOST_FILES = 500;
    private static final long MOST_BYTES = 16_000_000;

    /** A file in a batch; the hash is of the very bytes that are sent. */
    record Entry(Path path, String sha256, long size) {}

    private final String mediaType;
    private final List<Entry> entries;
    private final @Nullable MailFile container;
    private final Body body;

    /** The same bytes at every opening. */
    private interface Body {
        InputStream open() throws IOException;
    }

    private Batch(String mediaType, List<Entry> entries, @Nullable MailFile container, Body body) {
        this.mediaType = mediaType;
        this.entries = entries;
        this.container = container;
        this.body = body;
    }

    /** A file that goes by itself: an archive or mbox, whose messages only the platform counts, or a large message. */
    static Batch of(MailFile file) throws IOException {
        boolean message = file.form() == MailFile.Form.MESSAGE;
        List<Entry> entries =
                message ? List.of(new Entry(file.path(), Sha256.of(file.path()), file.size())) : List.of();
        return new Batch(
                file.form().mediaType, entries, message ? null : file, () -> Files.newInputStream(file.path()));
    }

    String mediaType() {
        return mediaType;
    }

    /** One a message, in the order of the receipts; empty for an archive or mbox. */
    List<Entry> entries() {
        return entries;
    }

    /** The archive or mbox; null when the entries tell what is sent. */
    @Nullable MailFile container() {
        return container;
    }

    InputStream open() {
        try {
            return body.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects small messages until there are enough of them. */
    static final class Builder {

        private final List<Entry> entries = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
        private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

        /** Members are numbered: the name of a file is no evidence, and some names mean something to a reader. */
        void add(Path path, byte[] message) {
            TarArchiveEntry entry = new TarArchiveEntry(String.format(Locale.ROOT, "%06d.eml", entries.size() + 1));
            entry.setSize(message.length);
            // The same files make the same archive, whenever and by whomever.
            entry.setModTime(0);
            entry.setIds(0, 0);
            try {
                tar.putArchiveEntry(entry);
                tar.write(message);
                tar.closeArchiveEntry();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            entries.add(new Entry(path, Sha256.of(message), message.length));
        }

        boolean full() {
            return entries.size() >= MOST_FILES || bytes.size() >= MOST_BYTES;
        }

        boolean isEmpty() {
            return entries.isEmpty();
        }

        Batch build() {
            try {
                tar.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            byte[] archive = bytes.toByteArray();
            return new Batch(
                    MailFile.Form.TAR.mediaType, List.copyOf(entries), null, () -> new ByteArrayInputStream(archive));
        }
    }
}
