package org.trapline.verifier.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged file as somebody runs it who has nothing else: alone in a folder with the packet, without an environment. */
class VerifyPacketIT {

    private static final String STAMPS = "/org/trapline/verifier/timestamp/";

    @TempDir
    Path folder;

    private final SamplePacket packet;

    VerifyPacketIT() throws IOException {
        packet = new SamplePacket(true);
    }

    @BeforeEach
    void copy() throws IOException {
        Files.copy(Path.of("target/trapline-verify.jar"), folder.resolve("trapline-verify.jar"));
    }

    @Test
    void tellsAGenuinePacketFromAnother() throws Exception {
        Files.write(folder.resolve("packet.zip"), packet.zip());
        String key = packet.signingKey().fingerprint();

        assertThat(run(0, "packet.zip", "--key", key)).contains("exhibits", "ok", "Genuine: signed with the key");
        assertThat(run(1, "packet.zip", "--key", "00".repeat(32))).contains("FAILED", "NOT GENUINE");
        assertThat(run(2, "--key", key)).contains("Usage: java -jar trapline-verify.jar");
    }

    /** The classes that read one come from signed jars, whose signatures do not hold for this file. */
    @Test
    void readsTheTimeStamp() throws Exception {
        packet.put(PacketLayout.TIMESTAMP, resource("enclosed.tsr"));
        packet.seal();
        Files.write(folder.resolve("packet.zip"), packet.zip());
        Files.write(folder.resolve("root.pem"), resource("root.pem"));

        assertThat(run(1, "packet.zip", "--key", packet.signingKey().fingerprint(), "--tsa", "root.pem"))
                .contains("the time stamp is of other bytes");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = VerifyPacketIT.class.getResourceAsStream(STAMPS + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private String run(int exitCode, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", "trapline-verify.jar"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder process =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        process.environment().clear();
        Process run = process.start();
        String printed = new String(run.getInputStream().readAllBytes(), UTF_8);
        assertThat(run.waitFor()).as(printed).isEqualTo(exitCode);
        return printed;
    }
}
