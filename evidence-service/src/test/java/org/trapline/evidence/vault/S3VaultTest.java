package org.trapline.evidence.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trapline.evidence.scenarios.S3Server;
import org.trapline.messaging.StoreFailed;

/** Against a real S3 server. */
class S3VaultTest extends VaultContract {

    private static final S3Server SERVER = S3Server.attach();

    @TempDir
    Path work;

    private final String name = "vault-" + UUID.randomUUID();
    private final Path directory = SERVER.bucket(name);
    private final Bucket bucket = S3Bucket.open(settings(SERVER.endpoint(), name, S3Server.SECRET_KEY));

    @Override
    Vault open(Extent committed) throws IOException {
        return S3Vault.open(bucket, segments, 1_000_000, committed, work);
    }

    @Override
    Path file(String object) {
        return directory.resolve("evidence").resolve(object);
    }

    @Test
    void mergesSmallObjectsAndServesTheSameBytes() throws IOException {
        List<VaultEntry> entries = new ArrayList<>();
        List<Location> locations = new ArrayList<>();
        Vault vault = open(Extent.NOTHING);
        for (int i = 0; i < 2 * Merging.FAN_IN + 3; i++) {
            VaultEntry entry = entry("message " + i);
            entries.add(entry);
            locations.addAll(vault.append(List.of(entry)));
        }

        vault.tidy();

        assertThat(vault.objects()).hasSize(2 + 3);
        for (int i = 0; i < entries.size(); i++) {
            assertThat(read(vault, locations.get(i), entries.get(i)))
                    .isEqualTo(entries.get(i).raw());
        }
        assertThat(bodies(vault, new ArrayList<>())).hasSize(entries.size());
    }

    @Test
    void leavesSegmentsWhereTheyAreWhenOneOfThemWasChanged() throws IOException {
        Vault vault = open(Extent.NOTHING);
        for (int i = 0; i < Merging.FAN_IN; i++) {
            vault.append(List.of(entry("message " + i)));
        }
        change(file(segments.find(3).orElseThrow().object()), 500);

        assertThatThrownBy(vault::tidy).isInstanceOf(IOException.class).hasMessageContaining("segment 3");

        assertThat(segments.after(0, 100)).extracting(Segment::base).containsOnly(0L);
    }

    @Test
    void removesWhatAMergeLeftThatACrashBrokeOff() throws IOException {
        Vault vault = open(Extent.NOTHING);
        Location location = vault.append(List.of(entry("kept"))).get(0);
        segments.announce("merged-by-a-dying-process.warc", NOON);
        bucket.put("merged-by-a-dying-process.warc", new byte[] {1});

        assertThat(segments.leftovers()).containsExactly("merged-by-a-dying-process.warc");
        vault.tidy();

        assertThat(vault.objects())
                .extracting(StoredObject::name)
                .containsExactly(segments.find(location.segment()).orElseThrow().object());
        assertThat(segments.leftovers()).isEmpty();
    }

    @Test
    void segmentsDoNotMoveToWhatAnotherProcessTookForALeftover() throws IOException {
        Vault vault = open(Extent.NOTHING);
        VaultEntry entry = entry("kept");
        Location location = vault.append(List.of(entry)).get(0);
        Segment segment = segments.find(location.segment()).orElseThrow();
        String object = "merged-beside-" + UUID.randomUUID() + ".warc";
        segments.announce(object, NOON);
        bucket.put(object, Files.readAllBytes(file(segment.object())));

        open(endOf(location)).tidy();

        assertThatThrownBy(() -> segments.move(List.of(segment), List.of(segment.in(object, 0)), NOON))
                .isInstanceOf(StoreFailed.class);
        assertThat(read(vault, location, entry)).isEqualTo(entry.raw());
    }

    @Test
    void anObjectThatSegmentsHaveMovedToIsNoLeftover() throws IOException {
        Vault vault = open(Extent.NOTHING);
        VaultEntry entry = entry("kept");
        Location location = vault.append(List.of(entry)).get(0);
        Segment segment = segments.find(location.segment()).orElseThrow();
        String object = "merged-beside-" + UUID.randomUUID() + ".warc";
        segments.announce(object, NOON);
        bucket.put(object, Files.readAllBytes(file(segment.object())));
        assertThat(segments.leftovers()).containsExactly(object);
        segments.move(List.of(segment), List.of(segment.in(object, 0)), NOON);

        segments.discard(object, bucket::remove);
        vault.tidy();

        assertThat(vault.objects()).extracting(StoredObject::name).containsExactly(object);
        assertThat(read(vault, location, entry)).isEqualTo(entry.raw());
    }

