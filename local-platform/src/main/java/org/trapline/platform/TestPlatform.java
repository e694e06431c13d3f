package org.trapline.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The one platform that all tests of a build share, below {@code <root>/.trapline/test}, on ports of its own. It is
 * started by whoever attaches first, and ends by itself when the last process that uses it has ended.
 */
public final class TestPlatform {

    /** Databases of this prefix are dropped at the next start. */
    private static final String PREFIX = "test_";

    private final Path home;
    private final Platform platform;

    private TestPlatform(Path home, Platform platform) {
        this.home = home;
        this.platform = platform;
    }

    /** Uses it until the Java process that started ours, which is Maven, ends. PostgreSQL and Kafka answer. */
    public static TestPlatform attach() {
        return attach(launcher(), TestPlatform::say);
    }

    /** Uses it until {@code owner} ends. */
    static TestPlatform attach(ProcessHandle owner, Consumer<String> progress) {
        Path base = root().resolve(".trapline");
        return attach(base.resolve("test"), base.resolve("dist"), owner, progress);
    }

    static TestPlatform attach(Path home, Path dists, ProcessHandle owner, Consumer<String> progress) {
        Consumer<String> lines = Platform.oneAtATime(progress);
        try (FileLock lock = FileLock.acquire(home.resolve("lock"), lines)) {
            Platform platform = new Platform(home, dists, ports(home, dists));
            platform.requireRoom();
            platform.requireSecrets();
            Watchdog.guard(home, dists, owner, lines);
            boolean fresh =
                    platform.processes().noneMatch(process -> process.process().isPresent());
            if (fresh) {
                platform.kafka().wipe();
            }
            platform.startStores(fresh ? lines : TestPlatform::sayUnlessRunning);
            if (fresh) {
                platform.postgres().dropAllStartingWith(PREFIX);
            }
            return new TestPlatform(home, platform);
        }
    }

    /** A new empty database with a role of its own, called after {@code name}. */
    public Database freshDatabase(String name) {
        String unique = PREFIX + name + "_" + Long.toString(System.nanoTime(), 36);
        return platform.postgres().require(unique, Secrets.random());
    }

    public String kafkaBootstrap() {
        return platform.kafkaBootstrap();
    }

    /** Waits until Keycloak answers; the first caller starts it, which takes up to a minute. */
    public Keycloak keycloak() {
        try (FileLock lock = FileLock.acquire(home.resolve("keycloak.lock"), TestPlatform::say)) {
            platform.startKeycloak(TestPlatform::sayUnlessRunning);
            return platform.keycloak();
        }
    }

    /** Those of the last start; another for a server that does not run and whose port somebody took meanwhile. */
    private static Ports ports(Path home, Path dists) {
        Path file = home.resolve("ports.json");
        Ports last = Json.read(file, Ports.class).orElse(new Ports(0, 0, 0, 0, 0));
        boolean running = Files.exists(file)
                && new Platform(home, dists, last).processes().anyMatch(process -> process.process()
                        .isPresent());
        if (running) {
            return last;
        }
        Ports ports = new Ports(
                usable(last.postgres()),
                usable(last.kafka()),
                usable(last.kafkaController()),
                usable(last.keycloak()),
                usable(last.keycloakManagement()));
        Json.write(file, ports);
        return ports;
    }

    private static int usable(int port) {
        return port != 0 && LoopbackPort.isFree(port) ? port : LoopbackPort.anyFree();
    }

    /** The nearest Java among our ancestors; there may be a shell between. Without one, our parent or we ourselves. */
    private static ProcessHandle launcher() {
        ProcessHandle self = ProcessHandle.current();
        return Stream.iterate(self.parent(), Optional::isPresent, parent -> parent.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .filter(TestPlatform::isJava)
                .findFirst()
                .orElse(self);
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().equals("java"))
                .orElse(false);
    }

    private static Path root() {
        String root = System.getProperty("trapline.root");
        if (root != null) {
            return Path.of(root).toAbsolutePath().normalize();
        }
        // A module's folder has a pom too; the root's has us beside it.
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("local-platform/pom.xml")))
                .findFirst()
                .orElseThrow(
                        () -> new PlatformException("set the system property trapline.root to the project's folder"));
    }

    /** Every test class attaches: that all is as it was is no news. */
    private static void sayUnlessRunning(String line) {
        if (!line.contains(": already running")) {
            say(line);
        }
    }

    private static void say(String line) {
        System.out.println("[test platform] " + line);
    }
}
