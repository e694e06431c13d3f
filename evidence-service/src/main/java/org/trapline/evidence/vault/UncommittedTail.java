package org.trapline.evidence.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a crash left in a directory after the last location that has a row. It is kept, under {@code orphans/}. */
final class UncommittedTail {

    private final SegmentFiles files;
    private final Segments segments;
    private final Path orphans;

    UncommittedTail(SegmentFiles files, Segments segments) {
        this.files = files;
        this.segments = segments;
        this.orphans = files.directory().resolve("orphans");
    }

    /**
     * @param committed where the rows say that the evidence ends
     * @return the files that were set aside
     * @throws IOException also when the files end before the rows do
     */
    List<Path> setAside(Extent committed) throws IOException {
        List<Path> aside = new ArrayList<>();
        for (int number : files.numbers()) {
            Path file = files.file(number);
            if (number > committed.segment() && Files.size(file) == SegmentFiles.INFO_LENGTH) {
                // Nothing but its own description was ever written.
                Files.delete(file);
                segments.remove(number);
            } else if (number > committed.segment()) {
                aside.add(Files.move(file, orphan(number, "whole")));
                segments.remove(number);
            } else if (number == committed.segment() && Files.size(file) > committed.end()) {
                aside.add(cut(file, committed.end(), orphan(number, Long.toString(committed.end()))));
            }
        }
        requireCommitted(committed);
        if (!aside.isEmpty()) {
            SegmentFiles.force(orphans);
            SegmentFiles.force(files.directory());
        }
        return aside;
    }

    private void requireCommitted(Extent committed) throws IOException {
        Path last = files.file(committed.segment());
        if (committed.segment() > 0 && (!Files.exists(last) || Files.size(last) < committed.end())) {
            throw new IOException("The vault in " + files.directory() + " ends before its rows do: "
                    + last.getFileName() + " should reach " + committed.end());
        }
    }

    private Path orphan(int number, String from) throws IOException {
        Files.createDirectories(orphans);
        return orphans.resolve(String.format("%06d-%s-%s.warc", number, from, UUID.randomUUID()));
    }

    private static Path cut(Path file, long end, Path aside) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel to = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long at = end;
            while (at < from.size()) {
                at += from.transferTo(at, from.size() - at, to);
            }
            to.force(true);
            // The copy must be found after a crash before the original is shortened.
            SegmentFiles.force(aside.getParent());
            from.truncate(end);
            from.force(true);
        }
        return aside;
    }
}
