package org.trapline.evidence.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.Warcinfo;
import org.trapline.verifier.TreeHash;

class VaultTest {

    private static final long SEGMENT = 10_000;

    @TempDir
    Path directory;

    private final List<Path> orphans = new ArrayList<>();

    @Test
    void returnsTheExactBytes() throws IOException {
        VaultEntry nul = entry("a\0b\r\n\r\nWARC/1.1\r\n");
        VaultEntry large = entry("x".repeat(700_000));
        try (Vault vault = open(Extent.NOTHING)) {
            List<Location> locations = vault.append(List.of(nul, large));

            assertThat(read(vault, locations.get(0), nul)).isEqualTo(nul.raw());
            assertThat(read(vault, locations.get(1), large)).isEqualTo(large.raw());
        }
    }

    @Test
    void goesOnWhenTheNextSegmentCouldNotBeMadeAtFirst() throws IOException {
        Path inTheWay = Files.createDirectories(directory).resolve("segment-000002.warc");
        VaultEntry full = entry("x".repeat((int) SEGMENT));
        VaultEntry next = entry("next");
        try (Vault vault = open(Extent.NOTHING)) {
            vault.append(List.of(full));
            Files.createDirectory(inTheWay);
            assertThatThrownBy(() -> vault.append(List.of(next))).isInstanceOf(IOException.class);
            Files.delete(inTheWay);

            Location location = vault.append(List.of(next)).get(0);

            assertThat(location.segment()).isEqualTo(2);
            assertThat(read(vault, location, next)).isEqualTo(next.raw());
        }
    }

    @Test
    void anotherReaderOfWarcReadsTheSegments() throws IOException {
        VaultEntry first = entry("Subject: one\r\n\r\none");
        VaultEntry second = entry("Subject: two\n\ntwo\n");
        try (Vault vault = open(Extent.NOTHING)) {
            vault.append(List.of(first));
            vault.append(List.of(second));
        }

        List<byte[]> bodies = new ArrayList<>();
        try (WarcReader reader = new WarcReader(directory.resolve("segment-000001.warc"))) {
            reader.setLenient(false);
            for (WarcRecord record : reader) {
                assertThat(record.version().toString()).contains("1.1");
                if (record instanceof WarcResource resource) {
                    bodies.add(resource.body().stream().readAllBytes());
                    assertThat(resource.payloadDigest().orElseThrow().hex())
                            .isEqualTo(java.util.HexFormat.of()
                                    .formatHex(TreeHash.sha256().digest(bodies.get(bodies.size() - 1))));
                    assertThat(resource.contentType().toString()).isEqualTo("message/rfc822");
                } else {
                    assertThat(record).isInstanceOf(Warcinfo.class);
                }
            }
        }

        assertThat(bodies).containsExactly(first.raw(), second.raw());
    }

    @Test
    void beginsANewSegmentWhenOneIsFull() throws IOException {
        VaultEntry entry = entry("x".repeat(6_000));
        try (Vault vault = open(Extent.NOTHING)) {
            assertThat(vault.append(List.of(entry, entry)).get(1).segment()).isEqualTo(1);

            Location next = vault.append(List.of(entry)).get(0);

            assertThat(next.segment()).isEqualTo(2);
            assertThat(read(vault, next, entry)).isEqualTo(entry.raw());
        }
    }

    @Test
    void setsAsideWhatACrashLeftBehind() throws IOException {
        VaultEntry kept = entry("kept");
        Location last;
        try (Vault vault = open(Extent.NOTHING)) {
            last = vault.append(List.of(kept)).get(0);
            vault.append(List.of(entry("without a row " + "x".repeat(10_000))));
            vault.append(List.of(entry("in a segment without a row")));
        }

        try (Vault vault = open(new Extent(last.segment(), last.offset() + last.length()))) {
            VaultEntry next = entry("next");
            Location appended = vault.append(List.of(next)).get(0);

            assertThat(orphans).hasSize(2).allSatisfy(o -> assertThat(o).isNotEmptyFile());
            assertThat(appended).isEqualTo(new Location(1, last.offset() + last.length(), appended.length()));
            assertThat(read(vault, last, kept)).isEqualTo(kept.raw());
            assertThat(read(vault, appended, next)).isEqualTo(next.raw());
        }
    }

    @Test
    void anEmptySegmentIsNoOrphan() throws IOException {
        open(Extent.NOTHING).close();
        open(Extent.NOTHING).close();

        assertThat(orphans).isEmpty();
    }

    @Test
    void refusesToOpenWhenBytesOfRowsAreMissing() throws IOException {
        open(Extent.NOTHING).close();

        assertThatThrownBy(() -> open(new Extent(1, 5_000))).isInstanceOf(IOException.class);
    }

    @Test
    void hasOneWriter() throws IOException {
        try (Vault vault = open(Extent.NOTHING)) {
            assertThatThrownBy(() -> open(Extent.NOTHING)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void neverServesAChangedByte() throws IOException {
        VaultEntry entry = entry("the evidence");
        try (Vault vault = open(Extent.NOTHING)) {
            Location location = vault.append(List.of(entry)).get(0);
            overwrite(location.offset() + location.length() - 6, (byte) 'X');

            assertThatThrownBy(() -> read(vault, location, entry)).isInstanceOf(VaultAnomaly.class);
            Files.delete(directory.resolve("segment-000001.warc"));
            assertThatThrownBy(() -> read(vault, location, entry)).isInstanceOf(VaultAnomaly.class);
        }
    }

    private void overwrite(long at, byte value) throws IOException {
        try (FileChannel file = FileChannel.open(directory.resolve("segment-000001.warc"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {value}), at);
        }
    }

    private Vault open(Extent committed) throws IOException {
        return Vault.open(directory, SEGMENT, committed, orphans);
    }

    private static byte[] read(Vault vault, Location location, VaultEntry entry) {
        return vault.read(location, entry.raw().length, entry.sha256());
    }

    private static VaultEntry entry(String content) {
        byte[] raw = content.getBytes(StandardCharsets.UTF_8);
        return new VaultEntry(
                UUID.randomUUID(),
                Instant.parse("2026-01-02T03:04:05.123456Z"),
                "message/rfc822",
                TreeHash.sha256().digest(raw),
                raw);
    }
}
