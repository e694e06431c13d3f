package org.trapline.evidence.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a directory's segments: {@code segment-000001.warc} and on. */
record SegmentFiles(Path directory) {

    private static final Pattern NAME = Pattern.compile("segment-(\\d{6,})\\.warc");

    /** Bytes of the warcinfo record that each begins with. */
    static final int INFO_LENGTH = WarcRecord.info(new UUID(0, 0), name(1), Instant.EPOCH).length;

    static String name(int number) {
        return String.format("segment-%06d.warc", number);
    }

    Path file(int number) {
        return directory.resolve(name(number));
    }

    /** The numbers of those that exist, in order. */
    List<Integer> numbers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> NAME.matcher(f.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Integer.parseInt(name.group(1)))
                    .sorted()
                    .toList();
        }
    }

    /** Until the directory's entries are on the disk. */
    static void force(Path directory) throws IOException {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
