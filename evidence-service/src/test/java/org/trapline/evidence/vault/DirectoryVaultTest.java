package org.trapline.evidence.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryVaultTest extends VaultContract {

    @TempDir
    Path directory;

    private final List<Path> orphans = new ArrayList<>();

    @Override
    Vault open(Extent committed) throws IOException {
        return DirectoryVault.open(directory, SEGMENT, segments, () -> committed, orphans);
    }

    @Override
    Path file(String object) {
        return directory.resolve(object);
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
    void takesBackTheLastAppendAndNoOther() throws IOException {
        VaultEntry kept = entry("kept");
        VaultEntry next = entry("next");
        try (Vault vault = open(Extent.NOTHING)) {
            List<Location> first = vault.append(List.of(kept));
            List<Location> refused = vault.append(List.of(entry("refused"), entry("with it")));
            byte[] before = Files.readAllBytes(file("segment-000001.warc"));
            assertThat(vault.takeBack(first)).isFalse();
            assertThat(file("segment-000001.warc")).hasBinaryContent(before);

            assertThat(vault.takeBack(refused)).isTrue();

            assertThat(vault.takeBack(refused)).isFalse();
            Location location = vault.append(List.of(next)).get(0);
            assertThat(location.offset()).isEqualTo(refused.get(0).offset());
            assertThat(read(vault, first.get(0), kept)).isEqualTo(kept.raw());
            assertThat(read(vault, location, next)).isEqualTo(next.raw());
            assertThat(Files.size(file("segment-000001.warc"))).isEqualTo(location.offset() + location.length());
        }
    }

    @Test
    void appendsBesideADisposalBringNothingBack() throws Exception {
        try (Vault vault = DirectoryVault.open(directory, Long.MAX_VALUE, segments, () -> Extent.NOTHING, orphans)) {
            for (int round = 0; round < 25; round++) {
                VaultEntry disposed = entry("disposed of " + "x".repeat(29 * round));
                Location location = vault.append(List.of(disposed)).get(0);
                CompletableFuture<Void> disposal = CompletableFuture.runAsync(() -> dispose(vault, location, disposed));
                while (!disposal.isDone()) {
                    vault.append(List.of(entry("another")));
                }
                disposal.get();
            }
        }
        assertThat(Files.readString(file("segment-000001.warc"), StandardCharsets.ISO_8859_1))
                .contains("another")
                .doesNotContain("disposed of");
    }

    private static void dispose(Vault vault, Location location, VaultEntry disposed) {
        try {
            vault.dispose(location, tombstone(disposed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

        try (Vault vault = open(endOf(last))) {
            VaultEntry next = entry("next");
            Location appended = vault.append(List.of(next)).get(0);

            assertThat(orphans).hasSize(2).allSatisfy(o -> assertThat(o).isNotEmptyFile());
            assertThat(appended).isEqualTo(new Location(1, last.offset() + last.length(), appended.length()));
            assertThat(read(vault, last, kept)).isEqualTo(kept.raw());
            assertThat(read(vault, appended, next)).isEqualTo(next.raw());
            assertThat(segments.after(0, 10)).hasSize(1);
        }
    }

    @Test
    void notesWhatASegmentOfAnOlderVersionSaysOfItself() throws IOException {
        Location last;
        try (Vault vault = open(Extent.NOTHING)) {
            last = vault.append(List.of(entry("kept"))).get(0);
        }
        Segment begun = segments.find(1).orElseThrow();
        segments.remove(1);

        open(endOf(last)).close();

        assertThat(segments.find(1)).contains(begun);
    }

    @Test
    void anEmptySegmentIsNoOrphan() throws IOException {
        open(Extent.NOTHING).close();
        open(Extent.NOTHING).close();

        assertThat(orphans).isEmpty();
    }

    @Test
    void whatADeadWriterIsStillCommittingIsKept() throws Exception {
        VaultEntry entry = entry("its commit is under way");
        Location location;
        try (Vault vault = open(Extent.NOTHING)) {
            location = vault.append(List.of(entry)).get(0);
        }
        CompletableFuture<Vault> next;
        try (Connection dead = DATABASE.getConnection();
                Statement statement = dead.createStatement()) {
            dead.setAutoCommit(false);
            statement.execute("select * from ledger_head for update");
            statement.execute(
                    "insert into exhibit (id, leaf_index, kind, sha256, size, received_at, media_type, source,"
                            + " segment, position, length, leaf_data, parser, defects) values (gen_random_uuid(), 0,"
                            + " 'TRAP_MESSAGE', sha256('x'), 1, now(), 'message/rfc822', 'test', " + location.segment()
                            + ", "
                            + location.offset() + ", " + location.length() + ", sha256('leaf'), 'p', '{}')");
            next = CompletableFuture.supplyAsync(this::openAtTheEndOfTheRows);
            await().atMost(Duration.ofSeconds(20)).until(() -> next.isDone() || waiting());

            dead.commit();
        }

        try (Vault vault = next.get(20, TimeUnit.SECONDS)) {
            assertThat(orphans).isEmpty();
            assertThat(read(vault, location, entry)).isEqualTo(entry.raw());
        }
    }

    private Vault openAtTheEndOfTheRows() {
        try {
            return DirectoryVault.open(directory, SEGMENT, segments, () -> VaultOpening.committed(DATABASE), orphans);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean waiting() throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    @Test
    void asksWhereTheRowsEndOnceNobodyElseWrites() throws IOException {
        Supplier<Extent> rows = () -> {
            assertThatThrownBy(() -> open(Extent.NOTHING)).hasMessageContaining("already writes");
            return Extent.NOTHING;
        };

        DirectoryVault.open(directory, SEGMENT, segments, rows, orphans).close();
    }

    @Test
    void hasOneWriter() throws IOException {
        Vault vault = open(Extent.NOTHING);

        assertThatThrownBy(() -> open(Extent.NOTHING)).isInstanceOf(IOException.class);

        vault.close();
    }
}
