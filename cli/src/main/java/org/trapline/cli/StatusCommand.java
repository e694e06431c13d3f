package org.trapline.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.trapline.platform.ManagedProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", description = "What runs. Exit code 0 when everything is up, 1 when something is not.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private InstallationOptions installationOptions = new InstallationOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        List<Part> parts = new Stack(installationOptions.installation()).parts();
        boolean allUp = parts.stream().allMatch(Part::up);
        Terminal terminal = json.terminal();
        terminal.table(
                List.of("name", "health", "pid", "ports", "up for", "memory"),
                parts.stream().map(StatusCommand::row).toList());
        json.write(Map.of("allUp", allUp, "parts", facts(parts)));
        if (!allUp) {
            terminal.line("");
            terminal.line("./trapline up starts what does not run; ./trapline logs NAME shows what a part says");
        }
        return allUp ? 0 : 1;
    }

    private static List<String> row(Part part) {
        boolean stopped = part.pid() == 0;
        return List.of(
                part.name(),
                health(part),
                stopped ? "-" : Long.toString(part.pid()),
                part.ports().stream().map(Object::toString).collect(Collectors.joining(" ")),
                part.startedAt() == null ? "-" : Terminal.time(Duration.between(part.startedAt(), Instant.now())),
                stopped ? "-" : Terminal.size(part.memoryBytes()));
    }

    private static String health(Part part) {
        if (part.state() == ManagedProcess.State.STOPPED) {
            return "stopped";
        }
        return part.up() ? "up" : "does not answer";
    }

    static List<Map<String, Object>> facts(List<Part> parts) {
        return parts.stream()
                .map(part -> {
                    Map<String, Object> fact = new LinkedHashMap<>();
                    fact.put("name", part.name());
                    fact.put("state", part.state());
                    fact.put("pid", part.pid());
                    fact.put("port", part.port());
                    fact.put("ports", part.ports());
                    fact.put("startedAt", part.startedAt());
                    fact.put("memoryBytes", part.memoryBytes());
                    fact.put("log", part.log().toString());
                    return fact;
                })
                .toList();
    }
}
