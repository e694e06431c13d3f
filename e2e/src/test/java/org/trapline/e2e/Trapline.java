package org.trapline.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.trapline.cli.ApiClient;
import org.trapline.cli.Installation;
import org.trapline.cli.LoopbackPorts;
import org.trapline.cli.Stack;
import org.trapline.cli.Tokens;

/** The installation under test: the command as a person types it, and the API as a role sees it. */
final class Trapline implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation installation;
    private final Tokens tokens;
    private final int portOffset;

    private Trapline(Installation installation, int portOffset) {
        this.installation = installation;
        this.tokens = new Tokens(installation);
        this.portOffset = portOffset;
    }

    static Trapline started(Path home, int portOffset) {
        Path root = Path.of(System.getProperty("trapline.root"));
        Trapline trapline = new Trapline(new Installation(root, home, new LoopbackPorts(portOffset)), portOffset);
        // What an earlier run left behind would make new mail a resubmission.
        trapline.close();
        trapline.deleteData();
        try {
            trapline.stack().start(System.out::println);
            return trapline;
        } catch (RuntimeException e) {
            trapline.close();
            throw e;
        }
    }

    private void deleteData() {
        try (Stream<Path> files =
                Files.exists(installation.home()) ? Files.walk(installation.home()) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Installation installation() {
        return installation;
    }

    Stack stack() {
        return new Stack(installation);
    }

    ApiClient as(String user) {
        return tokens.client(installation, user);
    }

    String token(String user) {
        return tokens.token(user);
    }

    /** Starts {@code ./trapline ARGUMENTS}; its output goes to a file below target. */
    Run start(String... arguments) {
        try {
            Path output = Files.createTempFile(Path.of("target"), "trapline-" + arguments[0] + "-", ".log");
            List<String> command = new ArrayList<>(
                    List.of(installation.root().resolve("trapline").toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "TRAPLINE_HOME", installation.home().toString(),
                            "TRAPLINE_PORT_OFFSET", Integer.toString(portOffset),
                            "TRAPLINE_SKIP_BUILD", "1"));
            return new Run(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stack().stop(System.out::println);
    }

    record Run(Process process, Path output) {

        CompletableFuture<Integer> exit() {
            return process.onExit().thenApply(Process::exitValue);
        }

        int await() {
            return exit().join();
        }

        String printed() {
            try {
                return Files.readString(output, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
