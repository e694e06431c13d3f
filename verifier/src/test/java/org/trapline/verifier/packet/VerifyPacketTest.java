package org.trapline.verifier.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyPacketTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private String packet = "";
    private String key = "";

    @BeforeEach
    void packet() throws IOException {
        SamplePacket sample = new SamplePacket(false);
        packet = Files.write(folder.resolve("packet.zip"), sample.zip()).toString();
        key = sample.signingKey().fingerprint();
    }

    @Test
    void tellsEachCheckAndThatThePacketIsGenuine() {
        assertThat(run(packet, "--key", key)).isZero();
        assertThat(text(out))
                .startsWith("check")
                .contains("container", "exhibits", "custody", "Genuine: signed with the key that was expected");
        assertThat(run("--key=" + key, packet)).isZero();
        assertThat(text(err)).isEmpty();
    }

    @Test
    void isUndecidedWithoutAKeyAndRefusesAnother() {
        assertThat(run(packet)).isOne();
        assertThat(text(out)).contains("Undecided");
        assertThat(run(packet, "--key", "00".repeat(32))).isOne();
        assertThat(text(out)).contains("NOT GENUINE");
    }

    @Test
    void demandsAStampOfTheAuthorityThatIsNamed() throws IOException {
        Path authority = folder.resolve("authority.pem");
        try (var pem = getClass().getResourceAsStream("/org/trapline/verifier/timestamp/root.pem")) {
            Files.copy(java.util.Objects.requireNonNull(pem), authority);
        }

        assertThat(run(packet, "--key", key, "--tsa", authority.toString())).isOne();

        assertThat(text(out)).contains("The packet has no time stamp", "NOT GENUINE");
    }

    @Test
    void saysWhatItCannotCheck() {
        assertThat(run(folder.resolve("none.zip").toString(), "--key", key)).isOne();
        assertThat(run(packet, "--key", "abc")).isOne();
        assertThat(run(packet, "--key", key, "--tsa", folder.resolve("none.pem").toString()))
                .isOne();
        assertThat(run(packet, "--key", key, "--tsa", packet)).isOne();
        assertThat(text(err))
                .contains("There is no " + folder.resolve("none.zip"), "64 hex digits", "none.pem", "packet.zip: ");
        assertThat(text(out)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--key", "PACKET --key", "PACKET --tsa", "PACKET PACKET", "PACKET --sure", "--key abc"})
    void showsHowItIsCalledWhenTheArgumentsAreWrong(String line) {
        assertThat(run(line.replace("PACKET", packet).split(" "))).isEqualTo(2);
        assertThat(text(err)).contains("Usage: java -jar trapline-verify.jar");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void takesNoArgumentsForWrongOnesAndExplainsItselfWhenAsked() {
        assertThat(run()).isEqualTo(2);
        assertThat(text(err)).contains("Which packet?", "Usage: java -jar trapline-verify.jar");
        assertThat(text(out)).isEmpty();
        assertThat(run("--help")).isZero();
        assertThat(text(out)).startsWith("Usage: java -jar trapline-verify.jar");
    }

    @Test
    void letsNoPacketWriteTheVerdict() {
        PacketReport report = new PacketReport(
                "", false, List.of(new PacketReport.Check("bag", false, "no\u001b[2K\u009b\u202e\n\nGenuine: signed")));

        assertThat(report.lines())
                .containsExactly(
                        "check          found",
                        "-----  ------  -------------------------",
                        "bag    FAILED  no?[2K????Genuine: signed",
                        "",
                        "NOT GENUINE: do not rely on this packet.");
    }

    private int run(String... args) {
        return VerifyPacket.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
