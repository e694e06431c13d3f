package org.trapline.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * What both sides of a lap take: the same bytes.
 *
 * @param messages exact bytes of each
 */
record Lap(List<byte[]> messages) {

    int size() {
        return messages.size();
    }

    /** The first ones. */
    Lap first(int count) {
        return new Lap(messages.subList(0, count));
    }

    /** One of several parts of about the same size. */
    Lap part(int number, int of) {
        return new Lap(messages.subList(size() * number / of, size() * (number + 1) / of));
    }

    byte[] tar() {
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(made)) {
            for (int i = 0; i < size(); i++) {
                TarArchiveEntry entry = new TarArchiveEntry(name(i));
                entry.setSize(messages.get(i).length);
                tar.putArchiveEntry(entry);
                tar.write(messages.get(i));
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made.toByteArray();
    }

    /** Writes the messages as a Maildir; the folder must not exist. */
    void writeMaildir(Path folder) {
        try {
            for (String part : List.of("cur", "new", "tmp")) {
                Files.createDirectories(folder.resolve(part));
            }
            for (int i = 0; i < size(); i++) {
                Files.write(folder.resolve("cur").resolve(name(i) + ":2,"), messages.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(int index) {
        return String.format(Locale.ROOT, "%06d.eml", index);
    }
}
