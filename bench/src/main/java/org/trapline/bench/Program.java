package org.trapline.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.trapline.cli.CommandFailed;

/** Programs of other people, run to their end by one caller after another, so that the time of each can be told. */
final class Program {

    /**
     * A program to run.
     *
     * @param command its name and arguments, which everybody on the machine can see
     * @param environment variables beside and instead of the usual ones
     * @param input what it finds on standard input
     */
    record Call(List<String> command, Map<String, String> environment, String input) {}

    private final Path folder;

    /** @param folder where they run and where their output goes */
    Program(Path folder) {
        this.folder = folder;
    }

    /** @throws CommandFailed with what to install when one of the programs is not on the PATH */
    static void require(String aptPackages, String... names) {
        List<String> missing =
                Arrays.stream(names).filter(name -> !isOnPath(name)).toList();
        if (!missing.isEmpty()) {
            throw new CommandFailed("missing: " + String.join(", ", missing)
                    + ". No column is left out: apt-get install " + aptPackages);
        }
    }

    private static boolean isOnPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(bin -> Path.of(bin, name))
                .anyMatch(Files::isExecutable);
    }

    /**
     * Runs a program and waits for it.
     *
     * @return its CPU seconds with those of all it started
     * @throws CommandFailed with the end of its output when it does not end with 0
     */
    double run(String... command) {
        return together(List.of(new Call(List.of(command), Map.of(), "")));
    }

    /**
     * Runs programs side by side and waits for them.
     *
     * @return the CPU seconds of all, with those of all they started
     * @throws CommandFailed with the end of its output when one does not end with 0
     */
    double together(List<Call> calls) {
        try {
            Files.createDirectories(folder);
            double before = Cpu.ofEndedChildren();
            List<Process> started = new ArrayList<>();
            for (Call call : calls) {
                started.add(start(call, output(started.size())));
            }
            for (Process process : started) {
                process.waitFor();
            }
            double used = Cpu.ofEndedChildren() - before;
            for (int i = 0; i < started.size(); i++) {
                int code = started.get(i).exitValue();
                if (code != 0) {
                    throw new CommandFailed(
                            String.join(" ", calls.get(i).command()) + " ended with " + code + ":\n" + end(output(i)));
                }
            }
            return used;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    /**
     * Writes out what everybody has left in the page cache, just before CPU is counted: written during a side's turn, its interrupts
     * would be counted as that side's work.
     */
    void settleDisk() {
        run("sync");
    }

    private Process start(Call call, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(call.command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // Its own home: no configuration of a person's may favour or hinder it.
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        folder.toString(),
                        "PI_CONFIG",
                        folder.resolve("public-inbox.config").toString(),
                        "GIT_CONFIG_NOSYSTEM",
                        "1",
                        "LC_ALL",
                        "C.UTF-8"));
        builder.environment().putAll(call.environment());
        Process process = builder.start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(call.input().getBytes(StandardCharsets.UTF_8));
        }
        return process;
    }

    private Path output(int number) {
        return folder.resolve("output-" + number + ".log");
    }

    private static String end(Path output) throws IOException {
        String text = Files.readString(output, StandardCharsets.ISO_8859_1);
        return text.substring(Math.max(0, text.length() - 1000));
    }
}
