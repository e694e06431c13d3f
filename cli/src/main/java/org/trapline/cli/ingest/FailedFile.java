package org.trapline.cli.ingest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that was not taken in, and why. */
record FailedFile(Path path, String reason) {

    static FailedFile of(Path path, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new FailedFile(path, "permission denied");
        }
        if (e instanceof NoSuchFileException) {
            return new FailedFile(path, "gone since the folder was read");
        }
        return new FailedFile(path, "cannot be read: " + e.getMessage());
    }

    @Override
    public String toString() {
        return path + ": " + reason;
    }
}
