package org.trapline.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Stop everything this installation runs. Data stay for the next up.")
final class DownCommand implements Callable<Integer> {

    @Mixin
    private InstallationOptions installationOptions = new InstallationOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Stack stack = new Stack(installationOptions.installation());
        Terminal terminal = json.terminal();
        List<String> stopped = stack.stop(line -> terminal.line("  " + line));
        List<String> left = stack.parts().stream()
                .filter(part -> part.pid() != 0)
                .map(Part::name)
                .toList();
        json.write(Map.of("stopped", stopped, "left", left));
        if (!left.isEmpty()) {
            throw new CommandFailed("still running: " + String.join(", ", left));
        }
        terminal.line(stopped.isEmpty() ? "Nothing was running." : "Stopped " + String.join(", ", stopped) + ".");
        return 0;
    }
}
