package org.trapline.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * A file to be taken in.
 *
 * @param size bytes, when it was found
 */
record MailFile(Path path, Form form, long size) {

    /** What a file holds, with the media type under which it is sent. */
    enum Form {
        MESSAGE("message/rfc822"),
        MBOX("application/mbox"),
        ZIP("application/zip"),
        TAR("application/x-tar"),
        GZIP("application/gzip");

        final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }

        /** By the name alone: a message may begin with anything. */
        static Form of(Path path) {
            String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".mbox")) {
                return MBOX;
            }
            if (name.endsWith(".zip")) {
                return ZIP;
            }
            if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
                return GZIP;
            }
            return name.endsWith(".tar") ? TAR : MESSAGE;
        }
    }

    boolean beginsLikeAnMbox() {
        try (InputStream in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(5), "From ".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException toldWhenItIsSent) {
            return false;
        }
    }
}
