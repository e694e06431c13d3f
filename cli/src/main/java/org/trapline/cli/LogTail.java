package org.trapline.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ends of log files; a file that is replaced is followed from its new beginning. */
final class LogTail {

    private static final int BLOCK = 1 << 16;

    private final PrintStream out;
    private final List<Path> logs;
    private final Map<Path, Long> read = new HashMap<>();
    private Path shown = Path.of("");

    LogTail(PrintStream out, List<Path> logs) {
        this.out = out;
        this.logs = logs;
    }

    void last(int lines) throws IOException {
        for (Path log : logs) {
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
                long end = file.length();
                print(log, file, beginningOfLast(file, end, lines), end);
            }
        }
    }

    /** The last lines of one log; bytes that are no UTF-8 become replacement characters. */
    static List<String> lines(Path log, int count) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long end = file.length();
            long from = beginningOfLast(file, end, count);
            file.seek(from);
            byte[] bytes = new byte[Math.toIntExact(end - from)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** What was written since. */
    void more() throws IOException {
        for (Path log : logs) {
            if (!Files.exists(log)) {
                continue;
            }
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
                long end = file.length();
                long from = read.getOrDefault(log, 0L);
                print(log, file, from <= end ? from : 0, end);
            }
        }
    }

    private void print(Path log, RandomAccessFile file, long from, long to) throws IOException {
        read.put(log, to);
        if (from == to) {
            return;
        }
        if (logs.size() > 1 && !shown.equals(log)) {
            out.println("==> " + log + " <==");
            shown = log;
        }
        file.seek(from);
        byte[] block = new byte[BLOCK];
        for (long left = to - from; left > 0; ) {
            int count = file.read(block, 0, (int) Math.min(left, block.length));
            if (count < 0) {
                break;
            }
            out.write(block, 0, count);
            left -= count;
        }
        out.flush();
    }

    private static long beginningOfLast(RandomAccessFile file, long end, int lines) throws IOException {
        int found = 0;
        byte[] block = new byte[BLOCK];
        for (long to = end; to > 0; to -= Math.min(to, BLOCK)) {
            long from = Math.max(0, to - BLOCK);
            file.seek(from);
            file.readFully(block, 0, (int) (to - from));
            for (int i = (int) (to - from) - 1; i >= 0; i--) {
                // The line break that ends the file begins no line.
                if (block[i] == '\n' && from + i != end - 1 && ++found == lines) {
                    return from + i + 1;
                }
            }
        }
        return lines == 0 ? end : 0;
    }
}
