package org.trapline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trapline.platform.PrivateFolder;

/**
 * One installation: the project it was built from, the folder that holds all it writes, and its ports.
 *
 * @param root the project's root, absolute
 * @param home everything this installation writes (data, logs, secrets, process records), absolute
 * @param ports its loopback ports
 */
public record Installation(Path root, Path home, LoopbackPorts ports) {

    public Installation {
        root = root.toAbsolutePath().normalize();
        home = home.toAbsolutePath().normalize();
    }

    /**
     * By the options of the command line, else {@code TRAPLINE_HOME} and {@code TRAPLINE_PORT_OFFSET}, else
     * {@code .trapline} below the project's root and the default ports.
     */
    public static Installation locate(@Nullable Path home, @Nullable Integer portOffset) {
        return locate(home, portOffset, System.getenv());
    }

    static Installation locate(@Nullable Path home, @Nullable Integer portOffset, Map<String, String> environment) {
        Path root = projectRoot();
        Path chosen = home != null ? home : Path.of(environment.getOrDefault("TRAPLINE_HOME", ""));
        int offset = portOffset != null ? portOffset : offset(environment.getOrDefault("TRAPLINE_PORT_OFFSET", "0"));
        return new Installation(
                root, chosen.toString().isEmpty() ? defaultHome(root) : chosen, new LoopbackPorts(offset));
    }

    /** The platform as its users reach it. */
    public URI gateway() {
        return URI.create("http://localhost:" + ports.gateway());
    }

    /** Issuer of the realm, as it stands in tokens. */
    public URI issuer() {
        return URI.create("http://localhost:" + ports.keycloak() + "/realms/trapline");
    }

    /** Where the demo and the tests say how the simulated registrars behave. */
    public URI simulatorControl() {
        return URI.create("http://127.0.0.1:" + ports.simulatorControl());
    }

    public Path logs() {
        return home.resolve("logs");
    }

    public Path data() {
        return home.resolve("data");
    }

    /**
     * Makes the folder, closed to others: it holds passwords, keys and evidence. Our own default place and an empty
     * folder are closed as well; a folder with other things in it stays as its owner wants it.
     */
    void makeHome() {
        PrivateFolder.create(home);
        if (home.equals(defaultHome(root)) || isEmpty(home)) {
            PrivateFolder.close(home);
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path defaultHome(Path root) {
        return root.resolve(".trapline");
    }

    /** Runnable jar of a service, where the build leaves it. */
    Path serviceJar(String module) {
        return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private static int offset(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new CommandFailed("TRAPLINE_PORT_OFFSET must be a number, not '" + text + "'", e);
        }
    }

    /** The launcher and the tests tell; otherwise the folder above, as far as it looks like the project. */
    private static Path projectRoot() {
        String told = System.getProperty("trapline.root", "");
        if (!told.isEmpty()) {
            return Path.of(told);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("local-platform")) && Files.isRegularFile(folder.resolve("pom.xml"))) {
                return folder;
            }
        }
        throw new CommandFailed("cannot find the project: start it with its own ./trapline");
    }
}
