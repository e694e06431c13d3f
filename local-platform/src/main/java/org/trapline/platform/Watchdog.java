package org.trapline.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Stops the test platform when the last process that uses it has ended, however it ended. Users are files in
 * {@code <home>/owners}; they are added, and the platform stopped, under the home's lock only.
 */
final class Watchdog {

    private final Path home;
    private final Path dists;

    private Watchdog(Path home, Path dists) {
        this.home = home;
        this.dists = dists;
    }

    /** Adds a user and sees to it that the watchdog runs; the caller holds the home's lock. */
    static void guard(Path home, Path dists, ProcessHandle owner, Consumer<String> progress) {
        Json.write(
                home.resolve("owners").resolve(owner.pid() + ".json"), ProcessRecord.of(owner, List.of(), List.of()));
        Path folder = home.resolve("watchdog");
        List<String> command = List.of(
                Command.java(),
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder.resolve("classes") + ":" + Artifacts.platformClassPath(),
                Watchdog.class.getName(),
                home.toString(),
                dists.toString());
        ManagedProcess process =
                new ManagedProcess(home, ProcessSpec.of("watchdog", command, folder, folder.resolve("watchdog.log")));
        if (process.process().isEmpty()) {
            copyClasses(folder.resolve("classes"));
            process.start(line -> {});
        }
    }

    public static void main(String[] arguments) {
        new Watchdog(Path.of(arguments[0]), Path.of(arguments[1])).watch();
    }

    private void watch() {
        while (true) {
            Pause.of(Duration.ofSeconds(1));
            if (nobodyLeft()) {
                try (FileLock lock = FileLock.acquire(home.resolve("lock"), Watchdog::say);
                        FileLock identity = FileLock.acquire(home.resolve("keycloak.lock"), Watchdog::say)) {
                    // Somebody may have come while we waited.
                    if (nobodyLeft()) {
                        Ports ports = Json.read(home.resolve("ports.json"), Ports.class)
                                .orElseThrow(() -> new PlatformException("ports.json is gone"));
                        new Platform(home, dists, ports).stopHoldingLock(Watchdog::say);
                        Files.deleteIfExists(home.resolve("run/watchdog.json"));
                        return;
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private boolean nobodyLeft() {
        try (Stream<Path> owners = Files.list(home.resolve("owners"))) {
            List<Path> files =
                    owners.filter(file -> file.toString().endsWith(".json")).toList();
            boolean left = false;
            for (Path file : files) {
                if (Json.read(file, ProcessRecord.class)
                        .flatMap(ProcessRecord::alive)
                        .isPresent()) {
                    left = true;
                } else {
                    Files.deleteIfExists(file);
                }
            }
            return !left;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of our own: a build may clean or replace ours while the watchdog sleeps. */
    private static void copyClasses(Path target) {
        try {
            Path source = Path.of(Watchdog.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isRegularFile(source)) {
                Distribution.unzip(source, target);
                return;
            }
            try (Stream<Path> paths = Files.walk(source)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    Path copy = target.resolve(source.relativize(path).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new PlatformException("no place of our own classes", e);
        }
    }

    private static void say(String line) {
        System.out.println(Instant.now() + " " + line);
    }
}
