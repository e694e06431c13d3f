package org.trapline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.trapline.platform.FileLock;
import org.trapline.platform.ManagedProcess;
import org.trapline.platform.Platform;

/** Everything that runs in one installation: the platform's servers, the simulator and the four services. */
public final class Stack {

    /** Names of all parts, in the order in which they can be started. */
    public static final List<String> PARTS =
            List.of("postgres", "kafka", "keycloak", "simulator", "evidence", "attribution", "takedown", "gateway");

    private static final List<String> SERVICES = List.of("evidence", "attribution", "takedown", "gateway");

    private final Installation installation;
    private final Platform platform;
    private final Services services;

    public Stack(Installation installation) {
        this.installation = installation;
        this.platform = LocalPlatform.of(installation);
        this.services = new Services(installation, platform);
    }

    /**
     * Starts what does not run; returns when every part answers.
     *
     * @param progress gets a line per step, from one thread at a time
     * @throws CommandFailed or PlatformException with a message for the person at the terminal
     */
    public void start(Consumer<String> progress) {
        Consumer<String> lines = Platform.oneAtATime(progress);
        requireBuilt();
        installation.makeHome();
        try (FileLock lock = lock(lines)) {
            requirePorts();
            ExecutorService threads = Executors.newCachedThreadPool();
            try {
                CompletableFuture<Void> servers = run(() -> platform.start(lines), threads);
                CompletableFuture<Void> outside = run(() -> services.simulator().start(lines), threads);
                // Keycloak takes longest; the services wait for it by themselves.
                CompletableFuture<Void> stores = run(() -> new Stores(platform).await(servers), threads);
                List<CompletableFuture<Void>> all = new ArrayList<>(List.of(servers, outside));
                serviceProcesses()
                        .forEach(service ->
                                all.add(stores.thenRunAsync(() -> startService(service.get(), lines), threads)));
                awaitAllOrFirstFailure(all, lines);
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : e;
            } finally {
                threads.shutdown();
            }
        }
    }

    /** Not the platform's own lock, which {@link Platform#start} takes while we hold this one. */
    private FileLock lock(Consumer<String> progress) {
        return FileLock.acquire(installation.home().resolve("stack.lock"), progress);
    }

    /** Of every part, before the first one starts: a taken port must not leave half of them running. */
    private void requirePorts() {
        platform.requirePorts();
        ownProcesses().forEach(process -> process.get().requirePorts());
    }

    /** Stops everything, services first; data stay. Returns the names of the parts that were running. */
    public List<String> stop(Consumer<String> progress) {
        if (!Files.isDirectory(installation.home())) {
            return List.of();
        }
        Consumer<String> lines = Platform.oneAtATime(progress);
        try (FileLock lock = lock(lines)) {
            List<String> running = parts().stream()
                    .filter(part -> part.pid() != 0)
                    .map(Part::name)
                    .toList();
            ExecutorService threads = Executors.newCachedThreadPool();
            try {
                CompletableFuture.allOf(ownProcesses()
                                .map(process -> run(() -> process.get().stop(lines), threads))
                                .toArray(CompletableFuture[]::new))
                        .join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : e;
            } finally {
                threads.shutdown();
                // Whatever became of the services: the servers must not stay behind.
                platform.stop(lines);
            }
            return running;
        }
    }

    /** Every part, running or not, in the order of {@link #PARTS}. */
    public List<Part> parts() {
        return Stream.concat(
                        platform.status().stream().map(Part::of),
                        ownProcesses().map(Supplier::get).map(Part::of))
                .toList();
    }

    /** @throws CommandFailed for a name that is none of {@link #PARTS} */
    public Part part(String name) {
        requireKnown(name);
        return parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** SIGKILL, as a crash would be: no orderly end. {@link #start} brings it back. False when it did not run. */
    public boolean kill(String name) {
        Part part = part(name);
        return ProcessHandle.of(part.pid())
                .filter(process -> part.pid() != 0)
                .map(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                    return true;
                })
                .orElse(false);
    }

    /** @throws CommandFailed unless all of these parts answer; without names, every part */
    public void requireRunning(String... names) {
        List<String> needed = names.length == 0 ? PARTS : List.of(names);
        List<Part> parts = parts();
        List<String> missing = parts.stream()
                .filter(part -> needed.contains(part.name()) && !part.up())
                .map(Part::name)
                .toList();
        if (!missing.isEmpty() && parts.stream().noneMatch(Part::up)) {
            throw new CommandFailed("nothing is running in " + installation.home() + ": ./trapline up first");
        }
        if (!missing.isEmpty()) {
            throw new CommandFailed(
                    "not running: " + String.join(", ", missing) + ". ./trapline up starts what is missing");
        }
    }

    static void requireKnown(String name) {
        if (!PARTS.contains(name)) {
            throw new CommandFailed("there is no '" + name + "'; the parts are " + String.join(", ", PARTS));
        }
    }

    private Stream<Supplier<ManagedProcess>> ownProcesses() {
        return Stream.concat(Stream.of(services::simulator), serviceProcesses());
    }

    private Stream<Supplier<ManagedProcess>> serviceProcesses() {
        return Stream.of(services::evidence, services::attribution, services::takedown, services::gateway);
    }

    /** The first failure is told when it happens; the rest still ends as it may, so that nothing is left half-started. */
    private static void awaitAllOrFirstFailure(List<CompletableFuture<Void>> all, Consumer<String> progress) {
        CompletableFuture<Void> everything = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        AtomicBoolean told = new AtomicBoolean();
        all.forEach(one -> one.exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (told.compareAndSet(false, true) && !everything.isDone()) {
                progress.accept("FAILED: " + cause.getMessage());
            }
            return null;
        }));
        everything.join();
    }

    private void requireBuilt() {
        Stream.concat(Stream.of(services.libraries()), SERVICES.stream().map(services::jar))
                .filter(built -> !Files.exists(built))
                .findFirst()
                .ifPresent(missing -> {
                    throw new CommandFailed(
                            missing + " is not built: unset TRAPLINE_SKIP_BUILD, or run" + " mvn -DskipTests package");
                });
    }

    /** A service whose jar was built after it started runs on files that are gone: it is started anew. */
    private void startService(ManagedProcess service, Consumer<String> progress) {
        boolean outdated = service.process()
                .flatMap(process -> process.info().startInstant())
                .filter(started -> started.isBefore(lastModified(services.jar(service.name()))))
                .isPresent();
        if (outdated) {
            progress.accept(service.name() + ": was built anew, restarting it");
            service.stop(line -> {});
        }
        service.start(progress);
    }

    private static Instant lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompletableFuture<Void> run(Runnable step, ExecutorService threads) {
        return CompletableFuture.runAsync(step, threads);
    }
}
