package org.trapline.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trapline.platform.Pause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Stack stack = new Stack(installationOptions.installation());
        if (name != null) {
            Stack.requireKnown(name);
        }
        if (follow && json.requested()) {
            throw new ParameterException(
                    spec.commandLine(), "--json has an end and --follow has none: use one of them");
        }
        List<Part> logs = stack.parts().stream()
                .filter(part -> name == null || part.name().equals(name))
                .filter(part -> part.log().toFile().exists())
                .toList();
        if (logs.isEmpty()) {
            throw new CommandFailed("there is no log yet: ./trapline up first");
        }
        LogTail tail = new LogTail(json.people(), logs.stream().map(Part::log).toList());
        tail.last(lines);
        if (json.requested()) {
            json.write(facts(logs));
        }
        while (follow) {
            Pause.of(Duration.ofMillis(300));
            tail.more();
        }
        return 0;
    }

    /** @param name of the part */
    private record Line(String name, String line) {}

    private List<Line> facts(List<Part> logs) throws IOException {
        List<Line> facts = new ArrayList<>();
        for (Part part : logs) {
            for (String line : LogTail.lines(part.log(), lines)) {
                facts.add(new Line(part.name(), line));
            }
        }
        return facts;
    }
}
