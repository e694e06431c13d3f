package org.trapline.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * PostgreSQL, Kafka and Keycloak of one home folder. All operations may be repeated and raced: they take the home's
 * lock, and do only what is left to do.
 */
public final class Platform {

    /** Each with a role of the same name and a password of its own. */
    public static final List<String> DATABASES = List.of("evidence", "attribution", "takedown", "keycloak");

    private static final long LEAST_FREE_BYTES = 1L << 30;

    /**
     * One line of {@link #status()}.
     *
     * @param name postgres, kafka or keycloak
     * @param state whether it lives and answers
     * @param pid its process id, 0 when stopped
     * @param port where clients find it on loopback
     * @param ports all that it listens on
     * @param log its log file
     */
    public record Status(String name, ManagedProcess.State state, long pid, int port, List<Integer> ports, Path log) {

        /** What can be said of any managed process that listens. */
        public static Status of(ManagedProcess process) {
            return new Status(
                    process.name(),
                    process.state(),
                    process.process().map(ProcessHandle::pid).orElse(0L),
                    process.ports().isEmpty() ? 0 : process.ports().get(0),
                    process.ports(),
                    process.log());
        }
    }

    private final Path home;
    private final Ports ports;
    private final Secrets secrets;
    private final Postgres postgres;
    private final Kafka kafka;
    private final KeycloakServer keycloak;

    /** Servers are unpacked to {@code dist} in the home. */
    public Platform(Path home, Ports ports) {
        this(home, home.resolve("dist"), ports);
    }

    /**
     * @param home data, logs, records and secrets, kept from start to start
     * @param dists where servers are unpacked to, shared between homes
     */
    public Platform(Path home, Path dists, Ports ports) {
        this.home = home.toAbsolutePath().normalize();
        Path absoluteDists = dists.toAbsolutePath().normalize();
        this.ports = ports;
        this.secrets = new Secrets(this.home);
        this.postgres = new Postgres(this.home, absoluteDists, secrets, ports.postgres());
        this.kafka = new Kafka(this.home, ports.kafka(), ports.kafkaController());
        this.keycloak = new KeycloakServer(this.home, absoluteDists, secrets, ports);
    }

    /**
     * Starts what does not run and returns when all answer.
     *
     * @param progress gets a line per step, from one thread at a time
     * @throws PlatformException with a message for the person at the terminal
     */
    public void start(Consumer<String> progress) {
        Consumer<String> lines = oneAtATime(progress);
        try (FileLock lock = FileLock.acquire(home.resolve("lock"), lines)) {
            requireRoom();
            requireSecrets();
            requirePorts();
            CompletableFuture<Void> identity = inBackground(() -> keycloak.prepare(lines));
            CompletableFuture<Void> broker = inBackground(() -> kafka.start(lines));
            CompletableFuture<Void> database = inBackground(() -> startPostgres(lines));
            await(
                    broker,
                    identity.thenCombine(database, (prepared, started) -> prepared)
                            .thenRun(() -> startKeycloak(lines)));
        }
    }

    /** PostgreSQL and Kafka only; the caller holds the home's lock. */
    void startStores(Consumer<String> lines) {
        await(inBackground(() -> startPostgres(lines)), inBackground(() -> kafka.start(lines)));
    }

    /** A thread of its own each: most of the time it waits for a process. */
    private static CompletableFuture<Void> inBackground(Runnable work) {
        return CompletableFuture.runAsync(work, task -> {
            Thread thread = new Thread(task, "trapline-platform");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Until all have ended, well or not, so that nothing is still being started when the lock is given back. */
    private static void await(CompletableFuture<?>... all) {
        try {
            CompletableFuture.allOf(all).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof PlatformException known) {
                throw known;
            }
            if (e.getCause() instanceof UncheckedIOException file) {
                throw file;
            }
            throw new PlatformException("start failed: " + e.getCause(), e.getCause());
        }
    }

    /** Stops all, Keycloak first; data stay. */
    public void stop(Consumer<String> progress) {
        if (!Files.isDirectory(home)) {
            return;
        }
        Consumer<String> lines = oneAtATime(progress);
        try (FileLock lock = FileLock.acquire(home.resolve("lock"), lines)) {
            stopHoldingLock(lines);
        }
    }

    public List<Status> status() {
        return processes().map(Status::of).toList();
    }

    /** One of {@link #DATABASES}; exists once the platform was started. */
    public Database database(String name) {
        return postgres.database(name, secrets.get(Postgres.secretName(name)));
    }

    public String kafkaBootstrap() {
        return kafka.bootstrap();
    }

    public Keycloak keycloak() {
        return new Keycloak(ports.keycloak(), secrets);
    }

    Postgres postgres() {
        return postgres;
    }

    Kafka kafka() {
        return kafka;
    }

    Stream<ManagedProcess> processes() {
        return Stream.of(postgres.process(), kafka.process(), keycloak.process());
    }

    void startPostgres(Consumer<String> progress) {
        postgres.start(progress);
        for (String name : DATABASES) {
            postgres.require(name, secrets.get(Postgres.secretName(name)));
        }
    }

    /** Its database must exist. */
    void startKeycloak(Consumer<String> progress) {
        keycloak.start(progress);
    }

    void stopHoldingLock(Consumer<String> progress) {
        keycloak.process().stop(progress);
        kafka.stop(progress);
        postgres.stop(progress);
    }

    void requireSecrets() {
        secrets.require(Stream.of(
                        Postgres.secretNames().stream(),
                        DATABASES.stream().map(Postgres::secretName),
                        KeycloakServer.secretNames().stream())
                .flatMap(names -> names)
                .toList());
    }

    void requireRoom() {
        try {
            PrivateFolder.create(home);
            long free = Files.getFileStore(home).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                throw new PlatformException(
                        "disk nearly full: " + (free >> 20) + " MiB free below " + home + ", at least 1 GiB is needed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Looks at the ports of all servers that do not run, before the first one starts: a taken port should not cost a
     * minute to learn of.
     *
     * @throws PortTaken when a foreign process holds one
     */
    public void requirePorts() {
        processes()
                // A server on our data that was not recorded holds its port; it is stopped when its turn comes.
                .filter(process -> !process.name().equals("postgres")
                        || postgres.strangersOnOurData().isEmpty())
                .forEach(ManagedProcess::requirePorts);
    }

    /** The same, for lines that come from several threads: it gets them one after another. */
    public static Consumer<String> oneAtATime(Consumer<String> progress) {
        Object monitor = new Object();
        return line -> {
            synchronized (monitor) {
                progress.accept(line);
            }
        };
    }
}
