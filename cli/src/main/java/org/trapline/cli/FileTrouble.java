package org.trapline.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says which file or folder cannot be used, and why: Java's own exceptions often name the path alone. */
final class FileTrouble {

    private FileTrouble() {}

    /** {@code cannot use <path>: <reason>} */
    static String of(IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof FileSystemException file && file.getFile() != null) {
            return "cannot use " + file.getFile() + ": " + reason(file);
        }
        // The older classes of java.io put it as "path (Reason)".
        return e instanceof FileNotFoundException
                ? "cannot use " + message.replaceFirst(" \\(([^()]*)\\)$", ": $1")
                : "cannot read or write: " + message;
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    }
}
