package org.trapline.evidence.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.Warcinfo;
import org.trapline.evidence.scenarios.EvidenceDatabase;
import org.trapline.verifier.TreeHash;

/** What every store keeps to. */
abstract class VaultContract {

    static final long SEGMENT = 10_000;
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    static final DataSource DATABASE = EvidenceDatabase.fresh();

    final Segments segments = new Segments(DATABASE);

    @BeforeEach
    void emptyTables() throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate segment, vault_leftover, vault_tombstone");
        }
    }

    /** Opens the store of this test, which goes on where it was closed. */
    abstract Vault open(Extent committed) throws IOException;

    /** The file that an object is, below the server where there is one. */
    abstract Path file(String object);

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
    void goesOnWhereItWasClosed() throws IOException {
        VaultEntry first = entry("first");
        VaultEntry second = entry("second");
        Location before;
        try (Vault vault = open(Extent.NOTHING)) {
            before = vault.append(List.of(first)).get(0);
        }

        try (Vault vault = open(endOf(before))) {
            Location after = vault.append(List.of(second)).get(0);

            assertThat(read(vault, before, first)).isEqualTo(first.raw());
            assertThat(read(vault, after, second)).isEqualTo(second.raw());
        }
    }

    @Test
    void anotherReaderOfWarcReadsEveryObject() throws IOException {
        VaultEntry first = entry("Subject: one\r\n\r\none");
        VaultEntry second = entry("Subject: two\n\ntwo\n");
        try (Vault vault = open(Extent.NOTHING)) {
            vault.append(List.of(first));
            vault.append(List.of(second));

            List<WarcResource> records = new ArrayList<>();
            assertThat(bodies(vault, records)).containsExactly(first.raw(), second.raw());
            assertThat(records).allSatisfy(record -> {
                assertThat(record.contentType().toString()).isEqualTo("message/rfc822");
                assertThat(record.version().toString()).contains("1.1");
            });
            assertThat(records.get(0).payloadDigest().orElseThrow().hex())
                    .isEqualTo(HexFormat.of().formatHex(first.sha256()));
        }
    }

    @Test
    void neverServesAChangedByte() throws IOException {
        VaultEntry entry = entry("the evidence");
        try (Vault vault = open(Extent.NOTHING)) {
            Location location = vault.append(List.of(entry)).get(0);
            Path file = file(segments.find(location.segment()).orElseThrow().object());

            change(file, location.offset() + location.length() - 6);
            assertThatThrownBy(() -> read(vault, location, entry)).isInstanceOf(VaultAnomaly.class);
            Files.delete(file);
            assertThatThrownBy(() -> read(vault, location, entry)).isInstanceOf(VaultAnomaly.class);
        }
    }

    @Test
    void refusesToOpenWhenBytesOfRowsAreMissing() throws IOException {
        Location location;
        try (Vault vault = open(Extent.NOTHING)) {
            location = vault.append(List.of(entry("x"))).get(0);
        }

        assertThatThrownBy(() -> open(new Extent(location.segment(), 5_000))).isInstanceOf(IOException.class);
    }

    @Test
    void leavesATombstoneInPlaceOfADisposedExhibit() throws IOException {
        VaultEntry before = entry("before");
        VaultEntry disposed = entry("disposed of");
        VaultEntry after = entry("after");
        try (Vault vault = open(Extent.NOTHING)) {
            List<Location> locations = vault.append(List.of(before, disposed, after));

            vault.dispose(locations.get(1), tombstone(disposed));

            assertThat(read(vault, locations.get(0), before)).isEqualTo(before.raw());
            assertThat(read(vault, locations.get(2), after)).isEqualTo(after.raw());
            assertThatThrownBy(() -> read(vault, locations.get(1), disposed)).isInstanceOf(VaultAnomaly.class);
            assertThat(bodies(vault, new ArrayList<>())).containsExactly(before.raw(), after.raw());
            for (StoredObject object : vault.objects()) {
                assertThat(Files.readString(file(object.name()), StandardCharsets.ISO_8859_1))
                        .doesNotContain("disposed of")
                        .contains("disposed: by order");
            }
        }
    }

    @Test
    void whatIsAppendedAfterADisposalBringsNothingBack() throws IOException {
        VaultEntry disposed = entry("disposed of");
        VaultEntry after = entry("after");
        try (Vault vault = open(Extent.NOTHING)) {
            Location location = vault.append(List.of(disposed)).get(0);
            vault.dispose(location, tombstone(disposed));

            Location next = vault.append(List.of(after)).get(0);

            assertThat(read(vault, next, after)).isEqualTo(after.raw());
            assertThat(bodies(vault, new ArrayList<>())).containsExactly(after.raw());
            for (StoredObject object : vault.objects()) {
                assertThat(Files.readString(file(object.name()), StandardCharsets.ISO_8859_1))
                        .doesNotContain("disposed of");
            }
        }
    }

    @Test
    void aTombstoneFitsWhereTheSmallestExhibitWas() throws IOException {
        VaultEntry smallest = entry("x");
        try (Vault vault = open(Extent.NOTHING)) {
            Location location = vault.append(List.of(smallest)).get(0);

            vault.dispose(location, tombstone(smallest));

            assertThat(bodies(vault, new ArrayList<>())).isEmpty();
        }
    }

    @Test
    void endsADisposalThatACrashBrokeOff() throws IOException {
        VaultEntry disposed = entry("disposed of");
        Location location;
        try (Vault vault = open(Extent.NOTHING)) {
            location = vault.append(List.of(disposed)).get(0);
        }
        segments.entomb(location, tombstone(disposed));

        try (Vault vault = open(endOf(location))) {
            assertThatThrownBy(() -> read(vault, location, disposed)).isInstanceOf(VaultAnomaly.class);
            assertThat(segments.unfinished()).isEmpty();
        }
    }

    @Test
    void disposesOfNothingButTheExhibitThatIsMeant() throws IOException {
        VaultEntry entry = entry("kept");
        try (Vault vault = open(Extent.NOTHING)) {
            Location location = vault.append(List.of(entry)).get(0);

            assertThatThrownBy(() -> vault.dispose(location, tombstone(entry("another"))))
                    .isInstanceOf(IllegalArgumentException.class);

            assertThat(read(vault, location, entry)).isEqualTo(entry.raw());
            assertThat(segments.unfinished()).isEmpty();
        }
    }

    static List<byte[]> bodies(Vault vault, List<WarcResource> records) throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        for (StoredObject object : vault.objects()) {
            try (InputStream in = vault.open(object.name(), 0);
                    WarcReader reader = new WarcReader(in)) {
                reader.setLenient(false);
                for (WarcRecord record : reader) {
                    if (record instanceof WarcResource resource) {
                        bodies.add(resource.body().stream().readAllBytes());
                        records.add(resource);
                    } else {
                        assertThat(record).isInstanceOfAny(Warcinfo.class, WarcMetadata.class);
                        record.body().consume();
                    }
                }
            }
        }
        return bodies;
    }

    static void change(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ 1);
        }
    }

    static Extent endOf(Location location) {
        return new Extent(location.segment(), location.offset() + location.length());
    }

    static byte[] read(Vault vault, Location location, VaultEntry entry) {
        return vault.read(location, entry.raw().length, entry.sha256());
    }

    static Tombstone tombstone(VaultEntry entry) {
        return new Tombstone(entry.id(), NOON, "by order");
    }

    static VaultEntry entry(String content) {
        byte[] raw = content.getBytes(StandardCharsets.UTF_8);
        return new VaultEntry(
                UUID.randomUUID(),
                Instant.parse("2026-01-02T03:04:05.123456Z"),
                "message/rfc822",
                TreeHash.sha256().digest(raw),
                raw);
    }
}
