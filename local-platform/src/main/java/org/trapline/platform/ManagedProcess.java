package org.trapline.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A process that outlives its launcher: detached from the terminal, recorded in {@code <home>/run/<name>.json}, found
 * again by pid and time of birth. Callers that may race hold the home's lock.
 */
public final class ManagedProcess {

    /** Tells our processes from all others, even when the launcher died before it could record them. */
    private static final String MARK = "TRAPLINE_PROCESS";

    private static final int TAIL_LINES = 15;

    /** What there is to say about a process. */
    public enum State {
        /** No living process is recorded. */
        STOPPED,
        /** Alive, but does not answer (yet). */
        SILENT,
        /** Alive and answering. */
        RUNNING
    }

    private final ProcessSpec spec;
    private final Path recordFile;

    public ManagedProcess(Path home, ProcessSpec spec) {
        this.spec = spec;
        this.recordFile = home.toAbsolutePath().normalize().resolve("run").resolve(spec.name() + ".json");
    }

    public String name() {
        return spec.name();
    }

    public Path log() {
        return spec.log();
    }

    public List<Integer> ports() {
        return spec.ports();
    }

    public State state() {
        if (process().isEmpty()) {
            return State.STOPPED;
        }
        return spec.health().answers() ? State.RUNNING : State.SILENT;
    }

    /** The living process that the record names. */
    public Optional<ProcessHandle> process() {
        return Json.read(recordFile, ProcessRecord.class).flatMap(ProcessRecord::alive);
    }

    /**
     * Starts it unless it runs and answers; returns when it answers.
     *
     * @throws PortTaken when a foreign process holds a port of it
     * @throws StartFailed when it ends or stays silent
     */
    public void start(Consumer<String> progress) {
        Optional<ProcessHandle> running = process();
        if (running.isPresent()) {
            if (becomesReady(running.get())) {
                progress.accept(
                        name() + ": already running (pid " + running.get().pid() + ")");
                return;
            }
            progress.accept(name() + ": recorded process does not answer, restarting it");
            end(running.get(), progress);
        }
        endUnrecorded(progress);
        spec.ports().forEach(port -> LoopbackPort.requireFree(name(), port));
        launch(progress);
    }

    /**
     * Nobody else holds the ports that it will need; without effect while it runs, or a process of ours that was not
     * recorded, which {@link #start} stops, may hold them.
     *
     * @throws PortTaken when a foreign process holds a port of it
     */
    public void requirePorts() {
        if (process().isEmpty() && unrecorded().isEmpty()) {
            ports().forEach(port -> LoopbackPort.requireFree(name(), port));
        }
    }

    /** Stops what is recorded, and nothing else; true when there was something to stop. */
    public boolean stop(Consumer<String> progress) {
        Optional<ProcessHandle> running = process();
        if (running.isPresent()) {
            end(running.get(), progress);
            // Children that outlived it carry our mark too.
            unrecorded().forEach(ProcessHandle::destroyForcibly);
            progress.accept(name() + ": stopped");
        } else {
            endUnrecorded(progress);
        }
        deleteRecord();
        return running.isPresent();
    }

    private void launch(Consumer<String> progress) {
        Instant begun = Instant.now();
        Process process = spawn();
        Json.write(recordFile, ProcessRecord.of(process.toHandle(), spec.ports(), spec.command()));
        if (!becomesReady(process.toHandle())) {
            boolean alive = process.isAlive();
            String what = alive
                    ? " did not answer within " + spec.startTimeout().toSeconds() + " s"
                    : " ended with exit code " + process.exitValue();
            if (alive) {
                end(process.toHandle(), progress);
            }
            deleteRecord();
            throw new StartFailed(name() + what + "; see " + spec.log() + tail());
        }
        long millis = Duration.between(begun, Instant.now()).toMillis();
        progress.accept(String.format(Locale.ROOT, "%s: ready after %.1f s%s", name(), millis / 1000.0, place()));
    }

    private String place() {
        return spec.ports().isEmpty() ? "" : " on 127.0.0.1:" + spec.ports().get(0);
    }

    /** {@code setsid} takes it out of our session and process group: Ctrl-C and a closed terminal pass it by. */
    private Process spawn() {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(spec.command());
        try {
            Files.createDirectories(spec.directory());
            Files.createDirectories(spec.log().getParent());
            if (Files.exists(spec.log())) {
                Files.move(spec.log(), Path.of(spec.log() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(spec.directory().toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
            builder.environment().putAll(spec.environment());
            builder.environment().put(MARK, recordFile.toString());
            return builder.start();
        } catch (IOException e) {
            throw new PlatformException("cannot start " + name() + ": " + e.getMessage(), e);
        }
    }

    private boolean becomesReady(ProcessHandle process) {
        Instant deadline = Instant.now().plus(spec.startTimeout());
        while (process.isAlive()) {
            // Asked while it lives: an answer from somebody else's listener must not count.
            if (spec.health().answers() && process.isAlive()) {
                return true;
            }
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            Pause.briefly();
        }
        return false;
    }

    void end(ProcessHandle process, Consumer<String> progress) {
        List<ProcessHandle> children = process.descendants().toList();
        signal(process, spec.stopSignal());
        if (!ends(process, spec.stopTimeout())) {
            progress.accept(name() + ": did not end in time, killing pid " + process.pid());
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            ends(process, Duration.ofSeconds(10));
        }
        children.forEach(child -> ends(child, Duration.ofSeconds(10)));
    }

    private static boolean ends(ProcessHandle process, Duration patience) {
        Optional<ProcessRecord> record = Optional.of(ProcessRecord.of(process, List.of(), List.of()));
        Instant deadline = Instant.now().plus(patience);
        while (process.isAlive() && record.flatMap(ProcessRecord::alive).isPresent()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            Pause.briefly();
        }
        return true;
    }

    /** Java itself can only send SIGTERM and SIGKILL. */
    private static void signal(ProcessHandle process, String signal) {
        if (signal.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted", e);
        }
    }

    private void endUnrecorded(Consumer<String> progress) {
        unrecorded().forEach(process -> {
            progress.accept(name() + ": stopping pid " + process.pid() + ", started by us earlier but not recorded");
            end(process, progress);
        });
    }

    /** Processes with our mark, meant to be called when no recorded one lives. */
    List<ProcessHandle> unrecorded() {
        String mark = "\0" + MARK + "=" + recordFile + "\0";
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> hasInEnvironment(process.pid(), mark))
                .toList();
    }

    private static boolean hasInEnvironment(long pid, String mark) {
        try {
            byte[] environment = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
            return ("\0" + new String(environment, StandardCharsets.UTF_8) + "\0").contains(mark);
        } catch (IOException endedOrNotOurs) {
            return false;
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(spec.log(), StandardCharsets.ISO_8859_1);
            List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return last.isEmpty() ? "" : "\n  " + String.join("\n  ", last);
        } catch (IOException noLog) {
            return "";
        }
    }

    private void deleteRecord() {
        try {
            Files.deleteIfExists(recordFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
