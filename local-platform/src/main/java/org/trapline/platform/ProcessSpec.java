package org.trapline.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to run one process.
 *
 * @param name what it is called on the terminal and in file names
 * @param command program and arguments
 * @param environment added to ours
 * @param directory working directory, created if absent
 * @param log where its output goes; the last run's is kept beside it as {@code .1}
 * @param ports loopback ports it will listen on, checked before it starts
 * @param health asked until it answers
 * @param startTimeout how long it may take to answer
 * @param stopTimeout how long it may take to end before it is killed
 * @param stopSignal name of the signal that asks for an orderly end
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        List<Integer> ports,
        Health health,
        Duration startTimeout,
        Duration stopTimeout,
        String stopSignal) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        ports = List.copyOf(ports);
    }

    /** A process without ports, alive is well, one minute to start, half a minute to end on SIGTERM. */
    public static ProcessSpec of(String name, List<String> command, Path directory, Path log) {
        return new ProcessSpec(
                name,
                command,
                Map.of(),
                directory,
                log,
                List.of(),
                Health.alive(),
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                "TERM");
    }

    public ProcessSpec withEnvironment(Map<String, String> variables) {
        return new ProcessSpec(
                name, command, variables, directory, log, ports, health, startTimeout, stopTimeout, stopSignal);
    }

    /** Ready when {@code readiness} answers. */
    public ProcessSpec listeningOn(List<Integer> loopbackPorts, Health readiness) {
        return new ProcessSpec(
                name,
                command,
                environment,
                directory,
                log,
                loopbackPorts,
                readiness,
                startTimeout,
                stopTimeout,
                stopSignal);
    }

    public ProcessSpec withStartTimeout(Duration timeout) {
        return new ProcessSpec(
                name, command, environment, directory, log, ports, health, timeout, stopTimeout, stopSignal);
    }

    /** PostgreSQL, for one, waits for its clients on SIGTERM and does not on SIGINT. */
    public ProcessSpec stoppedBy(String signal, Duration timeout) {
        return new ProcessSpec(
                name, command, environment, directory, log, ports, health, startTimeout, timeout, signal);
    }
}
