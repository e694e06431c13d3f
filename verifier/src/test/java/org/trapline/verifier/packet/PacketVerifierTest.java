package org.trapline.verifier.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trapline.verifier.TreeHash;

class PacketVerifierTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "redacted: {0}")
    @ValueSource(booleans = {false, true})
    void acceptsAPacketAsZipAndUnpacked(boolean redacted) throws IOException {
        SamplePacket packet = new SamplePacket(redacted);
        String key = packet.signingKey().fingerprint();

        assertThat(verify(packet, key).checks()).allMatch(PacketReport.Check::passed);
        assertThat(verify(packet, key).genuine()).isTrue();
        assertThat(PacketVerifier.verify(unpacked(packet), key.toUpperCase(java.util.Locale.ROOT))
                        .genuine())
                .isTrue();
    }

    @ParameterizedTest(name = "redacted: {0}")
    @ValueSource(booleans = {false, true})
    void refusesTheZipWhenAnyOneByteOfItIsChanged(boolean redacted) throws IOException {
        SamplePacket packet = new SamplePacket(redacted);
        String key = packet.signingKey().fingerprint();
        byte[] zip = packet.zip();
        Path file = folder.resolve("packet.zip");
        for (int at = 0; at < zip.length; at++) {
            zip[at] ^= (byte) (1 << at % 8);
            Files.write(file, zip);
            assertThat(PacketVerifier.verify(file, key).genuine())
                    .as("byte %d of %d changed", at, zip.length)
                    .isFalse();
            zip[at] ^= (byte) (1 << at % 8);
        }
    }

    @Test
    void refusesBytesBeforeAndBehindTheZip() throws IOException {
        SamplePacket packet = new SamplePacket(false);
        byte[] zip = packet.zip();
        byte[] behind = java.util.Arrays.copyOf(zip, zip.length + 1);
        byte[] before = new byte[zip.length + 1];
        System.arraycopy(zip, 0, before, 1, zip.length);

        assertThat(genuine(behind, packet)).isFalse();
        assertThat(genuine(before, packet)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/more.txt", "more.txt", "data/proofs/checkpoint2"})
    void refusesAnAddedFile(String name) throws IOException {
        SamplePacket packet = new SamplePacket(false);
        packet.put(name, "");

        PacketReport report = verify(packet, packet.signingKey().fingerprint());

        assertThat(report.genuine()).isFalse();
        assertThat(last(report).detail()).contains(name);
    }

    @Test
    void refusesAMissingFileAndAnEmptyFolder() throws IOException {
        SamplePacket packet = new SamplePacket(false);
        String key = packet.signingKey().fingerprint();
        Path unpacked = unpacked(packet);
        Files.createDirectory(unpacked.resolve("data/empty"));
        assertThat(PacketVerifier.verify(unpacked, key).genuine()).isFalse();
        Files.delete(unpacked.resolve("data/empty"));
        assertThat(PacketVerifier.verify(unpacked, key).genuine()).isTrue();

        Files.delete(unpacked.resolve(PacketLayout.PAGE));
        PacketReport report = PacketVerifier.verify(unpacked, key);

        assertThat(last(report).detail()).contains(PacketLayout.PAGE);
        assertThat(report.genuine()).isFalse();
    }

    @Test
    void refusesAPacketThatSomeoneElseSigned() throws IOException {
        PacketReport report = verify(
                new SamplePacket(false), new SamplePacket(false).signingKey().fingerprint());

        assertThat(report.genuine()).isFalse();
        assertThat(last(report).name()).isEqualTo("key");
    }

    @Test
    void saysThatItCannotDecideWithoutAKey() throws IOException {
        PacketReport report = verify(new SamplePacket(false), null);

        assertThat(report.sound()).isTrue();
        assertThat(report.genuine()).isFalse();
    }

    /** Whoever holds the key can sign a false packet, but cannot make the log agree with it. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                PacketLayout.MESSAGES + "|Buy now|Buy nov|exhibits",
                PacketLayout.OPENINGS + "|kind=TRAP_MESSAGE|kind=MAIL|exhibits",
                PacketLayout.OPENINGS + "|\"leafIndex\":0|\"leafIndex\":1|exhibits",
                PacketLayout.OPENINGS + "|\"bates\":\"A-0000002\"|\"bates\":\"A-0000001\"|exhibits",
                PacketLayout.CUSTODY + "|\"type\":\"RECEIVED\"|\"type\":\"ACCESSED\"|custody",
                PacketLayout.CUSTODY + "|\"seq\":2|\"seq\":3|custody",
                PacketLayout.CHECKPOINT + "|log.example\n2|log.example\n3|checkpoint",
            })
    void refusesASignedPacketThatTheLogDoesNotBearOut(String change) throws IOException {
        String[] parts = change.split("\\|");
        SamplePacket packet = new SamplePacket(false);
        assertThat(packet.text(parts[0])).contains(parts[1]);
        packet.put(parts[0], packet.text(parts[0]).replace(parts[1], parts[2]));
        packet.seal();

        PacketReport report = verify(packet, packet.signingKey().fingerprint());

        assertThat(report.trusted()).isTrue();
        assertThat(report.genuine()).isFalse();
        assertThat(last(report).name()).isEqualTo(parts[3]);
        assertThat(report.checks()).filteredOn(c -> c.name().equals(parts[3])).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "(?m)^.*$|null",
                "(?m)^.*$|",
                "(?m)^.*$|[]",
                "\"bates\":\"[^\"]*\"|\"bates\":null",
                "\"exhibit\":\"[^\"]*\",|",
                "\"sha256\":\"[^\"]*\",|",
                "\"metadata\":\\[[^\\]]*\\]|\"metadata\":null",
                "\"metadata\":\\[[^\\]]*\\]|\"metadata\":[null]",
                "\"metadata\":\\[[^\\]]*\\]|\"redacted\":[null]",
                "\"secret\":\"[^\"]*\"|\"secret\":null",
                "\"secret\":\"[^\"]*\"|\"secret\":\"\"",
                "\"secret\":\"[^\"]*\"|\"redacted\":[{}]",
                "\"inclusion\":\\[[^\\]]*\\]|\"inclusion\":null",
                "\"inclusion\":\\[[^\\]]*\\]|\"inclusion\":[null]",
                "\"length\":\\d+|\"length\":-1",
            })
    void refusesAnOpeningThatLacksSomethingWithAFinding(String change) throws IOException {
        String[] parts = change.split("\\|", -1);
        SamplePacket packet = new SamplePacket(false);
        String changed = packet.text(PacketLayout.OPENINGS).replaceFirst(parts[0], parts[1]);
        assertThat(changed).isNotEqualTo(packet.text(PacketLayout.OPENINGS));
        packet.put(PacketLayout.OPENINGS, changed);
        packet.seal();

        PacketReport report = verify(packet, packet.signingKey().fingerprint());

        assertThat(last(report).passed()).isFalse();
        assertThat(last(report).name()).isEqualTo("exhibits");
    }

    /** Nothing in the log says of which kind a withheld part is: what the packet says of it must not take its mark away. */
    @Test
    void refusesACopyThatLeavesABlockOutWithoutAMark() throws IOException {
        SamplePacket packet = new SamplePacket(true);
        String[] openings = packet.text(PacketLayout.OPENINGS).split("\n");
        ObjectNode opening = (ObjectNode) JSON.readTree(openings[1]);
        String messages = packet.text(PacketLayout.MESSAGES);
        String mark = "\r\n[withheld: part 10]\r\n";
        assertThat(messages).endsWith(mark);
        messages = messages.substring(0, messages.length() - mark.length());
        byte[] shown = messages.substring(opening.path("offset").asInt()).getBytes(StandardCharsets.UTF_8);
        opening.put("length", shown.length)
                .put("sha256", HexFormat.of().formatHex(TreeHash.sha256().digest(shown)));
        ((ObjectNode) opening.path("redacted").path(10)).put("kind", 2);
        packet.put(PacketLayout.MESSAGES, messages);
        packet.put(PacketLayout.OPENINGS, openings[0] + "\n" + opening + "\n");
        packet.seal();

        PacketReport report = verify(packet, packet.signingKey().fingerprint());

        assertThat(report.genuine()).isFalse();
        assertThat(last(report).name()).isEqualTo("exhibits");
        assertThat(last(report).detail()).contains("A-0000002", "Part 10");
    }

    @Test
    void saysOfHowManyEventsTheHashIsOnlyStated() throws IOException {
        SamplePacket packet = new SamplePacket(false);
        assertThat(custody(packet)).contains("4 events in 2 chains", "every one was made again");

        stateHashOfSecondEvent(packet, "");

        assertThat(custody(packet)).contains("4 events in 2 chains", "hashes of 3 were made again, those of the 1");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0000000000000000000000000000000000000000000000000000000000000000", "no"})
    void refusesAnEventOfStatedHashThatIsNotLinkedToTheOneBefore(String prevHash) throws IOException {
        SamplePacket packet = new SamplePacket(false);

        stateHashOfSecondEvent(packet, prevHash);

        assertThat(verify(packet, packet.signingKey().fingerprint()).genuine()).isFalse();
    }

    /** @param prevHash what it says of the event before; "no" for nothing, empty for what is so */
    private static void stateHashOfSecondEvent(SamplePacket packet, String prevHash) throws IOException {
        String[] lines = packet.text(PacketLayout.CUSTODY).split("\n");
        ObjectNode event = (ObjectNode) JSON.readTree(lines[1]);
        event.put(
                "eventHash",
                HexFormat.of().formatHex(TreeHash.sha256().digest(lines[1].getBytes(StandardCharsets.UTF_8))));
        if (prevHash.equals("no")) {
            event.remove("prevHash");
        } else if (!prevHash.isEmpty()) {
            event.put("prevHash", prevHash);
        }
        lines[1] = event.toString();
        packet.put(PacketLayout.CUSTODY, String.join("\n", lines) + "\n");
        packet.seal();
    }

    private String custody(SamplePacket packet) throws IOException {
        return verify(packet, packet.signingKey().fingerprint()).checks().stream()
                .filter(c -> c.name().equals("custody"))
                .findFirst()
                .orElseThrow()
                .detail();
    }

    @Test
    void refusesAFileThatIsNoZip() throws IOException {
        Path file = Files.writeString(folder.resolve("packet.zip"), "no zip");

        PacketReport report = PacketVerifier.verify(file, null);

        assertThat(report.sound()).isFalse();
        assertThat(last(report).name()).isEqualTo("container");
    }

    @Test
    void refusesTheSameFilesInAnotherZip() throws IOException {
        SamplePacket packet = new SamplePacket(false);
        Path file = folder.resolve("packet.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var entry : packet.files().entrySet()) {
                zip.putNextEntry(new ZipEntry("packet/" + entry.getKey()));
                zip.write(entry.getValue());
            }
        }

        PacketReport report = PacketVerifier.verify(file, packet.signingKey().fingerprint());

        assertThat(report.genuine()).isFalse();
        assertThat(last(report).detail()).contains("the form that packets have");
    }

    private boolean genuine(byte[] zip, SamplePacket packet) throws IOException {
        Path file = Files.write(folder.resolve("packet.zip"), zip);
        return PacketVerifier.verify(file, packet.signingKey().fingerprint()).genuine();
    }

    private PacketReport verify(SamplePacket packet, @Nullable String key) throws IOException {
        return PacketVerifier.verify(Files.write(folder.resolve("packet.zip"), packet.zip()), key);
    }

    private Path unpacked(SamplePacket packet) throws IOException {
        Path bag = Files.createTempDirectory(folder, "bag");
        for (var entry : packet.files().entrySet()) {
            Path file = bag.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        return bag;
    }

    private static PacketReport.Check last(PacketReport report) {
        return report.checks().get(report.checks().size() - 1);
    }
}
