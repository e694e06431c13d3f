package org.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trapline.platform.ManagedProcess;
import org.trapline.platform.PortTaken;

class StackTest {

    private final List<String> progress = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void takenPortOfAServiceIsToldBeforeAnythingIsStarted() throws IOException {
        Installation installation = built();
        int port = installation.ports().takedown();
        try (ServerSocket holder = new ServerSocket()) {
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Stack stack = new Stack(installation);

            assertThatThrownBy(() -> stack.start(progress::add))
                    .isInstanceOf(PortTaken.class)
                    .hasMessageContaining("port " + port + " (takedown) is taken by pid "
                            + ProcessHandle.current().pid() + " (");

            assertThat(stack.parts()).extracting(Part::state).containsOnly(ManagedProcess.State.STOPPED);
            assertThat(progress).isEmpty();
        }
    }

    @Test
    void stopOfAHomeThatNeverWasDoesNothing() {
        Installation installation = new Installation(folder, folder.resolve("never"), freePorts());

        assertThat(new Stack(installation).stop(progress::add)).isEmpty();

        assertThat(installation.home()).doesNotExist();
        assertThat(progress).isEmpty();
    }

    /** What a build leaves, as far as a look tells. */
    private Installation built() throws IOException {
        Files.createDirectories(folder.resolve("cli/target/lib"));
        for (String module : List.of("gateway", "evidence-service", "attribution-service", "takedown-service")) {
            Path jar = folder.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
            Files.createDirectories(jar.getParent());
            Files.createFile(jar);
        }
        return new Installation(folder, folder.resolve("home"), freePorts());
    }

    /** Nobody listens there, as far as a look tells. */
    private static LoopbackPorts freePorts() {
        for (int i = 0; i < 100; i++) {
            LoopbackPorts ports = new LoopbackPorts(ThreadLocalRandom.current().nextInt(1_000, 12_000));
            if (isFree(ports.takedown()) && isFree(ports.postgres()) && isFree(ports.kafka())) {
                return ports;
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
