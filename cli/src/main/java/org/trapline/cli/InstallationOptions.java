package org.trapline.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which installation a command works on; a picocli mixin. */
public final class InstallationOptions {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Folder of the installation (default: TRAPLINE_HOME, else .trapline in the project)")
    private @Nullable Path home;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Added to every port, for a second installation (default: TRAPLINE_PORT_OFFSET, else 0)")
    private @Nullable Integer portOffset;

    public Installation installation() {
        return Installation.locate(home, portOffset);
    }
}
