package org.trapline.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A platform of a test's own, below {@code target/}; only the unpacked servers are shared. */
record TemporaryHome(Path home, Path dists) {

    static TemporaryHome create() throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path root = Path.of(System.getProperty("trapline.root", ".."));
        return new TemporaryHome(
                Files.createTempDirectory(target, "home-"),
                root.toAbsolutePath().normalize().resolve(".trapline/dist"));
    }

    Platform platform() {
        return platform(new Ports(
                LoopbackPort.anyFree(),
                LoopbackPort.anyFree(),
                LoopbackPort.anyFree(),
                LoopbackPort.anyFree(),
                LoopbackPort.anyFree()));
    }

    Platform platform(Ports ports) {
        return new Platform(home, dists, ports);
    }

    /** Nothing of it runs any more. */
    void delete() throws IOException {
        Distribution.deleteTree(home);
    }

    /** Whatever has this home in its command line, recorded or not. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> String.join(" ", arguments).contains(home.toString()))
                        .orElse(false))
                .toList();
    }
}
