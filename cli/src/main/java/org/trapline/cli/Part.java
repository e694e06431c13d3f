package org.trapline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trapline.platform.ManagedProcess;
import org.trapline.platform.Platform;

/**
 * One part of a running installation.
 *
 * @param name as in {@link Stack#PARTS}
 * @param state whether it lives and answers
 * @param pid process id; 0 when it is stopped
 * @param port its first loopback port
 * @param ports all of them
 * @param startedAt when the process began; null when it is stopped
 * @param memoryBytes physical memory of it and its children (proportional set size); 0 when that cannot be read
 * @param log its log file
 */
public record Part(
        String name,
        ManagedProcess.State state,
        long pid,
        int port,
        List<Integer> ports,
        @Nullable Instant startedAt,
        long memoryBytes,
        Path log) {

    static Part of(ManagedProcess process) {
        return of(Platform.Status.of(process));
    }

    static Part of(Platform.Status status) {
        Optional<ProcessHandle> process = status.pid() == 0 ? Optional.empty() : ProcessHandle.of(status.pid());
        return new Part(
                status.name(),
                status.state(),
                status.pid(),
                status.port(),
                status.ports(),
                process.flatMap(handle -> handle.info().startInstant()).orElse(null),
                process.map(Part::memory).orElse(0L),
                status.log());
    }

    public boolean up() {
        return state == ManagedProcess.State.RUNNING;
    }

    private static long memory(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(handle -> proportionalSetSize(handle.pid()))
                .sum();
    }

    private static long proportionalSetSize(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException endedOrNoProc) {
            return 0;
        }
    }
}
