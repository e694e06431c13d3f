package org.trapline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Processor time of processes, user and system, as Linux counts it in {@code /proc/PID/stat} (proc_pid_stat(5)). */
final class Cpu {

    /** USER_HZ: 100 on every Linux that runs a JDK 17. */
    private static final int TICKS_A_SECOND = 100;

    /** Fields of /proc/PID/stat, counted from the one after the command's closing bracket, which is field 3. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private Cpu() {}

    /**
     * Of a process, its living descendants and the dead ones that were waited for.
     *
     * @throws IllegalStateException when the process does not live
     */
    static double ofTree(long pid) {
        while (true) {
            List<Long> before = tree(pid);
            long ticks = 0;
            for (long member : before) {
                String[] stat = stat(member);
                if (stat.length != 0) {
                    ticks += Long.parseLong(stat[USER])
                            + Long.parseLong(stat[SYSTEM])
                            + Long.parseLong(stat[CHILDREN_USER])
                            + Long.parseLong(stat[CHILDREN_SYSTEM]);
                } else if (member == pid) {
                    throw new IllegalStateException("process " + pid + " has ended");
                }
            }
            // One that ended meanwhile is in its parent's sum as well, or in none.
            if (before.equals(tree(pid))) {
                return (double) ticks / TICKS_A_SECOND;
            }
        }
    }

    /** Of all programs that this Java process has run to their end, with what they had started themselves. */
    static double ofEndedChildren() {
        String[] stat = stat(ProcessHandle.current().pid());
        return (double) (Long.parseLong(stat[CHILDREN_USER]) + Long.parseLong(stat[CHILDREN_SYSTEM])) / TICKS_A_SECOND;
    }

    /** The largest resident set that a process ever had, in bytes. */
    static long peakResident(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            String line = lines.filter(l -> l.startsWith("VmHWM:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> tree(long pid) {
        return Stream.concat(
                        Stream.of(pid),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid)
                                .sorted())
                .toList();
    }

    /** The fields from the third on; none when the process has ended. */
    private static String[] stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (NoSuchFileException ended) {
            return new String[0];
        } catch (IOException endedWhileRead) {
            if (String.valueOf(endedWhileRead.getMessage()).contains("No such process")) {
                return new String[0];
            }
            throw new UncheckedIOException(endedWhileRead);
        }
    }

    static String text(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