    @Test
    void leavesNoEvidenceInItsWorkFolder() throws IOException {
        Files.writeString(work.resolve("left-by-a-dying-process.warc"), "evidence");
        Vault vault = open(Extent.NOTHING);
        assertThat(work).isEmptyDirectory();
        List<Location> locations = new ArrayList<>();
        List<VaultEntry> entries = List.of(entry("first"), entry("disposed of"), entry("last"));
        for (int i = 0; i < Merging.FAN_IN; i++) {
            locations.addAll(vault.append(i == 0 ? entries : List.of(entry("message " + i))));
        }

        vault.tidy();
        vault.dispose(locations.get(1), new Tombstone(entries.get(1).id(), NOON, "schedule 7"));

        assertThat(work).isEmptyDirectory();
        assertThat(read(vault, locations.get(0), entries.get(0)))
                .isEqualTo(entries.get(0).raw());
        assertThat(read(vault, locations.get(2), entries.get(2)))
                .isEqualTo(entries.get(2).raw());
    }

    @Test
    void showsAnObjectThatACrashLeftWithoutARow() throws IOException {
        Vault vault = open(Extent.NOTHING);
        Location kept = vault.append(List.of(entry("kept"))).get(0);
        vault.append(List.of(entry("acknowledged to nobody")));

        Vault reopened = open(endOf(kept));
        Location next = reopened.append(List.of(entry("next"))).get(0);

        assertThat(next.segment()).isEqualTo(3);
        assertThat(reopened.objects()).hasSize(3);
    }

    @Test
    void aSecondWriterFindsItsNumberTaken() throws IOException {
        Vault first = open(Extent.NOTHING);
        Vault second = open(Extent.NOTHING);
        VaultEntry entry = entry("from the second");
        first.append(List.of(entry("from the first")));

        assertThatThrownBy(() -> second.append(List.of(entry))).isInstanceOf(StoreFailed.class);

        assertThat(read(second, second.append(List.of(entry)).get(0), entry)).isEqualTo(entry.raw());
    }

    @Test
    void anObjectIsNeverWrittenTwice() throws IOException {
        bucket.put("once.warc", new byte[] {1});

        assertThatThrownBy(() -> bucket.put("once.warc", new byte[] {2})).isInstanceOf(IOException.class);
    }

    /** As when the answer to a try was lost and the client tries again. */
    @Test
    void anObjectThatATryBeforeBroughtIsThere() throws IOException {
        bucket.put("twice.warc", new byte[] {1});

        bucket.put("twice.warc", new byte[] {1});

        assertThat(bucket.get("twice.warc", 0, 2)).contains(new byte[] {1});
    }

    @Test
    void saysWhatToConfigure() {
        assertThatThrownBy(() -> S3Bucket.open(settings(SERVER.endpoint(), null, "x")))
                .hasMessageContaining("trapline.evidence.vault.s3.bucket: name the bucket");
        assertThatThrownBy(() -> S3Bucket.open(settings(SERVER.endpoint(), "no-such-bucket", S3Server.SECRET_KEY)))
                .hasMessageContaining("make bucket no-such-bucket");
        assertThatThrownBy(() -> S3Bucket.open(settings(SERVER.endpoint(), name, "wrong")))
                .hasMessageContaining("let the access key");
        assertThatThrownBy(() -> S3Bucket.open(settings(URI.create("http://192.0.2.1:9000"), name, "x")))
                .hasMessageContaining("trapline.evidence.vault.s3.endpoint: use https");
    }

    private static VaultConfig.S3 settings(URI endpoint, String bucket, String secretKey) {
        return new VaultConfig.S3() {
            @Override
            public Optional<URI> endpoint() {
                return Optional.of(endpoint);
            }

            @Override
            public Optional<String> region() {
                return Optional.empty();
            }

            @Override
            public Optional<String> bucket() {
                return Optional.ofNullable(bucket);
            }

            @Override
            public String prefix() {
                return "evidence/";
            }

            @Override
            public Optional<String> accessKey() {
                return Optional.of(S3Server.ACCESS_KEY);
            }

            @Override
            public Optional<String> secretKey() {
                return Optional.of(secretKey);
            }

            @Override
            public Path work() {
                return Path.of("unused");
            }

            @Override
            public boolean pathStyle() {
                return true;
            }
        };
    }
}
