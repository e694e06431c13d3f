package org.trapline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.trapline.cli.CommandFailed;

/** Programs of other people, run to their end one after another, so that the time of each can be told. */
final class Program {

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
        try {
            Files.createDirectories(folder);
            Path output = folder.resolve("output.log");
            ProcessBuilder builder = new ProcessBuilder(command)
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
            double before = Cpu.ofEndedChildren();
            int code = builder.start().waitFor();
            double used = Cpu.ofEndedChildren() - before;
            if (code != 0) {
                throw new CommandFailed(String.join(" ", command) + " ended with " + code + ":\n" + end(output));
            }
            return used;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    private static String end(Path output) throws IOException {
        String text = Files.readString(output, StandardCharsets.ISO_8859_1);
        return text.substring(Math.max(0, text.length() - 1000));
    }
}
