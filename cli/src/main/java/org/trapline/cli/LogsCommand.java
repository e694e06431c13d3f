package org.trapline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Print the last lines of a part's log, or of every part's.")
final class LogsCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "postgres, kafka, keycloak, simulator, evidence, attribution, takedown or gateway")
    private @Nullable String name;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "50",
            description = "How many lines of each (default: ${DEFAULT-VALUE})")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as lines are written, until Ctrl-C")
    private boolean follow;

    @Mixin
    private InstallationOptions installationOptions = new InstallationOptions();

    @Override
    public Integer call() throws IOException {
        Stack stack = new Stack(installationOptions.installation());
        if (name != null) {
            Stack.requireKnown(name);
        }
        List<Path> logs = stack.parts().stream()
                .filter(part -> name == null || part.name().equals(name))
                .map(Part::log)
                .filter(log -> log.toFile().exists())
                .toList();
        if (logs.isEmpty()) {
            throw new CommandFailed("there is no log yet: ./trapline up first");
        }
        LogTail tail = new LogTail(System.out, logs);
        tail.last(lines);
        while (follow) {
            Pause.of(java.time.Duration.ofMillis(300));
            tail.more();
        }
        return 0;
    }
}
